package mpi.spi;

/**
 * The neighbours of this rank in a topology, in the order of the standard (MPI 4.1, section 8.6): whom it receives from
 * and whom it sends to. Beyond the edge of a Cartesian grid stands {@code MPI.PROC_NULL}. A rank may be its own
 * neighbour, or be a neighbour more than once.
 *
 * @param sources ranks in the communicator
 * @param destinations ranks in the communicator
 * @param cartesian whether the neighbours are those of a grid, two for each dimension, the one below and the one above:
 *     what a rank sends down arrives from above, also where both are the same rank
 */
// Arrays in a record: never written, kept by a communicator, and compared as one object.
public record Neighbours(int[] sources, int[] destinations, boolean cartesian) {}
