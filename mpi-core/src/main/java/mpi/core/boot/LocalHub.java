package mpi.core.boot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * What ranks of one process find each other by: a map of names, which all of them hold, to things that happen once and
 * to objects that are made once. Map and contents consist of JDK types only, so that each rank may come from a class
 * loader of its own; this view of it is the rank's.
 *
 * @param entries the map, from {@link LocalControl#newHub}
 */
public record LocalHub(ConcurrentMap<String, CompletableFuture<Object>> entries) {
    /**
     * Something that happens once.
     *
     * @param name its name
     * @return the same for whoever asks; done once it has happened
     */
    public CompletableFuture<Object> event(final String name) {
        return entries.computeIfAbsent(name, _ -> new CompletableFuture<>());
    }

    /**
     * An object that is there from the start; whoever asks first makes it.
     *
     * @param name its name, which always stands for the same kind of object
     * @param make makes it, of JDK types only
     * @param <T> its kind
     * @return the same object for whoever asks
     */
    @SuppressWarnings("unchecked") // a hub holds Objects, each name always the same kind
    public <T> T object(final String name, final Supplier<T> make) {
        return (T) entries.computeIfAbsent(name, _ -> CompletableFuture.completedFuture(make.get())).join();
    }

    /**
     * Forgets an entry that nobody will ask for again.
     *
     * @param name its name
     */
    void forget(final String name) {
        entries.remove(name);
    }
}
