package mpi.core.runtime;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;

/**
 * Tells a rank that shares its JVM with others where it stands, before its Init: each such rank has its own copy of
 * this
 * class, in its own class loader (engine invariant 20). What joins them is made of JDK types only.
 */
public final class LocalBoot {
    private static final String ENVIRONMENT = "environment";
    private static final String HUB = "hub";

    private LocalBoot() {}

    /**
     * Binds this copy of the engine to a place in a job.
     *
     * @param place {@code environment}: {@code Map<String, String>}, the variables that a launcher would have set;
     *     {@code hub}: what {@link mpi.core.boot.LocalControl#newHub} made, the same for all ranks
     */
    @SuppressWarnings("unchecked") // a map of JDK types is all that can cross class loaders
    public static void bind(final Map<String, Object> place) {
        ProcessLife.OF_THIS_PROCESS.bind((Map<String, String>) place.get(ENVIRONMENT),
            (ConcurrentMap<String, CompletableFuture<Object>>) place.get(HUB));
    }
}
