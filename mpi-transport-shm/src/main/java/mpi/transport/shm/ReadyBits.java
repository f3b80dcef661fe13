package mpi.transport.shm;

/**
 * The words in a receiver's segment that say which senders have sent something: one bit a sender, words of 64 senders a
 * line apart. Senders set, the receiver takes all bits of a word at once. A bit says no more than "look": it may be set
 * for a ring that is empty already, never the other way round once its sender has returned from {@link #set}.
 */
final class ReadyBits {
    /** Senders of one word. */
    static final int WORD_BITS = Long.SIZE;

    private final long baseAddress;

    /**
     * Works on the words of a segment.
     *
     * @param baseAddress address of word 0
     */
    ReadyBits(final long baseAddress) {
        this.baseAddress = baseAddress;
    }

    static int words(final int senders) {
        return (senders + WORD_BITS - 1) / WORD_BITS;
    }

    static int word(final int sender) {
        return sender / WORD_BITS;
    }

    static long mask(final int sender) {
        return 1L << (sender % WORD_BITS);
    }

    /**
     * Sets a sender's bit; called by that sender after each commit. Always a read-modify-write, even if the bit is set:
     * the receiver may just be taking it. It is also the full fence between the commit and the look at the receiver's
     * sleeping word (engine invariants 3 and 5).
     *
     * @param sender the sender's local rank
     */
    void set(final int sender) {
        // If this process dies before this line the record is committed without a bit: the receiver's sweep finds it.
        Words.orLong(address(word(sender)), mask(sender));
    }

    /**
     * Takes and clears a word; called by the receiver.
     *
     * @param word which
     * @return the bits that were set
     */
    long take(final int word) {
        final long address = address(word);
        // The look before the exchange keeps the line shared while nobody sends. If this process dies after the
        // exchange the bits are lost with the only one who wanted them.
        return Words.getLongVolatile(address) == 0 ? 0 : Words.getAndSetLong(address, 0);
    }

    private long address(final int word) {
        return baseAddress + (long) word * SegmentDescriptor.LINE_BYTES;
    }
}
