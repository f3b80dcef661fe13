package mpi;

/**
 * An object of MPI that is given back when it is no longer needed.
 */
public interface Freeable {
    /**
     * Gives the object back. What is pending on it completes; it becomes a null object.
     *
     * @throws MPIException if the object is null already or predefined
     */
    void free();
}
