package mpi.spi;

import java.util.Arrays;

/**
 * The blocks of one buffer of a collective operation. Buffer and offset are as in {@link CommEngine}; blocks may lie
 * anywhere behind the offset, or before it if their displacement is negative.
 *
 * @param buffer the user's buffer, {@code null} if all blocks are empty, or {@link CommEngine#IN_PLACE}
 * @param offset where displacements count from, in bytes; in array slots for objects and {@code boolean[]}
 * @param counts number of items of each block
 * @param displacements where each block starts, in the unit of {@code offset}
 * @param types layout of an item of each block
 */
// Arrays in a record: made for one call, never compared.
public record BufferBlocks(Object buffer, long offset, long[] counts, long[] displacements, Layout[] types) {

    /** Where one block starts; never written. */
    private static final long[] AT_THE_OFFSET = {0};

    /** No blocks: of a buffer that does not matter at this rank. */
    public static final BufferBlocks NONE = new BufferBlocks(null, 0, new long[0], new long[0], new Layout[0]);

    /** Stands for MPI_IN_PLACE. */
    public static final BufferBlocks IN_PLACE =
        new BufferBlocks(CommEngine.IN_PLACE, 0, new long[0], new long[0], new Layout[0]);

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
        return new BufferBlocks(buffer, offset, new long[] {count}, AT_THE_OFFSET, new Layout[] {type});
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
        final long[] counts = new long[blocks];
        Arrays.fill(counts, count);
        return consecutive(buffer, offset, counts, type);
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
        final long[] displacements = new long[counts.length];
        for (int block = 1; block < counts.length; block++) {
            displacements[block] = displacements[block - 1] + counts[block - 1] * type.extentBytes();
        }
        return new BufferBlocks(buffer, offset, counts, displacements, same(type, counts.length));
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
        return new BufferBlocks(buffer, offset, longs(counts, blocks), displacements, same(type, blocks));
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
        return new BufferBlocks(buffer, offset, longs(counts, types.length), longs(displs, types.length), types);
    }

    private static long[] longs(final int[] values, final int length) {
        final long[] copy = new long[length];
        Arrays.setAll(copy, i -> values[i]);
        return copy;
    }

    private static Layout[] same(final Layout type, final int blocks) {
        final Layout[] types = new Layout[blocks];
        Arrays.fill(types, type);
        return types;
    }

    /**
     * Whether these are the blocks of another operation: in the same buffer object, at the same places.
     *
     * @param other the blocks of that
     * @return true if what is written down about one holds for the other
     */
    public boolean areSame(final BufferBlocks other) {
        return this == other || buffer == other.buffer && offset == other.offset
            && Arrays.equals(counts, other.counts) && Arrays.equals(displacements, other.displacements)
            && haveSameTypes(other);
    }

    /** Layouts are compared by identity, which a type never changes. */
    private boolean haveSameTypes(final BufferBlocks other) {
        for (int block = 0; block < types.length; block++) {
            if (types[block] != other.types[block]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Number of blocks.
     *
     * @return 0 or more
     */
    public int blocks() {
        return counts.length;
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
        return Arrays.stream(counts).sum();
    }
}
