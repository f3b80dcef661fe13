package mpi.spi;

import java.util.Arrays;

/**
 * How the blocks of one buffer of a collective operation lie in it, whichever buffer that is. Immutable: whoever keeps
 * it from one operation to the next keeps no memory of the user.
 *
 * @param counts number of items of each block
 * @param displacements where each block starts, in the unit of {@link BufferBlocks#offset()}
 * @param types layout of an item of each block
 */
// Arrays in a record: never written once it is made, compared by isSameAs.
public record BlockShape(long[] counts, long[] displacements, Layout[] types) {

    /** No blocks. */
    static final BlockShape NONE = new BlockShape(new long[0], new long[0], new Layout[0]);

    /** Where one block starts; never written. */
    private static final long[] AT_THE_OFFSET = {0};

    /**
     * One block at the offset.
     *
     * @param count number of items
     * @param type layout of an item
     * @return the shape
     */
    public static BlockShape one(final long count, final Layout type) {
        return new BlockShape(new long[] {count}, AT_THE_OFFSET, new Layout[] {type});
    }

    /**
     * Blocks of equal size, one after the other.
     *
     * @param blocks how many
     * @param count number of items of each
     * @param type layout of an item
     * @return the shape
     */
    public static BlockShape equal(final int blocks, final long count, final Layout type) {
        final long[] counts = new long[blocks];
        Arrays.fill(counts, count);
        return consecutive(counts, type);
    }

    /**
     * Blocks of any size, one after the other.
     *
     * @param counts number of items of each; kept, not copied
     * @param type layout of an item
     * @return the shape
     */
    static BlockShape consecutive(final long[] counts, final Layout type) {
        final long[] displacements = new long[counts.length];
        for (int block = 1; block < counts.length; block++) {
            displacements[block] = displacements[block - 1] + counts[block - 1] * type.extentBytes();
        }
        return new BlockShape(counts, displacements, repeated(type, counts.length));
    }

    /** As many times the same type. */
    static Layout[] repeated(final Layout type, final int blocks) {
        final Layout[] types = new Layout[blocks];
        Arrays.fill(types, type);
        return types;
    }

    /**
     * Whether blocks of the other shape lie as those of this one do. Layouts are compared by identity, which a type
     * never changes.
     *
     * @param other that shape
     * @return true if what is written down about one holds for the other
     */
    boolean isSameAs(final BlockShape other) {
        return this == other || Arrays.equals(counts, other.counts)
            && Arrays.equals(displacements, other.displacements) && haveSameTypes(other);
    }

    private boolean haveSameTypes(final BlockShape other) {
        for (int block = 0; block < types.length; block++) {
            if (types[block] != other.types[block]) {
                return false;
            }
        }
        return true;
    }
}
