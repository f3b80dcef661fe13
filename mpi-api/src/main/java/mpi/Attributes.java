package mpi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The values that a program has attached to one object (MPI 4.1, section 7.7). Thread-safe; rules are called by the
 * thread that causes it, which then holds no lock.
 *
 * @param <T> class of the object
 */
final class Attributes<T> {
    /** In the order of setting; guarded by itself. */
    private final SequencedMap<Integer, Entry<T>> entries = new LinkedHashMap<>();

    private record Entry<T>(Keyvals.Rule<T> rule, Object value) {}

    void set(final T object, final int key, final Keyvals.Rule<T> rule, final Object value) {
        final Entry<T> replaced;
        synchronized (entries) {
            replaced = entries.remove(key);
            entries.put(key, new Entry<>(rule, value));
        }
        deleted(object, key, replaced);
    }

    /** The value, or {@code null} if there is none. */
    Object get(final int key) {
        synchronized (entries) {
            final Entry<T> entry = entries.get(key);
            return entry == null ? null : entry.value;
        }
    }

    void delete(final T object, final int key) {
        final Entry<T> removed;
        synchronized (entries) {
            removed = entries.remove(key);
        }
        deleted(object, key, removed);
    }

    /** Deletes the values in the reverse order of setting, as Finalize has to (MPI 4.1, section 11.2.4). */
    void deleteAll(final T object) {
        final List<Integer> keys;
        synchronized (entries) {
            keys = new ArrayList<>(entries.sequencedKeySet().reversed());
        }
        for (final int key : keys) {
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
        final SequencedMap<Integer, Entry<T>> present;
        synchronized (entries) {
            present = new LinkedHashMap<>(entries);
        }
        present.forEach((key, entry) -> {
            final Object value = entry.rule.copy().copy(old, key, entry.value);
            if (value != null) {
                copied.entries.put(key, new Entry<>(entry.rule, value));
            }
        });
        return copied;
    }
}
