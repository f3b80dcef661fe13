package mpi.transport.shm;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import mpi.core.diag.Counters;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.Endpoint;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;

/**
 * Sends to one local peer: frames go into this rank's ring in the peer's segment, pieces of long messages into cells of
 * this rank's own segment. The ring is reserved by the first frame.
 */
final class ShmEndpoint implements Endpoint {
    private static final int USABLE = 0;
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
    private final BulkPool.Holder cells;
    private final long sleepingAddress;
    private final long peerMappedAddress;
    private final int maxPayloadBytes;
    private RingProducer ring;
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
        cells = self.pool().holder(slot);
        sleepingAddress = segment.sleepingAddress();
        peerMappedAddress = segment.address(segment.layout().mappedOffset(self.localRank()));
        maxPayloadBytes = RingRecord.maxPayloadBytes(segment.layout().ringCapacity());
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
        final boolean isEnvelope = RingRecord.fitsEnvelope(frame, lengthBytes);
        final int payloadOffset = isEnvelope ? RingRecord.ENVELOPE_PAYLOAD_OFFSET : RingRecord.FRAME_PAYLOAD_OFFSET;
        final long record = ring.tryClaim(payloadOffset + lengthBytes);
        if (record == RingProducer.FULL) {
            counters.increment(Value.BACK_PRESSURE);
            return SendResult.BACK_PRESSURED;
        }
        frame.payloadBytes = lengthBytes;
        if (isEnvelope) {
            RingRecord.putEnvelope(record, frame);
        } else {
            RingRecord.putHeader(record, RingRecord.FRAME, frame);
        }
        if (lengthBytes > 0) {
            copy(base, offset, record + payloadOffset, lengthBytes);
        }
        publish(record, payloadOffset + lengthBytes);
        return lengthBytes;
    }

    @Override
    public int trySendData(final Frame frame, final Object base, final long offset, final long lengthBytes) {
        if (ring == null && !openRing()) {
            return refusal;
        }
        // A peer that has not mapped this rank's segment cannot read its cells.
        final int cell = Words.getIntAcquire(peerMappedAddress) == SegmentDescriptor.MAPPED
            ? self.pool().allocate(cells)
            : BulkPool.NO_POOL;
        // A peer without a cell must not wait for the others' to be freed: they may be waiting for this one.
        if (cell == BulkPool.NO_POOL || cell == BulkPool.NO_CELL && cells.isEmpty()) {
            return trySend(frame, base, offset, (int) Math.min(lengthBytes, maxPayloadBytes));
        }
        if (cell == BulkPool.NO_CELL) {
            counters.increment(Value.BACK_PRESSURE);
            return SendResult.BACK_PRESSURED;
        }
        return sendCell(frame, base, offset, (int) Math.min(lengthBytes, SegmentDescriptor.CELL_BYTES), cell);
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
            self.pool().forfeit(cells);
            try {
                segment.close();
            } catch (final IOException e) {
                self.context().errors().record("shm: closing the segment of rank " + peer, e);
            }
        }
    }

    private int sendCell(final Frame frame, final Object base, final long offset, final int lengthBytes,
        final int cell) {
        final long record = ring.tryClaim(RingRecord.CELL_RECORD_BYTES);
        if (record == RingProducer.FULL) {
            self.pool().giveBack(cells, cell);
            counters.increment(Value.BACK_PRESSURE);
            return SendResult.BACK_PRESSURED;
        }
        frame.payloadBytes = lengthBytes;
        RingRecord.putHeader(record, RingRecord.CELL, frame);
        RingRecord.putCell(record, cell);
        try {
            copy(base, offset, self.pool().cellAddress(cell), lengthBytes);
        } catch (final RuntimeException | Error e) {
            self.pool().giveBack(cells, cell);
            throw e;
        }
        publish(record, RingRecord.CELL_RECORD_BYTES);
        return lengthBytes;
    }

    /** Copies payload; gives the claimed record up if the memory is not there, so that the ring goes on. */
    private void copy(final Object base, final long offset, final long target, final int lengthBytes) {
        try {
            self.copier().copyOut(base, offset, target, lengthBytes);
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
