package mpi;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values that a program has attached to one object (MPI 4.1, section 7.7). Thread-safe; rules are called by the
 * thread that causes it.
 *
 * @param <T> class of the object
 */
final class Attributes<T> {
    private final Map<Integer, Entry<T>> entries = new ConcurrentHashMap<>();

    private record Entry<T>(Keyvals.Rule<T> rule, Object value) {}

    void set(final T object, final int key, final Keyvals.Rule<T> rule, final Object value) {
        deleted(object, key, entries.put(key, new Entry<>(rule, value)));
    }

    /** The value, or {@code null} if there is none. */
    Object get(final int key) {
        final Entry<T> entry = entries.get(key);
        return entry == null ? null : entry.value;
    }

    void delete(final T object, final int key) {
        deleted(object, key, entries.remove(key));
    }

    void deleteAll(final T object) {
        for (final int key : new ArrayList<>(entries.keySet())) {
            delete(object, key);
        }
    }

    private void deleted(final T object, final int key, final Entry<T> entry) {
        if (entry != null) {
            entry.rule.delete().delete(object, key, entry.value);
        }
    }

    /** What the duplicate of an object gets. */
    Attributes<T> copy(final T old) {
        final Attributes<T> copied = new Attributes<>();
        entries.forEach((key, entry) -> {
            final Object value = entry.rule.copy().copy(old, key, entry.value);
            if (value != null) {
                copied.entries.put(key, new Entry<>(entry.rule, value));
            }
        });
        return copied;
    }
}
