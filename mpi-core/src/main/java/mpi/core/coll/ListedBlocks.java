package mpi.core.coll;

import mpi.spi.BufferBlocks;

/** Blocks of a list, each of which may have a type of its own. */
final class ListedBlocks implements Blocks {
    private BufferBlocks list;
    private boolean areEqual;

    /** Blocks of any size. */
    static ListedBlocks of(final BufferBlocks blocks) {
        return new ListedBlocks().set(blocks, false);
    }

    /**
     * Says what they are.
     *
     * @param equal whether the operation is one whose blocks are equal and in the order of the ranks
     * @return this
     */
    ListedBlocks set(final BufferBlocks blocks, final boolean equal) {
        list = blocks;
        areEqual = equal;
        return this;
    }

    @Override
    public int ranks() {
        return list.blocks();
    }

    @Override
    public boolean areEqual() {
        return areEqual;
    }

    @Override
    public long count(final int rank) {
        return list.counts()[rank];
    }

    @Override
    public long lengthBytes(final int rank) {
        return list.counts()[rank] * list.types()[rank].sizeBytes();
    }

    /** {@inheritDoc} Items with gaps are in lists of reductions only, whose blocks lie one behind the other. */
    @Override
    public long offsetBytes(final int rank) {
        if (list.types()[rank].isRaw()) {
            return list.displacements()[rank];
        }
        long offsetBytes = 0;
        for (int before = 0; before < rank; before++) {
            offsetBytes += lengthBytes(before);
        }
        return offsetBytes;
    }

    /** Lets go of the caller's arrays. */
    void close() {
        list = null;
    }
}
