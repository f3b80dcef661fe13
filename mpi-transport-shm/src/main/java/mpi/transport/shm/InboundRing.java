package mpi.transport.shm;

import mpi.core.diag.Counters;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.FrameHandler;
import mpi.core.transport.Memory;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The ring in which one peer's frames arrive, in this rank's segment. Each record is consumed by itself, so that its
 * space is the sender's again as soon as it is handled. What is no frame is dropped and counted; a ring that is damaged
 * as such fails its peer.
 */
final class InboundRing implements ControlledMessageHandler {
    private final int peer;
    private final TransportContext context;
    private final FrameHandler handler;
    private final Counters counters;
    private final Frame frame;
    private final Segment peerSegment;
    private final int peerCells;
    private final long stateAddress;
    private final long ringAddress;
    private final int capacity;
    private OneToOneRingBuffer ring;
    private boolean damaged;

    /**
     * Makes the receiving half of a ring.
     *
     * @param peer world rank of the sender
     * @param own this rank's segment
     * @param slot the sender's local rank
     * @param peerSegment the sender's segment, or {@code null} if it cannot be opened; then the sender uses no cells
     * @param context takes frames, failures and counts
     * @param frame header of what is received; shared by the rings of a rank
     */
    InboundRing(final int peer, final Segment own, final int slot, final Segment peerSegment,
        final TransportContext context, final Frame frame) {
        this.peer = peer;
        this.context = context;
        this.handler = context.handler();
        this.counters = context.counters();
        this.frame = frame;
        this.peerSegment = peerSegment;
        peerCells = peerSegment == null ? 0 : peerSegment.layout().cells();
        stateAddress = own.address(own.layout().ringStateOffset(slot));
        ringAddress = own.address(own.layout().ringOffset(slot));
        capacity = own.layout().ringCapacity();
    }

    /**
     * Delivers frames until the ring is empty, or as many as the limit.
     *
     * @param limit how many
     * @return how many were taken out
     */
    int drain(final int limit) {
        int taken = 0;
        // One read stops at the wrap, and may consume nothing but padding: only a read that moves nothing is the last.
        while (taken < limit && !isEmpty()) {
            final long before = ring.consumerPosition();
            taken += ring.controlledRead(this, limit - taken);
            if (damaged || ring.consumerPosition() == before) {
                break; // a claim that is not committed yet: its sender sets the bit when it is
            }
        }
        return taken;
    }

    /** Whether the sender has claimed nothing that has not been consumed. */
    boolean isEmpty() {
        if (ring == null && !open()) {
            return true;
        }
        return damaged || ring.consumerPosition() == ring.producerPosition();
    }

    /** Whether {@link #drain} would deliver something: false if all there is is a claim without a commit. */
    boolean hasCommitted() {
        if (isEmpty()) {
            return false;
        }
        final int index = (int) ring.consumerPosition() & (capacity - 1);
        return ring.buffer().getIntVolatile(RecordDescriptor.lengthOffset(index)) > 0;
    }

    @Override
    public Action onMessage(final int typeId, final MutableDirectBuffer buffer, final int index, final int length) {
        if (length < 0 || length > capacity - index) {
            damaged = true;
            counters.increment(Value.DROPPED);
            context.failures().onPeerFailed(peer, "the shared-memory ring from rank " + peer + " is damaged");
            return Action.ABORT;
        }
        final long address = ringAddress + index;
        switch (typeId) {
            case RingRecord.FRAME -> deliver(address, length);
            case RingRecord.CELL -> deliverCell(address, length);
            default -> counters.increment(Value.DROPPED);
        }
        // The space goes back to the sender with a release store of the consumer position. If this process dies before
        // it, the record would be delivered again, to nobody.
        return Action.COMMIT;
    }

    private void deliver(final long address, final int length) {
        if (FrameCodec.decode(Memory.ALL, address, length, frame) != 0
            || frame.payloadBytes != length - FrameCodec.HEADER_BYTES) {
            counters.increment(Value.DROPPED);
            return;
        }
        counters.increment(Value.FRAMES_RECEIVED);
        handler.onFrame(peer, frame, address + FrameCodec.HEADER_BYTES);
    }

    private void deliverCell(final long address, final int length) {
        final int cell = length == RingRecord.CELL_RECORD_BYTES
            ? RingRecord.cell(Memory.ALL, address, peerCells)
            : RingRecord.BAD_CELL;
        if (cell == RingRecord.BAD_CELL || FrameCodec.decode(Memory.ALL, address, length, frame) != 0
            || frame.type != Frame.Type.DATA || frame.payloadBytes > SegmentDescriptor.CELL_BYTES) {
            counters.increment(Value.DROPPED);
            return;
        }
        counters.increment(Value.FRAMES_RECEIVED);
        final SegmentDescriptor layout = peerSegment.layout();
        try {
            handler.onFrame(peer, frame, peerSegment.address(layout.cellOffset(cell)));
        } finally {
            // If this process dies before this line the cell stays used until the sender learns of the death.
            Words.putIntRelease(peerSegment.address(layout.cellStateOffset(cell)), SegmentDescriptor.CELL_FREE);
        }
    }

    private boolean open() {
        if (Words.getIntAcquire(stateAddress) != SegmentDescriptor.RING_OPEN) {
            return false;
        }
        ring = new OneToOneRingBuffer(new UnsafeBuffer(ringAddress, capacity + RingBufferDescriptor.TRAILER_LENGTH));
        return true;
    }
}
