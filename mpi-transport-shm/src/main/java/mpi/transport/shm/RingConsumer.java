package mpi.transport.shm;

/** The receiving half of a ring, see {@link RingProducer}. It trusts no length that the sender has written. */
final class RingConsumer {
    /** Result of {@link #next}: nothing has been published that is not consumed. */
    static final int EMPTY = 0;
    /** Result of {@link #next}: what stands there is no length of a record; the ring cannot be used any more. */
    static final int DAMAGED = -1;

    private final long address;
    private final long headAddress;
    private final int capacity;
    private long head;

    /**
     * Starts at the beginning of a ring.
     *
     * @param address where it starts
     * @param capacity its length in bytes, a power of two
     * @param headAddress address of this side's position
     */
    RingConsumer(final long address, final int capacity, final long headAddress) {
        this.address = address;
        this.capacity = capacity;
        this.headAddress = headAddress;
    }

    /**
     * Looks for the next record; passes what is left out.
     *
     * @return its length in bytes, {@link #EMPTY} or {@link #DAMAGED}
     */
    int next() {
        final int length = Words.getIntAcquire(record());
        return length >= 0 && length <= room() ? length : passPadding(length);
    }

    /**
     * Where the record is that {@link #next} has found.
     *
     * @return its address
     */
    long record() {
        return address + (head & capacity - 1);
    }

    /**
     * Gives the record's room back to the sender.
     *
     * @param recordBytes its length, as {@link #next} has returned it
     */
    void consume(final int recordBytes) {
        advance(RingRecord.claimedBytes(recordBytes));
    }

    private void advance(final int bytes) {
        head += bytes;
        // If this process dies before it the record would be delivered again, to nobody.
        Words.putLongRelease(headAddress, head);
    }

    /** Up to where a longer record may begin, or to the wrap; in steps where records in between were given up. */
    private int passPadding(final int padding) {
        final int index = (int) head & capacity - 1;
        if (index == 0 || padding != -untilWrap() && padding != -(-index & RingRecord.LINE_BYTES - 1)
            && padding != -(-index & 2 * RingRecord.SHORTEST_BYTES - 1)) {
            return DAMAGED;
        }
        advance(-padding);
        return next();
    }

    /** Longest record that may begin here: one that does not begin at a line stays in it. */
    private int room() {
        final int inLine = (int) head & RingRecord.LINE_BYTES - 1;
        return inLine == 0 ? untilWrap() : RingRecord.LINE_BYTES - inLine;
    }

    private int untilWrap() {
        return capacity - ((int) head & capacity - 1);
    }
}
