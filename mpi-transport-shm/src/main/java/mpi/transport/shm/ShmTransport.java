package mpi.transport.shm;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;

/**
 * The transport between ranks of one host. Each rank has a segment file, in which its peers have a ring each to send to
 * it (see {@link SegmentDescriptor}). One thread at a time uses it, the holder of the rank's progress lock.
 *
 * <p>The rank counts as alive to its peers until {@link #close}, or the end of its process.
 */
final class ShmTransport implements Transport {
    /** Idle polls between sweeps over all rings, which find what a sender committed and died before announcing. */
    private static final int POLLS_PER_SWEEP = 1024;

    private final TransportContext context;
    private final JobDirectory directory;
    private final Card card;
    private final Segment own;
    private final boolean mayRunOut;
    private final LocalRank self;
    private final ReadyBits readyBits;
    private final Sleeper sleeper;
    private final PeerWatch watch;
    private final Frame inboundFrame = new Frame();

    /** By local rank; those closed as dead stay here, those watched no more leave {@link #watched}. */
    private final ShmEndpoint[] endpoints;
    private final ShmEndpoint[] watched;
    private final InboundRing[] rings;
    /** Bits taken from the ready words whose rings have not been drained yet. */
    private final long[] pending;
    /** Where the next poll begins in each word, so that a rank that always sends cannot hold up those behind it. */
    private int firstSender;
    private int idlePolls;
    private boolean sweepNext;
    private boolean closed;

    ShmTransport(final TransportContext context, final JobDirectory directory, final Card card, final Segment own,
        final Space space, final boolean mayRunOut) {
        this.context = context;
        this.directory = directory;
        this.card = card;
        this.own = own;
        this.mayRunOut = mayRunOut;
        self = new LocalRank(context, card.localRank(), new BulkPool(own, space), new ExposedHeap(own, space),
            new Doorbell(context.errors()), space);
        readyBits = own.readyBits();
        sleeper = new Sleeper(own.sleepingAddress(), true);
        final int localSize = own.layout().localSize();
        endpoints = new ShmEndpoint[localSize];
        watched = new ShmEndpoint[localSize];
        rings = new InboundRing[localSize];
        pending = new long[own.layout().readyWords()];
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
        rings[slot] = new InboundRing(peer, own, slot, segment, context, inboundFrame);
        if (segment == null) {
            return null;
        }
        endpoints[slot] = new ShmEndpoint(peer, slot, segment, self);
        watched[slot] = endpoints[slot];
        // If this process dies before the release store the peer sends it nothing in cells.
        Words.putIntRelease(own.address(own.layout().mappedOffset(slot)), SegmentDescriptor.MAPPED);
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
        if (closed) {
            return 0;
        }
        final int taken = pollReady(limit);
        if (taken > 0) {
            idlePolls = 0;
            return taken;
        }
        if (!sweepNext && ++idlePolls < POLLS_PER_SWEEP) {
            return 0;
        }
        sweepNext = false;
        idlePolls = 0;
        sweep();
        return pollReady(limit);
    }

    @Override
    public void arm(final int doorbellPort) {
        sweepNext = true;
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
            sweepNext = true;
        }
    }

    @Override
    public ByteBuffer allocate(final int capacityBytes) {
        // Rings come first: a message without a ring needs another transport, a buffer elsewhere costs one more copy.
        return self.heap().allocate(capacityBytes, own.layout().worstCaseBytes());
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

    private int pollReady(final int limit) {
        int taken = 0;
        for (int word = 0; word < pending.length && taken < limit; word++) {
            final long ready = pending[word] | readyBits.take(word);
            if (ready != 0) {
                taken += drain(word, ready, limit - taken);
            }
        }
        return taken;
    }

    private int drain(final int word, final long ready, final int limit) {
        int taken = 0;
        long rotated = Long.rotateRight(ready, firstSender);
        long left = 0;
        while (rotated != 0) {
            final long bit = Long.lowestOneBit(rotated);
            rotated ^= bit;
            final InboundRing ring = rings[word * ReadyBits.WORD_BITS + senderOf(bit)];
            if (ring == null) {
                left |= bit; // not attached yet
                continue;
            }
            taken += ring.drain(limit - taken);
            if (taken >= limit) {
                left |= rotated | (ring.isEmpty() ? 0 : bit);
                pending[word] = Long.rotateLeft(left, firstSender);
                firstSender = (senderOf(bit) + 1) % ReadyBits.WORD_BITS;
                return taken;
            }
        }
        pending[word] = Long.rotateLeft(left, firstSender);
        return taken;
    }

    private int senderOf(final long rotatedBit) {
        return (Long.numberOfTrailingZeros(rotatedBit) + firstSender) % ReadyBits.WORD_BITS;
    }

    private void sweep() {
        for (int sender = 0; sender < rings.length; sender++) {
            if (rings[sender] != null && !rings[sender].isEmpty()) {
                pending[ReadyBits.word(sender)] |= ReadyBits.mask(sender);
            }
        }
    }
}
