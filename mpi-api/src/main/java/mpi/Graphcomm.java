package mpi;

/**
 * mpiJava's spelling of {@link GraphComm}.
 */
public final class Graphcomm extends GraphComm {
    Graphcomm(final Topology topology) {
        super(topology);
    }

    /**
     * mpiJava spelling of {@link #getDims()}.
     *
     * @return index and edges
     */
    public GraphParms Get() {
        return getDims();
    }

    /**
     * mpiJava spelling of {@link #getNeighbors(int)}.
     *
     * @param rank the rank
     * @return its neighbours
     */
    public int[] Neighbours(final int rank) {
        return getNeighbors(rank);
    }

    /**
     * mpiJava spelling of {@link #map(int[], int[])}.
     *
     * @param index where the neighbours of each rank end in {@code edges}
     * @param edges the neighbours of all ranks, one rank's after the other's
     * @return the rank, or {@link MPI#UNDEFINED} beyond the graph
     */
    public int Map(final int[] index, final int[] edges) {
        return map(index, edges);
    }
}
