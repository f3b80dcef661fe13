package mpi.transport.shm;

import mpi.core.diag.Counters;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.FrameHandler;
import mpi.core.transport.Memory;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;

/**
 * The ring in which one peer's frames arrive, in this rank's segment. Each record is consumed by itself, so that its
 * space is the sender's again as soon as it is handled. What is no frame is dropped and counted; a ring that is damaged
 * as such fails its peer.
 */
final class InboundRing {
    private final int peer;
    private final TransportContext context;
    private final FrameHandler handler;
    private final Counters counters;
    private final Frame frame = new Frame();
    private final long stateAddress;
    private final RingConsumer ring;
    private final LastEnvelope last = new LastEnvelope();
    /** The sender has reserved the ring, and it is not damaged. */
    private boolean open;
    private boolean damaged;

    /**
     * Makes the receiving half of a ring.
     *
     * @param peer world rank of the sender
     * @param own this rank's segment
     * @param slot the sender's local rank
     * @param context takes frames, failures and counts
     */
    InboundRing(final int peer, final Segment own, final int slot, final TransportContext context) {
        this.peer = peer;
        this.context = context;
        this.handler = context.handler();
        this.counters = context.counters();
        final SegmentDescriptor layout = own.layout();
        stateAddress = own.address(layout.ringStateOffset(slot));
        ring = new RingConsumer(own.address(layout.ringOffset(slot)), layout.ringCapacity(),
            own.address(layout.ringHeadOffset(slot)));
    }

    /**
     * Delivers frames until the ring is empty, or as many as the limit.
     *
     * @param limit how many
     * @return how many were taken out
     */
    int drain(final int limit) {
        int taken = 0;
        int received = 0;
        if (open || open()) {
            for (int length = ring.next(); length != RingConsumer.EMPTY; length = ring.next()) {
                if (length < RingRecord.HEADER_OFFSET) {
                    damage();
                    break;
                }
                if (deliver(ring.record(), length)) {
                    received++;
                }
                ring.consume(length);
                if (++taken == limit) {
                    break;
                }
            }
            counters.add(Value.FRAMES_RECEIVED, received);
        }
        return taken;
    }

    /** Whether the sender has published nothing that has not been consumed. */
    boolean isEmpty() {
        return !open && !open() || ring.next() == RingConsumer.EMPTY;
    }

    /** Hands a frame on; counts and drops what is none. */
    private boolean deliver(final long record, final int length) {
        final boolean delivered = switch (RingRecord.kind(record)) {
            case RingRecord.ENVELOPE -> deliverEnvelope(record, length);
            case RingRecord.REPEATED -> deliverRepeated(record, length);
            case RingRecord.FRAME -> deliverFrame(record, length);
            default -> false;
        };
        if (!delivered) {
            counters.increment(Value.DROPPED);
        }
        return delivered;
    }

    private boolean deliverEnvelope(final long record, final int length) {
        if (length < RingRecord.ENVELOPE_PAYLOAD_OFFSET) {
            return false;
        }
        // An envelope brings only the low half.
        frame.consumedBytes = last.consumedBytes();
        RingRecord.getEnvelope(record, length, frame);
        last.set(frame);
        handler.onFrame(peer, frame, record + RingRecord.ENVELOPE_PAYLOAD_OFFSET);
        return true;
    }

    private boolean deliverRepeated(final long record, final int length) {
        if (!last.isKnown()) {
            return false;
        }
        last.get(frame);
        RingRecord.complete(frame, length - RingRecord.REPEATED_PAYLOAD_OFFSET);
        handler.onFrame(peer, frame, record + RingRecord.REPEATED_PAYLOAD_OFFSET);
        return true;
    }

    private boolean deliverFrame(final long record, final int length) {
        if (!decode(record, length) || frame.payloadBytes != length - RingRecord.FRAME_PAYLOAD_OFFSET) {
            return false;
        }
        handler.onFrame(peer, frame, record + RingRecord.FRAME_PAYLOAD_OFFSET);
        return true;
    }

    private boolean decode(final long record, final int length) {
        if (FrameCodec.decode(Memory.ALL, record + RingRecord.HEADER_OFFSET, length - RingRecord.HEADER_OFFSET,
            frame) != 0) {
            return false;
        }
        last.setCredit(frame);
        return true;
    }

    private void damage() {
        open = false;
        damaged = true;
        counters.increment(Value.DROPPED);
        context.failures().onPeerFailed(peer, "the shared-memory ring from rank " + peer + " is damaged");
    }

    private boolean open() {
        open = !damaged && Words.getIntAcquire(stateAddress) == SegmentDescriptor.RING_OPEN;
        return open;
    }
}
