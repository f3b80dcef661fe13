package mpi;

/**
 * mpiJava's spelling of {@link CartComm}.
 */
public final class Cartcomm extends CartComm {
    Cartcomm(final CartTopology topology) {
        super(topology);
    }

    /**
     * mpiJava spelling of {@link #createDims(int, int[])}.
     *
     * @param nnodes number of ranks
     * @param dims the dimensions: entries that are 0 are filled, others kept
     */
    public static void Dims_create(final int nnodes, final int[] dims) {
        createDims(nnodes, dims);
    }

    /**
     * mpiJava spelling of {@link #getTopo()}.
     *
     * @return dimensions, periods and coordinates
     */
    public CartParms Get() {
        return getTopo();
    }

    /**
     * mpiJava spelling of {@link #getRank(int[])}.
     *
     * @param coords the coordinates
     * @return the rank
     */
    public int Rank(final int[] coords) {
        return getRank(coords);
    }

    /**
     * mpiJava spelling of {@link #getCoords(int)}.
     *
     * @param rank the rank
     * @return its coordinates
     */
    public int[] Coords(final int rank) {
        return getCoords(rank);
    }

    /**
     * mpiJava spelling of {@link #shift(int, int)}.
     *
     * @param direction the dimension
     * @param disp number of steps, up if positive, down if negative
     * @return both ranks, {@link MPI#PROC_NULL} where the grid ends
     */
    public ShiftParms Shift(final int direction, final int disp) {
        return shift(direction, disp);
    }

    /**
     * mpiJava spelling of {@link #sub(boolean[])}.
     *
     * @param remainDims which dimensions remain
     * @return the grid with this rank in it
     */
    public Cartcomm Sub(final boolean[] remainDims) {
        return sub(Dialect.CAPITALISED, remainDims);
    }

    /**
     * mpiJava spelling of {@link #map(int[], boolean[])}.
     *
     * @param dims number of ranks of each dimension
     * @param periods whether each dimension is periodic
     * @return the rank, or {@link MPI#UNDEFINED} beyond the grid
     */
    public int Map(final int[] dims, final boolean[] periods) {
        return map(dims, periods);
    }
}
