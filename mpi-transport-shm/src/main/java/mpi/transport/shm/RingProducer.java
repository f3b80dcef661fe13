package mpi.transport.shm;

import static org.agrona.BitUtil.align;

/**
 * The sending half of a ring between two ranks: records one behind the other, each contiguous and at the start of a
 * cache line, in memory that both map.
 *
 * <p>A record begins with its length, four bytes that are stored last: 0 where nothing has been published, negative
 * where the rest of the ring up to the wrap is left out. The receiver waits for this word and looks at nothing else, so
 * that a short message costs the transfer of one line. Before a record is published the first word of the next one has
 * been cleared, for short records ahead of time; what else lies there from an earlier lap is never looked at. The
 * receiver's position, in a line of its own,
 * is read only when the room known of is used up.
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
        final int claimed = align(recordBytes, RingRecord.LINE_BYTES);
        final int index = (int) tail & capacity - 1;
        final int untilWrap = capacity - index;
        final int padding = claimed > untilWrap ? untilWrap : 0;
        // One line more than the record: the first word of the next one is cleared.
        final long end = tail + padding + claimed + RingRecord.LINE_BYTES;
        if (end > knownHead + capacity) {
            knownHead = Words.getLongAcquire(headAddress);
            if (end > knownHead + capacity) {
                return FULL;
            }
        }
        if (padding > 0) {
            Words.putInt(address, 0);
            // If this process dies behind it the receiver goes on at the start of the ring and finds nothing.
            Words.putIntRelease(address + index, -padding);
            tail += padding;
        }
        final long next = tail + claimed;
        if (next >= cleared) {
            Words.putInt(address + (next & capacity - 1), 0);
            cleared = next + RingRecord.LINE_BYTES;
        }
        return address + (tail & capacity - 1);
    }

    /**
     * Publishes the record that was claimed last.
     *
     * @param record its address; all of it but the first word has been written
     * @param recordBytes its length as claimed
     */
    void publish(final long record, final int recordBytes) {
        tail += align(recordBytes, RingRecord.LINE_BYTES);
        Words.putIntRelease(record, recordBytes);
        clearAhead();
    }

    /** Gives up the record that was claimed last: some of it may have been written. */
    void abandon() {
        cleared = tail + RingRecord.LINE_BYTES;
    }

    /** Clears where the next short records may end, while nobody waits for it. */
    private void clearAhead() {
        final long end = Math.min(tail + CLEARED_AHEAD_BYTES, knownHead + capacity);
        while (cleared < end) {
            Words.putInt(address + (cleared & capacity - 1), 0);
            cleared += RingRecord.LINE_BYTES;
        }
    }
}
