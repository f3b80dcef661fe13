package mpi.core.coll;

import mpi.spi.Layout;

/** Blocks of any size anywhere, by counts and displacements in extents of their type. */
final class VaryingBlocks implements SlotBlocks {
    private int ranks;
    private int[] counts;
    private int[] displs;
    private long itemBytes;
    private long extentBytes;

    /** Says what they are; returns this. */
    VaryingBlocks set(final int rankCount, final int[] countOf, final int[] displOf, final Layout type) {
        ranks = rankCount;
        counts = countOf;
        displs = displOf;
        itemBytes = type.sizeBytes();
        extentBytes = type.extentBytes();
        return this;
    }

    /** Says that only the root knows what they are; returns this. */
    VaryingBlocks unknown() {
        ranks = 0;
        return this;
    }

    @Override
    public int ranks() {
        return ranks;
    }

    @Override
    public long count(final int rank) {
        return counts[rank];
    }

    @Override
    public long lengthBytes(final int rank) {
        return counts[rank] * itemBytes;
    }

    @Override
    public long offsetBytes(final int rank) {
        return displs[rank] * itemBytes;
    }

    @Override
    public long firstSlot(final int rank) {
        return displs[rank] * extentBytes;
    }

    /** Lets go of the caller's arrays. */
    void close() {
        counts = null;
        displs = null;
    }
}
