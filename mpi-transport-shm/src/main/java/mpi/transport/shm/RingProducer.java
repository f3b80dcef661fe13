package mpi.transport.shm;

/**
 * The sending half of a ring between two ranks: records one behind the other, each contiguous and at the start of a
 * cache line, or the shortest in half or a quarter of one, in memory that both map.
 *
 * <p>A record begins with its length, four bytes that are stored last: 0 where nothing has been published, negative
 * where so much is left out, of a line or up to the wrap. The receiver waits for this word and looks at nothing else,
 * so that a short message costs the transfer of one line, and several of the shortest cost no more. Before a record is
 * published the first word of the next one has been cleared, for short records ahead of time; what else lies there from
 * an earlier lap is never looked at. The receiver's position, in a line of its own, is read only when the room known of
 * is used up.
 *
 * <p>A sender that dies leaves what it has published; a claim is not visible to anybody.
 */
final class RingProducer {
    /** Result of {@link #tryClaim}: no room. */
    static final long FULL = 0;

    private static final int CLEARED_AHEAD_BYTES = 4 * RingRecord.LINE_BYTES;

    private final long address;
    private final long headAddress;
    private final int capacity;
    private long tail;
    private long knownHead;
    /** The first word of every line from {@link #tail} up to here is 0. */
    private long cleared;

    /**
     * Starts at the beginning of an empty ring.
     *
     * @param address where it starts, at a cache line; all zero
     * @param capacity its length in bytes, a power of two
     * @param headAddress address of the receiver's position, eight bytes, zero
     */
    RingProducer(final long address, final int capacity, final long headAddress) {
        this.address = address;
        this.capacity = capacity;
        this.headAddress = headAddress;
    }

    /**
     * Finds room for a record. Publishes at most the end of this lap; the caller either publishes the
     * record or abandons it.
     *
     * @param recordBytes length of the record, at most a quarter of the capacity
     * @return address of the record, or {@link #FULL}
     */
    long tryClaim(final int recordBytes) {
        final int claimed = RingRecord.claimedBytes(recordBytes);
        final int padding = padding(claimed);
        // One line more than the record: the first word of the next one is cleared.
        final long end = tail + padding + claimed + RingRecord.LINE_BYTES;
        if (end > knownHead + capacity) {
            knownHead = Words.getLongAcquire(headAddress);
            if (end > knownHead + capacity) {
                return FULL;
            }
        }
        if (padding > 0) {
            clear(tail + padding);
            // If this process dies behind it the receiver goes on behind the padding and finds nothing.
            Words.putIntRelease(at(tail), -padding);
            tail += padding;
        }
        clear(tail + claimed);
        return at(tail);
    }

    /** What is left out before a record: up to where one of its length may begin, or of the lap if it is longer. */
    private int padding(final int claimed) {
        final int index = (int) tail & capacity - 1;
        final int gap = -index & Math.min(claimed, RingRecord.LINE_BYTES) - 1;
        final int untilWrap = capacity - index;
        return gap + claimed > untilWrap ? untilWrap : gap;
    }

    /** Makes sure that a record is not seen where none has been published. */
    private void clear(final long position) {
        if (position >= cleared || (position & RingRecord.LINE_BYTES - 1) != 0) {
            Words.putInt(at(position), 0);
            cleared = Math.max(cleared, lineBehind(position));
        }
    }

    private long at(final long position) {
        return address + (position & capacity - 1);
    }

    private static long lineBehind(final long position) {
        return (position & -RingRecord.LINE_BYTES) + RingRecord.LINE_BYTES;
    }

    /**
     * Publishes the record that was claimed last.
     *
     * @param record its address; all of it but the first word has been written
     * @param recordBytes its length as claimed
     */
    void publish(final long record, final int recordBytes) {
        tail += RingRecord.claimedBytes(recordBytes);
        Words.putIntRelease(record, recordBytes);
        clearAhead();
    }

    /** Gives up the record that was claimed last: some of it may have been written. */
    void abandon() {
        cleared = lineBehind(tail);
    }

    /** Clears where the next short records may end, while nobody waits for it. */
    private void clearAhead() {
        final long end = Math.min(tail + CLEARED_AHEAD_BYTES, knownHead + capacity);
        while (cleared < end) {
            Words.putInt(at(cleared), 0);
            cleared += RingRecord.LINE_BYTES;
        }
    }
}
