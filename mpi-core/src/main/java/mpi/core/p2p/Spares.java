package mpi.core.p2p;

import java.util.Arrays;

/**
 * Objects that are used again, the latest one first, while it is in the cache. A burst of more than the limit is left
 * to the garbage collector. Guarded by the progress lock.
 *
 * @param <T> class of the objects
 */
final class Spares<T> {
    private static final int LIMIT = 4_096;
    private static final int INITIAL_ROOM = 64;

    private T[] objects;
    private int count;

    @SuppressWarnings("unchecked") // an array of a generic type cannot be made otherwise
    Spares() {
        objects = (T[]) new Object[INITIAL_ROOM];
    }

    /** A spare object, or null if there is none. */
    T poll() {
        return count == 0 ? null : objects[--count];
    }

    void add(final T object) {
        if (count == objects.length) {
            if (count == LIMIT) {
                return;
            }
            objects = Arrays.copyOf(objects, count * 2);
        }
        objects[count++] = object;
    }
}
