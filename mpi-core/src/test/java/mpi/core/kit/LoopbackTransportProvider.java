package mpi.core.kit;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.transport.TransportProvider;

/**
 * Opens the {@link LoopbackTransport} of a rank that has its own copy of this class.
 */
public final class LoopbackTransportProvider implements TransportProvider {
    /** Its name. */
    static final String NAME = "loopback";

    private static volatile Membership membership;

    /** Makes a provider; called by the service loader. */
    public LoopbackTransportProvider() {}

    /**
     * Tells which hub joins the rank this class was loaded for.
     *
     * @param hub the hub of the rank's job
     * @param delaySeed seed of the order of deliveries, or 0 for no delays
     */
    @SuppressWarnings("unchecked") // a hub crosses class loaders as an Object
    public static void join(final Object hub, final long delaySeed) {
        membership = new Membership((ConcurrentMap<String, CompletableFuture<Object>>) hub, delaySeed);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int preference() {
        return 99;
    }

    @Override
    public Transport open(final TransportContext context) throws IOException {
        final Membership joined = membership;
        if (joined == null) {
            throw new IOException("loopback joins only ranks of one JVM");
        }
        return new LoopbackTransport(context, joined.hub(), joined.delaySeed());
    }

    private record Membership(ConcurrentMap<String, CompletableFuture<Object>> hub, long delaySeed) {}
}
