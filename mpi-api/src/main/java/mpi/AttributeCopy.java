package mpi;

/**
 * What becomes of an attribute when its object is duplicated (MPI 4.1, section 7.7.2).
 *
 * @param <T> class of the object
 */
@FunctionalInterface
public interface AttributeCopy<T> {
    /**
     * Gives the value that the duplicate gets.
     *
     * @param old the object that is duplicated
     * @param keyval the key
     * @param value its value
     * @return the value for the duplicate, or {@code null} if it is to have none
     */
    Object copy(T old, int keyval, Object value);
}
