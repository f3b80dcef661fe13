package mpi.spi;

/** A collective operation with its arguments, to be started many times (MPI 4.1, section 6.13). */
@FunctionalInterface
public interface PersistentEngine {
    /**
     * Starts it. Its request, of which there is one at a time, has to be complete.
     *
     * @return the request
     * @throws mpi.MPIException what is found to be wrong before anything is sent; {@link mpi.MPI#ERR_REQUEST} if it is
     *     under way
     */
    RequestEngine start();
}
