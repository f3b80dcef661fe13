package mpi.spi;

/**
 * Starts an engine; found with {@link java.util.ServiceLoader} when a program calls {@code MPI.Init}.
 */
public interface EngineProvider {
    /**
     * Joins the job this process belongs to and blocks until every rank of it has joined (MPI 4.1, section 11.2).
     *
     * @param requiredThreadLevel the thread level asked for, one of {@code MPI.THREAD_*}
     * @return the running engine of this rank
     * @throws mpi.MPIException {@code MPI.ERR_OTHER} if this process cannot join its job; the text says what to do
     */
    Engine start(int requiredThreadLevel);
}
