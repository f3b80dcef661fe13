package mpi.transport.shm;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import mpi.core.runtime.Setting;
import mpi.core.transport.Endpoint;
import mpi.core.transport.HostMemory;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;

/**
 * The transport between ranks of one host. Each rank has a segment file, in which its peers have a ring each to send to
 * it (see {@link SegmentDescriptor}). One thread at a time uses it, the holder of the rank's progress lock.
 *
 * <p>The rank counts as alive to its peers until {@link #close}, or the end of its process.
 */
final class ShmTransport implements Transport {
    private final TransportContext context;
    private final JobDirectory directory;
    private final Card card;
    private final Segment own;
    private final boolean mayRunOut;
    private final LocalRank self;
    private final Sleeper sleeper;
    private final PeerWatch watch;
    private final Inbox inbox;
    private final HostPool pool;

    /** By local rank; those closed as dead stay here, those watched no more leave {@link #watched}. */
    private final ShmEndpoint[] endpoints;
    private final ShmEndpoint[] watched;
    private final InboundRing[] rings;
    private boolean closed;

    ShmTransport(final TransportContext context, final JobDirectory directory, final Card card, final Segment own,
        final Space space, final boolean mayRunOut) {
        this.context = context;
        this.directory = directory;
        this.card = card;
        this.own = own;
        this.mayRunOut = mayRunOut;
        final SleepFence fence = new SleepFence(own.fencesAddress(), context.job().oversubscribed());
        self = new LocalRank(context, card.localRank(), new ExposedHeap(own, space),
            new Doorbell(context.errors()), space, fence);
        sleeper = new Sleeper(own.sleepingAddress(), true, fence);
        final int localSize = own.layout().localSize();
        endpoints = new ShmEndpoint[localSize];
        watched = new ShmEndpoint[localSize];
        rings = new InboundRing[localSize];
        inbox = own.layout().hasReadyBits() ? new ManyRings(rings, own.readyBits()) : new FewRings(rings);
        pool = new HostPool(self.heap(), own.layout().worstCaseBytes(),
            HostPool.capacity(context.settings().count(Setting.COLL_HOST_POOL), own.layout().localSize()));
        watch = new PeerWatch(directory.lock(), context, watched, rings);
    }

    @Override
    public String name() {
        return ShmTransportProvider.NAME;
    }

    @Override
    public byte[] card() {
        return card.encode();
    }

    @Override
    public Endpoint attach(final int peer, final byte[] peerCard) throws IOException {
        if (peerCard.length == 0) {
            return null;
        }
        final Card other = Card.decode(peerCard);
        if (other.hostId() != card.hostId() || other.layout().localSize() != card.layout().localSize()) {
            return null;
        }
        final int slot = other.localRank();
        final Segment segment = openSegment(peer, other);
        // Also where this rank cannot open the peer's file: the peer may have opened this rank's.
        rings[slot] = new InboundRing(peer, own, slot, context);
        if (segment == null) {
            return null;
        }
        endpoints[slot] = new ShmEndpoint(peer, slot, segment, self);
        watched[slot] = endpoints[slot];
        return endpoints[slot];
    }

    @Override
    public boolean mayRunOut() {
        return mayRunOut;
    }

    @Override
    public void attached() {
        try {
            directory.attached();
        } catch (final IOException e) {
            context.errors().record("shm: removing names in " + directory.path(), e);
        }
    }

    @Override
    public int poll(final int limit) {
        return closed ? 0 : inbox.poll(limit);
    }

    @Override
    public void arm(final int doorbellPort) {
        inbox.sweepNext();
        sleeper.arm(doorbellPort);
    }

    @Override
    public void disarm() {
        sleeper.disarm();
    }

    @Override
    public void block(final long timeoutNanos) {
        sleeper.sleep(timeoutNanos);
    }

    @Override
    public void wakeup() {
        sleeper.wake();
    }

    @Override
    public int doorbellPort() {
        return 0;
    }

    @Override
    public void checkPeers() {
        if (!closed && watch.check()) {
            inbox.sweepNext();
        }
    }

    @Override
    public ByteBuffer allocate(final int capacityBytes) {
        // Rings come first: a message without a ring needs another transport, a buffer elsewhere costs one more copy.
        return self.heap().allocate(capacityBytes, own.layout().worstCaseBytes());
    }

    @Override
    public HostMemory hostMemory() {
        return pool;
    }

    @Override
    public boolean hasPendingOutput() {
        return false;
    }

    @Override
    public void close(final boolean orderly) {
        if (closed) {
            return;
        }
        closed = true;
        if (orderly) {
            // If this process dies before this line its peers see a death, after it a clean end.
            Words.putIntRelease(own.address(SegmentDescriptor.DEPARTED_OFFSET), 1);
        }
        self.heap().close();
        self.doorbell().close();
        for (final ShmEndpoint endpoint : endpoints) {
            if (endpoint != null) {
                endpoint.close();
            }
        }
        try (directory; own) {
            sleeper.disarm();
        } catch (final IOException e) {
            context.errors().record("shm: closing " + directory.path(), e);
        }
    }

    /** This rank's segment; for tests. */
    Segment own() {
        return own;
    }

    /** User memory; for tests. */
    ExposedHeap heap() {
        return self.heap();
    }

    private static Segment openSegment(final int peer, final Card card) {
        try {
            return Segment.open(card);
        } catch (final IOException e) {
            System.getLogger("mpi.transport.shm").log(Level.DEBUG, "rank " + peer + " is reached another way", e);
            return null;
        }
    }
}
