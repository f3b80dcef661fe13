package mpi.core.p2p;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Objects that are used again, the latest one first, while it is in the cache. A burst of more than the limit is left
 * to the garbage collector. Guarded by the progress lock.
 *
 * @param <T> class of the objects
 */
final class Spares<T> {
    private static final int LIMIT = 4_096;
    private static final int INITIAL_ROOM = 64;

    private final Supplier<T> maker;
    private T[] objects;
    private int count;

    @SuppressWarnings("unchecked") // an array of a generic type cannot be made otherwise
    Spares(final Supplier<T> maker) {
        this.maker = maker;
        objects = (T[]) new Object[INITIAL_ROOM];
    }

    /** A spare object, or a new one if there is none. */
    T take() {
        return count == 0 ? maker.get() : objects[--count];
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
