package mpi.transport.shm;

import java.io.IOException;
import mpi.core.transport.TransportContext;

/**
 * Looks for dead peers by their locks, a few at a time. A peer whose lock is free has ended: after finalizing, which is
 * no failure, or by dying. What a dead peer had committed is delivered before its death is reported.
 */
final class PeerWatch {
    /** Probes of one {@link #check}: bounds what an idle rank pays, yet few peers are all seen each time. */
    private static final int PROBES = 8;

    private final LivenessLock lock;
    private final TransportContext context;
    private final ShmEndpoint[] endpoints;
    private final InboundRing[] rings;
    private int cursor;

    /**
     * Watches the peers of a rank.
     *
     * @param lock the locks of the job on this host
     * @param context takes the news
     * @param endpoints by local rank; {@code null} where there is none to watch
     * @param rings by local rank
     */
    PeerWatch(final LivenessLock lock, final TransportContext context, final ShmEndpoint[] endpoints,
        final InboundRing[] rings) {
        this.lock = lock;
        this.context = context;
        this.endpoints = endpoints;
        this.rings = rings;
    }

    /**
     * Looks at the next few peers.
     *
     * @return whether a dead peer's frames must be received first
     */
    boolean check() {
        boolean mustDrain = false;
        int probes = 0;
        for (int i = 0; i < endpoints.length && probes < PROBES; i++) {
            final ShmEndpoint endpoint = endpoints[cursor];
            if (endpoint != null) {
                probes++;
                mustDrain |= isGone(endpoint) && !settle(endpoint);
            }
            cursor = cursor + 1 == endpoints.length ? 0 : cursor + 1;
        }
        return mustDrain;
    }

    private boolean isGone(final ShmEndpoint endpoint) {
        try {
            return !lock.isHeld(endpoint.slot());
        } catch (final IOException e) {
            context.errors().record("shm: probing the lock of rank " + endpoint.peer(), e);
            return false;
        }
    }

    private boolean settle(final ShmEndpoint endpoint) {
        final int slot = endpoint.slot();
        if (!rings[slot].isEmpty()) {
            return false;
        }
        endpoints[slot] = null;
        // First the lock, then the word: a peer departs before it gives back its lock.
        if (!endpoint.hasDeparted()) {
            endpoint.close();
            context.failures().onPeerFailed(endpoint.peer(), "rank " + endpoint.peer() + " has died");
        }
        return true;
    }
}
