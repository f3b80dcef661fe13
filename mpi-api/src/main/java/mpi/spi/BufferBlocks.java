package mpi.spi;

import java.util.Arrays;

/**
 * The blocks of one buffer of a collective operation. Buffer and offset are as in {@link CommEngine}; blocks may lie
 * anywhere behind the offset, or before it if their displacement is negative.
 *
 * @param buffer the user's buffer, {@code null} if all blocks are empty, or {@link CommEngine#IN_PLACE}
 * @param offset where displacements count from, in bytes; in array slots for objects and {@code boolean[]}
 * @param shape how they lie there
 */
public record BufferBlocks(Object buffer, long offset, BlockShape shape) {

    /** No blocks: of a buffer that does not matter at this rank. */
    public static final BufferBlocks NONE = new BufferBlocks(null, 0, BlockShape.NONE);

    /** Stands for MPI_IN_PLACE. */
    public static final BufferBlocks IN_PLACE = new BufferBlocks(CommEngine.IN_PLACE, 0, BlockShape.NONE);

    /**
     * One block at the offset.
     *
     * @param buffer see {@link CommEngine}
     * @param offset see {@link CommEngine}
     * @param count number of items
     * @param type layout of an item
     * @return the block
     */
    public static BufferBlocks one(final Object buffer, final long offset, final long count, final Layout type) {
        return new BufferBlocks(buffer, offset, BlockShape.one(count, type));
    }

    /**
     * Blocks of equal size, one after the other.
     *
     * @param buffer see {@link CommEngine}
     * @param offset see {@link CommEngine}
     * @param blocks how many
     * @param count number of items of each
     * @param type layout of an item
     * @return the blocks
     */
    public static BufferBlocks equal(final Object buffer, final long offset, final int blocks, final long count,
        final Layout type) {
        return new BufferBlocks(buffer, offset, BlockShape.equal(blocks, count, type));
    }

    /**
     * Blocks of any size, one after the other.
     *
     * @param buffer see {@link CommEngine}
     * @param offset see {@link CommEngine}
     * @param counts number of items of each; kept, not copied
     * @param type layout of an item
     * @return the blocks
     */
    public static BufferBlocks consecutive(final Object buffer, final long offset, final long[] counts,
        final Layout type) {
        return new BufferBlocks(buffer, offset, BlockShape.consecutive(counts, type));
    }

    /**
     * Blocks of any size anywhere.
     *
     * @param buffer see {@link CommEngine}
     * @param offset see {@link CommEngine}
     * @param blocks how many
     * @param counts number of items of each
     * @param displs where each starts, in extents of the type
     * @param type layout of an item
     * @return the blocks
     */
    public static BufferBlocks varying(final Object buffer, final long offset, final int blocks, final int[] counts,
        final int[] displs, final Layout type) {
        final long[] displacements = new long[blocks];
        Arrays.setAll(displacements, block -> displs[block] * type.extentBytes());
        return new BufferBlocks(buffer, offset,
            new BlockShape(longs(counts, blocks), displacements, BlockShape.repeated(type, blocks)));
    }

    /**
     * Blocks of any size and type anywhere.
     *
     * @param buffer see {@link CommEngine}
     * @param offset see {@link CommEngine}
     * @param counts number of items of each
     * @param displs where each starts, in the unit of {@code offset}
     * @param types layout of an item of each, one a block; kept, not copied
     * @return the blocks
     */
    public static BufferBlocks typed(final Object buffer, final long offset, final int[] counts, final int[] displs,
        final Layout[] types) {
        return new BufferBlocks(buffer, offset,
            new BlockShape(longs(counts, types.length), longs(displs, types.length), types));
    }

    private static long[] longs(final int[] values, final int length) {
        final long[] copy = new long[length];
        Arrays.setAll(copy, i -> values[i]);
        return copy;
    }

    /**
     * The same blocks of no buffer.
     *
     * @return these without the user's memory
     */
    BufferBlocks withoutMemory() {
        return buffer == null || isInPlace() ? this : new BufferBlocks(null, 0, shape);
    }

    /** Whether other blocks lie as these do, in whichever buffer. */
    boolean areLike(final BufferBlocks other) {
        return shape.isSameAs(other.shape) && isInPlace() == other.isInPlace();
    }

    /**
     * Number of items of each block.
     *
     * @return one a block
     */
    public long[] counts() {
        return shape.counts();
    }

    /**
     * Where each block starts.
     *
     * @return one a block, in the unit of {@link #offset}
     */
    public long[] displacements() {
        return shape.displacements();
    }

    /**
     * Layout of an item of each block.
     *
     * @return one a block
     */
    public Layout[] types() {
        return shape.types();
    }

    /**
     * Number of blocks.
     *
     * @return 0 or more
     */
    public int blocks() {
        return counts().length;
    }

    /**
     * Whether the data is where it is received, or to be received where it is sent from.
     *
     * @return true of {@link #IN_PLACE}
     */
    public boolean isInPlace() {
        return buffer == CommEngine.IN_PLACE;
    }

    /**
     * Items of all blocks.
     *
     * @return their number
     */
    public long totalCount() {
        return Arrays.stream(counts()).sum();
    }
}
