package mpi.transport.shm;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import mpi.core.diag.Counters;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;

/**
 * Sends to one local peer: frames go into this rank's ring in the peer's segment. The ring is reserved by the first
 * frame.
 */
final class ShmEndpoint implements Endpoint {
    private static final int USABLE = 0;
    /** So long a piece of a long message: the receiver copies one out while the next is copied in (ADR 8). */
    private static final int MAX_PIECE_BYTES = 32 * 1024;
    /** Frames between looks at whether the peer has come to pay the fence: a short job never links the call. */
    private static final int FRAMES_PER_LOOK = 10_000;

    private final int peer;
    private final int slot;
    private final LocalRank self;
    private final Counters counters;
    private final Segment segment;
    /** {@code null} where the receiver looks into every ring anyway. */
    private final ReadyBits readyBits;
    private final PeerExtents extents;
    private final long sleepingAddress;
    private final int maxPayloadBytes;
    private final int pieceBytes;
    private RingProducer ring;
    private final LastEnvelope last = new LastEnvelope();
    private int refusal = USABLE;
    private boolean fencePaid;
    private int framesToFence = FRAMES_PER_LOOK;

    /**
     * Makes the sending half of a pair.
     *
     * @param peer world rank of the peer
     * @param slot its local rank
     * @param segment its segment
     * @param self what this rank's endpoints share
     */
    ShmEndpoint(final int peer, final int slot, final Segment segment, final LocalRank self) {
        this.peer = peer;
        this.slot = slot;
        this.self = self;
        this.segment = segment;
        counters = self.context().counters();
        readyBits = segment.layout().hasReadyBits() ? segment.readyBits() : null;
        extents = new PeerExtents(segment);
        sleepingAddress = segment.sleepingAddress();
        maxPayloadBytes = RingRecord.maxPayloadBytes(segment.layout().ringCapacity());
        pieceBytes = Math.min(maxPayloadBytes, MAX_PIECE_BYTES);
    }

    @Override
    public int peer() {
        return peer;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public int maxPayloadBytes() {
        return maxPayloadBytes;
    }

    @Override
    public int trySend(final Frame frame, final Object base, final long offset, final int lengthBytes) {
        if (ring == null && !openRing()) {
            return refusal;
        }
        if (lengthBytes > maxPayloadBytes) {
            throw new IllegalArgumentException("payload of " + lengthBytes + " bytes, at most " + maxPayloadBytes);
        }
        if (!RingRecord.fitsEnvelope(frame, lengthBytes)) {
            return trySend(RingRecord.FRAME, RingRecord.FRAME_PAYLOAD_OFFSET, frame, base, offset, lengthBytes);
        }
        if (lengthBytes <= RingRecord.MAX_REPEATED_PAYLOAD_BYTES && last.isOf(frame)) {
            return trySend(RingRecord.REPEATED, RingRecord.REPEATED_PAYLOAD_OFFSET, frame, base, offset, lengthBytes);
        }
        return trySend(RingRecord.ENVELOPE, RingRecord.ENVELOPE_PAYLOAD_OFFSET, frame, base, offset, lengthBytes);
    }

    private int trySend(final int kind, final int payloadOffset, final Frame frame, final Object base,
        final long offset, final int lengthBytes) {
        final long record = ring.tryClaim(payloadOffset + lengthBytes);
        if (record == RingProducer.FULL) {
            counters.increment(Value.BACK_PRESSURE);
            return SendResult.BACK_PRESSURED;
        }
        frame.payloadBytes = lengthBytes;
        switch (kind) {
            case RingRecord.ENVELOPE -> RingRecord.putEnvelope(record, frame);
            case RingRecord.FRAME -> RingRecord.putHeader(record, frame);
            default -> RingRecord.putKind(record, kind);
        }
        if (lengthBytes > 0) {
            copy(base, offset, record + payloadOffset, lengthBytes);
        }
        publish(record, payloadOffset + lengthBytes);
        switch (kind) {
            case RingRecord.ENVELOPE -> last.set(frame);
            case RingRecord.FRAME -> last.setCredit(frame);
            default -> {}
        }
        return lengthBytes;
    }

    @Override
    public int trySendData(final Frame frame, final Object base, final long offset, final long lengthBytes) {
        return trySend(frame, base, offset, (int) Math.min(lengthBytes, pieceBytes));
    }

    @Override
    public long expose(final Object base, final long offset, final long lengthBytes) {
        return base == null ? self.heap().expose(offset, lengthBytes) : Frame.NOT_EXPOSED;
    }

    @Override
    public long resolve(final long descriptor, final long lengthBytes) {
        try {
            return extents.resolve(descriptor, lengthBytes);
        } catch (final IOException e) {
            self.context().errors().record("shm: mapping memory of rank " + peer, e);
            return PeerExtents.NOT_FOUND;
        }
    }

    @Override
    public boolean isFencePaid() {
        if (!fencePaid && readyBits == null) {
            lookForFence();
        }
        return fencePaid;
    }

    @Override
    public void wake() {
        final int sleeping = Words.getIntVolatile(sleepingAddress);
        if (sleeping != Sleeper.AWAKE) {
            wake(sleeping);
        }
    }

    /** The peer's local rank. */
    int slot() {
        return slot;
    }

    /** Whether the peer has finalized, after which it may end. */
    boolean hasDeparted() {
        return Words.getIntAcquire(segment.address(SegmentDescriptor.DEPARTED_OFFSET)) != 0;
    }

    /** The peer is dead, or this rank's transport is closed: nothing can be sent any more. */
    void close() {
        if (refusal != SendResult.CLOSED) {
            refusal = SendResult.CLOSED;
            ring = null;
            try {
                segment.close();
            } catch (final IOException e) {
                self.context().errors().record("shm: closing the segment of rank " + peer, e);
            }
        }
    }

    /** Copies payload; gives the claimed record up if the memory is not there, so that the ring goes on. */
    private void copy(final Object base, final long offset, final long target, final int lengthBytes) {
        try {
            Memory.copyOut(base, offset, target, lengthBytes);
        } catch (final RuntimeException | Error e) {
            ring.abandon();
            throw e;
        }
        counters.copied(lengthBytes);
    }

    private void publish(final long record, final int recordBytes) {
        // Release store. If this process dies behind it the frame is the receiver's, found by its next sweep.
        ring.publish(record, recordBytes);
        if (readyBits != null) {
            readyBits.set(self.localRank());
        } else if (!fencePaid) {
            VarHandle.fullFence();
            lookForFence();
        }
        counters.increment(Value.FRAMES_SENT);
        final int sleeping = Words.getIntVolatile(sleepingAddress);
        if (sleeping != Sleeper.AWAKE) {
            wake(sleeping);
        }
    }

    private void lookForFence() {
        if (--framesToFence == 0) {
            framesToFence = FRAMES_PER_LOOK;
            fencePaid = self.fence().isPaidBy(segment.fencesAddress());
        }
    }

    // Whoever takes the word back wakes; the others need not.
    private void wake(final int sleeping) {
        if (!Words.compareAndSetInt(sleepingAddress, sleeping, Sleeper.AWAKE)) {
            return;
        }
        // If this process dies before the next lines the receiver sleeps to the end of its time limit.
        if (sleeping != Sleeper.ON_WORD) {
            self.doorbell().ring(sleeping);
        } else if (Futex.SUPPORTED) {
            Futex.wake(sleepingAddress);
        }
    }

    private boolean openRing() {
        if (refusal != USABLE) {
            return false;
        }
        final SegmentDescriptor layout = segment.layout();
        final long offset = layout.ringOffset(self.localRank());
        try {
            segment.file().reserve(offset, layout.ringCapacity());
        } catch (final IOException e) {
            self.space().warn("messages to rank " + peer, layout.ringCapacity(), e.getMessage());
            refusal = SendResult.NO_SPACE;
            return false;
        }
        ring = new RingProducer(segment.address(offset), layout.ringCapacity(),
            segment.address(layout.ringHeadOffset(self.localRank())));
        // If this process dies before the release store the ring is as if it were not there.
        Words.putIntRelease(segment.address(layout.ringStateOffset(self.localRank())), SegmentDescriptor.RING_OPEN);
        return true;
    }
}
