package mpi.core.kit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.Endpoint;
import mpi.core.transport.LocalDoorbell;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;

/**
 * Moves frames between ranks of one JVM that share a hub. Meets the engine with little room, so that back-pressure is
 * common, and on demand with deliveries whose order between peers is shuffled.
 */
public final class LoopbackTransport implements Transport {
    /** With delays, a peer that has sent something is passed over in all but one of so many polls. */
    private static final int DELAY_POLLS = 4;

    private final TransportContext context;
    private final ConcurrentMap<String, CompletableFuture<Object>> hub;
    private final String prefix;
    private final SplittableRandom delays;
    private final LocalDoorbell doorbell;
    private final LoopbackQueue[] inbound;
    private final LoopbackQueue[] outbound;
    private final LocalDoorbell[] doorbells;
    private final Frame frame = new Frame();
    private int firstPeer;

    /**
     * Opens the transport for a rank.
     *
     * @param context the rank
     * @param hub what joins the ranks; a concurrent map
     * @param delaySeed seed of the order of deliveries, or 0 for no delays
     */
    public LoopbackTransport(final TransportContext context, final ConcurrentMap<String, CompletableFuture<Object>> hub,
        final long delaySeed) {
        final int size = context.job().size();
        this.context = context;
        this.hub = hub;
        this.prefix = "loopback/" + context.job().jobId() + "/" + context.job().epoch() + "/";
        this.delays = delaySeed == 0 ? null : new SplittableRandom(delaySeed + context.job().rank());
        this.doorbell = LocalDoorbell.of(hub, prefix + context.job().rank());
        this.inbound = new LoopbackQueue[size];
        this.outbound = new LoopbackQueue[size];
        this.doorbells = new LocalDoorbell[size];
    }

    @Override
    public String name() {
        return LoopbackTransportProvider.NAME;
    }

    @Override
    public byte[] card() {
        return new byte[] {1};
    }

    @Override
    public Endpoint attach(final int peer, final byte[] card) {
        final int me = context.job().rank();
        inbound[peer] = LoopbackQueue.of(hub, prefix + peer + "-" + me);
        outbound[peer] = LoopbackQueue.of(hub, prefix + me + "-" + peer);
        doorbells[peer] = LocalDoorbell.of(hub, prefix + peer);
        return new LoopbackEndpoint(context, peer, outbound[peer], inbound[peer], doorbells[peer]);
    }

    @Override
    public void attached() {
        // no names to remove
    }

    @Override
    public int poll(final int limit) {
        int work = 0;
        firstPeer = firstPeer + 1 < inbound.length ? firstPeer + 1 : 0;
        for (int i = 0; i < inbound.length && work < limit; i++) {
            work += pollPeer((firstPeer + i) % inbound.length, limit - work);
        }
        return work;
    }

    private int pollPeer(final int peer, final int limit) {
        final LoopbackQueue queue = inbound[peer];
        if (queue == null || queue.isEmpty()) {
            return 0;
        }
        if (delays != null && delays.nextInt(DELAY_POLLS) != 0) {
            return 1; // a rank must not sleep while a delivery is held back
        }
        int delivered = 0;
        do {
            queue.poll(peer, frame, context.handler());
            context.counters().increment(Value.FRAMES_RECEIVED);
            delivered++;
        } while (delivered < limit && !queue.isEmpty());
        doorbells[peer].ring(); // the peer may sleep for room
        return delivered;
    }

    @Override
    public void arm(final int doorbellPort) {
        if (doorbellPort != 0) {
            throw new IllegalArgumentException(
                "a rank with a loopback transport sleeps there, not at port " + doorbellPort);
        }
        doorbell.arm();
    }

    @Override
    public void disarm() {
        doorbell.disarm();
    }

    @Override
    public void block(final long timeoutNanos) {
        doorbell.await(timeoutNanos);
    }

    @Override
    public void wakeup() {
        doorbell.ringAlways();
    }

    @Override
    public int doorbellPort() {
        return 0;
    }

    @Override
    public void checkPeers() {
        for (int peer = 0; peer < inbound.length; peer++) {
            if (inbound[peer] != null && inbound[peer].isClosed()) {
                context.failures().onPeerFailed(peer, "rank " + peer + " is gone");
            }
        }
    }

    @Override
    public ByteBuffer allocate(final int capacityBytes) {
        return ByteBuffer.allocateDirect(capacityBytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public boolean hasPendingOutput() {
        return false;
    }

    @Override
    public void close(final boolean orderly) {
        for (int peer = 0; peer < outbound.length && !orderly; peer++) {
            if (outbound[peer] != null) {
                outbound[peer].close();
                doorbells[peer].ring();
            }
        }
    }
}
