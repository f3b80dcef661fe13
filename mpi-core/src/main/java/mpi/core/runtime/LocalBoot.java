package mpi.core.runtime;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import mpi.core.transport.AddressUse;
import mpi.core.transport.TransportProvider;

/**
 * Tells a rank that shares its JVM with others where it stands, before its Init: each such rank has its own copy of
 * this class, in its own class loader (engine invariant 20). What joins them is made of JDK types only.
 */
public final class LocalBoot {
    /** Key of a place: variables. */
    public static final String ENVIRONMENT = "environment";
    /** Key of a place: what joins the ranks. */
    public static final String HUB = "hub";

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

    /**
     * Binds this copy of the engine to a place in a job whose ranks need nothing of their JVM: no option, no Agrona. To
     * be called before anything of MPI is touched.
     *
     * @param place as above
     * @param transport carries all messages, without addresses
     * @param end what an abort does in place of ending the process
     */
    public static void bind(final Map<String, Object> place, final TransportProvider transport, final ProcessEnd end) {
        AddressUse.renounce();
        bind(place);
        ProcessLife.OF_THIS_PROCESS.bind(transport, end);
    }
}
