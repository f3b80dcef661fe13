package mpi;

/**
 * Which ranks of a communicator are neighbours (MPI 4.1, chapter 8). Immutable.
 */
sealed interface Topology permits CartTopology, GraphTopology, DistGraphTopology {
    /** One of {@link MPI#CART}, {@link MPI#GRAPH} and {@link MPI#DIST_GRAPH}. */
    int kind();

    /** The ranks that neighbourhood collectives receive from, in their order; {@link MPI#PROC_NULL} among them. */
    int[] sources(int rank);

    /** The ranks that neighbourhood collectives send to, in their order; {@link MPI#PROC_NULL} among them. */
    int[] destinations(int rank);
}
