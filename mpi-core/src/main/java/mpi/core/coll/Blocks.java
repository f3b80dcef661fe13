package mpi.core.coll;

/**
 * Where the block of each rank lies in a buffer. What an operation is given is written into one of these, which is
 * reused from one operation to the next, so that nothing is allocated.
 */
sealed interface Blocks permits SlotBlocks, ListedBlocks, BlockView {

    /** Number of blocks. */
    int ranks();

    /** Whether blocks are equal and in the order of the ranks by the kind of the operation, which every rank knows. */
    default boolean areEqual() {
        return false;
    }

    /** Number of items in a rank's block. */
    long count(int rank);

    /** Length of a rank's block in bytes. */
    long lengthBytes(int rank);

    /** Start of a rank's block in the message that the whole buffer makes: in memory, unless items have gaps. */
    long offsetBytes(int rank);

    /** Whether all blocks have one size as it happens. */
    default boolean happenToBeEqual() {
        for (int rank = 1; rank < ranks(); rank++) {
            if (lengthBytes(rank) != lengthBytes(0)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where a rank's block lies in memory.
     *
     * @param start where the buffer starts, an address or an offset in an array
     * @return the position; of an empty block, which may be anywhere, one that does no harm
     */
    default long position(final long start, final int rank) {
        return count(rank) == 0 ? 0 : start + offsetBytes(rank);
    }

    /** Length of all blocks in bytes. */
    default long totalBytes() {
        long total = 0;
        for (int rank = 0; rank < ranks(); rank++) {
            total += lengthBytes(rank);
        }
        return total;
    }

    /** Start of the first byte of any block that is not empty; 0 if all are. */
    default long lowBytes() {
        long low = Long.MAX_VALUE;
        for (int rank = 0; rank < ranks(); rank++) {
            if (count(rank) > 0) {
                low = Math.min(low, offsetBytes(rank));
            }
        }
        return low == Long.MAX_VALUE ? 0 : low;
    }

    /** End of the last byte of any block that is not empty; 0 if all are. */
    default long highBytes() {
        long high = Long.MIN_VALUE;
        for (int rank = 0; rank < ranks(); rank++) {
            if (count(rank) > 0) {
                high = Math.max(high, offsetBytes(rank) + lengthBytes(rank));
            }
        }
        return high == Long.MIN_VALUE ? 0 : high;
    }
}
