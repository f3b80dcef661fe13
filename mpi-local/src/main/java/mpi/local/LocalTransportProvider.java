package mpi.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.transport.TransportProvider;

/**
 * Opens the {@link LocalTransport} of a rank. No service: a rank that has no hub cannot use it.
 */
final class LocalTransportProvider implements TransportProvider {
    static final String NAME = "local";

    private final ConcurrentMap<String, CompletableFuture<Object>> hub;

    LocalTransportProvider(final ConcurrentMap<String, CompletableFuture<Object>> hub) {
        this.hub = hub;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public Transport open(final TransportContext context) {
        return new LocalTransport(context, hub);
    }
}
