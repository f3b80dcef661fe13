package mpi.transport.shm;

import java.io.IOException;
import mpi.core.diag.Counters;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Sends to one local peer: frames go into this rank's ring in the peer's segment, pieces of long messages into cells of
 * this rank's own segment. The ring is reserved by the first frame.
 */
final class ShmEndpoint implements Endpoint {
    private static final int USABLE = 0;

    private final int peer;
    private final int slot;
    private final LocalRank self;
    private final Counters counters;
    private final Segment segment;
    private final ReadyBits readyBits;
    private final PeerExtents extents;
    private final BulkPool.Holder cells;
    private final long sleepingAddress;
    private final long peerMappedAddress;
    private final int maxPayloadBytes;
    private OneToOneRingBuffer ring;
    private long ringAddress;
    private int refusal = USABLE;

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
        readyBits = segment.readyBits();
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
        final int index = ring.tryClaim(RingRecord.FRAME, FrameCodec.HEADER_BYTES + lengthBytes);
        if (index == RingBuffer.INSUFFICIENT_CAPACITY) {
            counters.increment(Value.BACK_PRESSURE);
            return SendResult.BACK_PRESSURED;
        }
        frame.payloadBytes = lengthBytes;
        final long address = ringAddress + index;
        copy(frame, base, offset, address + FrameCodec.HEADER_BYTES, index);
        publish(index);
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
        final int index = ring.tryClaim(RingRecord.CELL, RingRecord.CELL_RECORD_BYTES);
        if (index == RingBuffer.INSUFFICIENT_CAPACITY) {
            self.pool().giveBack(cells, cell);
            counters.increment(Value.BACK_PRESSURE);
            return SendResult.BACK_PRESSURED;
        }
        frame.payloadBytes = lengthBytes;
        RingRecord.putCell(Memory.ALL, ringAddress + index, cell);
        try {
            copy(frame, base, offset, self.pool().cellAddress(cell), index);
        } catch (final RuntimeException | Error e) {
            self.pool().giveBack(cells, cell);
            throw e;
        }
        publish(index);
        return lengthBytes;
    }

    /** Fills a claimed record; gives the claim up if the memory given is not there, so that the ring goes on. */
    private void copy(final Frame frame, final Object base, final long offset, final long target, final int index) {
        // If this process dies in here the receiver finds a claim without a commit: the ring ends before it, and the
        // death is noticed by the lock.
        try {
            FrameCodec.encode(frame, Memory.ALL, ringAddress + index);
            if (frame.payloadBytes > 0) {
                Memory.copyOut(base, offset, target, frame.payloadBytes);
                counters.copied(frame.payloadBytes);
            }
        } catch (final RuntimeException | Error e) {
            ring.abort(index);
            throw e;
        }
    }

    private void publish(final int index) {
        // Release store. If this process dies behind it the frame is the receiver's, found by its next sweep.
        ring.commit(index);
        readyBits.set(self.localRank());
        counters.increment(Value.FRAMES_SENT);
        final int sleeping = Words.getIntVolatile(sleepingAddress);
        if (sleeping != Sleeper.AWAKE) {
            wake(sleeping);
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
            segment.file().reserve(offset, layout.ringBytes());
        } catch (final IOException e) {
            self.space().warn("messages to rank " + peer, layout.ringBytes(), e.getMessage());
            refusal = SendResult.NO_SPACE;
            return false;
        }
        ringAddress = segment.address(offset);
        ring = new OneToOneRingBuffer(
            new UnsafeBuffer(ringAddress, layout.ringCapacity() + RingBufferDescriptor.TRAILER_LENGTH));
        // If this process dies before the release store the ring is as if it were not there.
        Words.putIntRelease(segment.address(layout.ringStateOffset(self.localRank())), SegmentDescriptor.RING_OPEN);
        return true;
    }
}
