package mpi.core.coll;

import mpi.spi.Layout;

/** Equal blocks, one after the other in the order of the ranks. */
final class EqualBlocks implements SlotBlocks {
    private int ranks;
    private long count;
    private long lengthBytes;
    private long extentBytes;

    /** Says what they are; returns this. */
    EqualBlocks set(final int rankCount, final long countEach, final Layout type) {
        ranks = rankCount;
        count = countEach;
        lengthBytes = countEach * type.sizeBytes();
        extentBytes = countEach * type.extentBytes();
        return this;
    }

    @Override
    public int ranks() {
        return ranks;
    }

    @Override
    public boolean areEqual() {
        return true;
    }

    @Override
    public long count(final int rank) {
        return count;
    }

    @Override
    public long lengthBytes(final int rank) {
        return lengthBytes;
    }

    @Override
    public long offsetBytes(final int rank) {
        return rank * lengthBytes;
    }

    @Override
    public long firstSlot(final int rank) {
        return rank * extentBytes;
    }

    @Override
    public boolean happenToBeEqual() {
        return true;
    }

    @Override
    public long totalBytes() {
        return ranks * lengthBytes;
    }

    @Override
    public long lowBytes() {
        return 0;
    }

    @Override
    public long highBytes() {
        return totalBytes();
    }
}
