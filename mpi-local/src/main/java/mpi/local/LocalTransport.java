package mpi.local;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.Endpoint;
import mpi.core.transport.LocalDoorbell;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;

/**
 * Moves frames between ranks that are threads of one JVM and share nothing but a hub of JDK types: a queue of arrays
 * for each ordered pair. Needs no option of the JVM and no address.
 */
final class LocalTransport implements Transport {
    private final TransportContext context;
    private final ConcurrentMap<String, CompletableFuture<Object>> hub;
    private final String prefix;
    private final LocalDoorbell doorbell;
    private final LocalQueue[] inbound;
    private final LocalQueue[] outbound;
    private final LocalDoorbell[] doorbells;
    private final Frame frame = new Frame();
    private int firstPeer;

    LocalTransport(final TransportContext context, final ConcurrentMap<String, CompletableFuture<Object>> hub) {
        final int size = context.job().size();
        this.context = context;
        this.hub = hub;
        this.prefix = "local/" + context.job().epoch() + "/";
        this.doorbell = LocalDoorbell.of(hub, prefix + context.job().rank());
        this.inbound = new LocalQueue[size];
        this.outbound = new LocalQueue[size];
        this.doorbells = new LocalDoorbell[size];
    }

    /** Why a peer has failed that has closed its end. */
    static String gone(final int peer) {
        return "rank " + peer + " is gone";
    }

    @Override
    public String name() {
        return LocalTransportProvider.NAME;
    }

    @Override
    public byte[] card() {
        return new byte[] {1};
    }

    @Override
    public Endpoint attach(final int peer, final byte[] card) {
        final int me = context.job().rank();
        inbound[peer] = LocalQueue.of(hub, prefix + peer + "-" + me);
        outbound[peer] = LocalQueue.of(hub, prefix + me + "-" + peer);
        doorbells[peer] = LocalDoorbell.of(hub, prefix + peer);
        return new LocalEndpoint(context, peer, outbound[peer], inbound[peer], doorbells[peer]);
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
        final LocalQueue queue = inbound[peer];
        if (queue == null) {
            return 0;
        }
        int delivered = 0;
        for (byte[] bytes = queue.poll(); bytes != null; bytes = delivered < limit ? queue.poll() : null) {
            deliver(peer, bytes);
            delivered++;
        }
        if (delivered > 0) {
            doorbells[peer].ring(); // the peer may sleep for room
        }
        return delivered;
    }

    private void deliver(final int peer, final byte[] bytes) {
        final int result = FrameCodec.decode(MemorySegment.ofArray(bytes), 0, bytes.length, frame);
        if (result != 0) {
            throw new IllegalStateException("frame from rank " + peer + " does not decode: " + result);
        }
        frame.memory = bytes;
        context.handler().onFrame(peer, frame, FrameCodec.HEADER_BYTES);
        frame.memory = null;
        context.counters().increment(Value.FRAMES_RECEIVED);
    }

    @Override
    public void arm(final int doorbellPort) {
        if (doorbellPort != 0) {
            throw new IllegalArgumentException("a rank in a shared JVM sleeps there, not at port " + doorbellPort);
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
            if (inbound[peer] != null && inbound[peer].isOver()) {
                context.failures().onPeerFailed(peer, gone(peer));
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
