package mpi.transport.shm;

import static org.agrona.BitUtil.align;

/**
 * Where things lie in a rank's segment file, apart from the algorithms over them.
 *
 * <pre>
 *  +------------------------------+ 0
 *  |  Identity: magic, version,   |  written by the owner before its card goes out, then constant
 *  |  host id, nonce, sizes       |
 *  +------------------------------+ SLEEPING_OFFSET     how the owner sleeps; senders take it back to 0
 *  |  Sleeping                    |
 *  +------------------------------+ FENCES_OFFSET       the owner fences for its senders before it sleeps
 *  |  Fences                      |
 *  +------------------------------+ DEPARTED_OFFSET     the owner has finalized
 *  |  Departed                    |
 *  +------------------------------+ EXTENT_COUNT_OFFSET extents of user memory; written by the owner
 *  |  Extent count, extent table  |
 *  +------------------------------+ readyWordOffset(0)  a bit a sender: it has sent something
 *  |  Ready words                 |
 *  +------------------------------+ ringStateOffset(0)  for each sender: state of its ring, which it writes;
 *  |  Peer lines                  |                     in a line of its own the owner's position in it
 *  +------------------------------+ controlBytes(): reserved when the segment is made; the rest at first use
 *  |  Inbound ring of sender 0    |  see RingProducer; reserved by its sender
 *  |  Inbound ring of sender 1   ...
 *  +------------------------------+ mappedBytes(): mapped as one; extents are mapped one by one
 *  |  Extents of user memory     ...
 *  +------------------------------+
 * </pre>
 *
 * <p>Words that different ranks write are {@link #LINE_BYTES} apart.
 *
 * @param localSize ranks of the host; also the number of inbound rings
 * @param ringCapacity capacity of one ring in bytes, a power of two
 */
record SegmentDescriptor(int localSize, int ringCapacity) {

    /** First word of a segment. */
    static final long MAGIC = 0x314d_4853_4a50_4d2eL;
    /** Version of this layout and of the records in the rings. */
    static final int VERSION = 3;

    static final long MAGIC_OFFSET = 0;
    static final long VERSION_OFFSET = 8;
    static final long HOST_ID_OFFSET = 12;
    static final long NONCE_OFFSET = 16;
    static final long LOCAL_SIZE_OFFSET = 24;
    static final long RING_CAPACITY_OFFSET = 28;

    /** Distance of words written by different ranks: two cache lines, since processors fetch lines in pairs. */
    static final int LINE_BYTES = 128;
    static final long SLEEPING_OFFSET = LINE_BYTES;
    static final long FENCES_OFFSET = 2 * LINE_BYTES;
    static final long DEPARTED_OFFSET = 3 * LINE_BYTES;
    static final long EXTENT_COUNT_OFFSET = 4 * LINE_BYTES;
    static final long EXTENT_TABLE_OFFSET = 5 * LINE_BYTES;
    /** An extent's offset in the file and its length, eight bytes each. */
    static final int EXTENT_ENTRY_BYTES = 16;
    /** Extents grow with what is there already, so that this many reach any size. */
    static final int MAX_EXTENTS = 256;

    /** Value of a ring's state: reserved and empty or in use; before, it is 0. */
    static final int RING_OPEN = 1;
    /** Value of the word by which the owner says that it fences for its senders before it sleeps; before, it is 0. */
    static final int FENCES = 1;
    /** Most ranks of one host; bounds what a card can make a peer map. */
    static final int MAX_LOCAL_SIZE = 16 * 1024;

    private static final int PAGE_BYTES = 4096;
    private static final int PEER_LINES_BYTES = 2 * LINE_BYTES;
    private static final long READY_WORDS_OFFSET = EXTENT_TABLE_OFFSET + MAX_EXTENTS * EXTENT_ENTRY_BYTES;

    /**
     * How many ready words there are.
     *
     * @return words of 64 senders
     */
    int readyWords() {
        return ReadyBits.words(localSize);
    }

    /** Whether senders announce what they send; few are looked at anyway. */
    boolean hasReadyBits() {
        return localSize > FewRings.MAX_LOCAL_SIZE;
    }

    long readyWordOffset(final int word) {
        return READY_WORDS_OFFSET + (long) word * LINE_BYTES;
    }

    /** The state of a sender's ring, 4 bytes; written by the sender. */
    long ringStateOffset(final int sender) {
        return readyWordOffset(readyWords()) + (long) sender * PEER_LINES_BYTES;
    }

    /** The owner's position in a sender's ring, 8 bytes; written by the owner. */
    long ringHeadOffset(final int sender) {
        return ringStateOffset(sender) + LINE_BYTES;
    }

    /** Length of what is reserved at once. */
    int controlBytes() {
        return (int) align(ringStateOffset(localSize), PAGE_BYTES);
    }

    long ringOffset(final int sender) {
        return controlBytes() + (long) sender * ringCapacity;
    }

    /** Length of the part that every local rank maps. */
    long mappedBytes() {
        return ringOffset(localSize);
    }

    static long extentEntryOffset(final int extent) {
        return EXTENT_TABLE_OFFSET + (long) extent * EXTENT_ENTRY_BYTES;
    }

    /** Shared memory that the host's ranks reserve if each sends to each. */
    long worstCaseBytes() {
        final long ranks = localSize;
        return ranks * (ranks - 1) * ringCapacity + ranks * controlBytes();
    }
}
