package mpi;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The attribute keys of one class of objects (MPI 4.1, section 7.7.2). Thread-safe.
 *
 * @param <T> the class
 */
final class Keyvals<T> {
    /** Keys of all classes are different, and none is a predefined one, so that they cannot be mistaken. */
    private static final AtomicInteger NEXT = new AtomicInteger(1_000);

    private final Map<Integer, Rule<T>> rules = new ConcurrentHashMap<>();

    /** What becomes of the values of a key. */
    record Rule<T>(AttributeCopy<T> copy, AttributeDelete<T> delete) {}

    int create(final AttributeCopy<T> copy, final AttributeDelete<T> delete) {
        final int key = NEXT.getAndIncrement();
        rules.put(key, new Rule<>(copy, delete));
        return key;
    }

    /** Frees a key; the values it has keep their rule. Whether there was such a key. */
    boolean free(final int key) {
        return rules.remove(key) != null;
    }

    /** The rule of a key, or {@code null} if there is no such key. */
    Rule<T> rule(final int key) {
        return rules.get(key);
    }
}
