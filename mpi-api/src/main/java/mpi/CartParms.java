package mpi;

/**
 * What a Cartesian topology is (MPI 4.1, section 8.5.5). A copy: changing it changes nothing else.
 */
public final class CartParms {
    /** Number of ranks of each dimension. */
    public int[] dims;
    /** Whether each dimension is periodic. */
    public boolean[] periods;
    /** Coordinates of this rank. */
    public int[] coords;

    /** Makes an empty object. */
    public CartParms() {
        this(new int[0], new boolean[0], new int[0]);
    }

    CartParms(final int[] dims, final boolean[] periods, final int[] coords) {
        this.dims = dims;
        this.periods = periods;
        this.coords = coords;
    }

    /**
     * Number of dimensions.
     *
     * @return 0 or more
     */
    public int getDimCount() {
        return dims.length;
    }

    /**
     * Number of ranks of a dimension.
     *
     * @param i the dimension, 0 to {@code getDimCount() - 1}
     * @return at least 1
     */
    public int getDim(final int i) {
        return dims[i];
    }

    /**
     * Whether a dimension is periodic.
     *
     * @param i the dimension, 0 to {@code getDimCount() - 1}
     * @return whether its last rank is next to its first
     */
    public boolean getPeriod(final int i) {
        return periods[i];
    }

    /**
     * A coordinate of this rank.
     *
     * @param i the dimension, 0 to {@code getDimCount() - 1}
     * @return 0 to {@code getDim(i) - 1}
     */
    public int getCoord(final int i) {
        return coords[i];
    }
}
