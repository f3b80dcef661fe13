package mpi.spi;

/** A collective operation with its arguments, to be started many times (MPI 4.1, section 6.13). */
@FunctionalInterface
public interface PersistentEngine {
    /**
     * Starts it. Called only while it is not under way: its request, of which there is one at a time, is complete.
     *
     * @return the request
     * @throws mpi.MPIException what is found to be wrong before anything is sent
     */
    RequestEngine start();
}
