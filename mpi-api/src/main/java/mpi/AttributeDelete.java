package mpi;

/**
 * What is done when an attribute goes: it is deleted, another value takes its place, or its object is freed (MPI 4.1,
 * section 7.7.2).
 *
 * @param <T> class of the object
 */
@FunctionalInterface
public interface AttributeDelete<T> {
    /**
     * Takes note.
     *
     * @param object the object that had the attribute
     * @param keyval the key
     * @param value its value
     */
    void delete(T object, int keyval, Object value);
}
