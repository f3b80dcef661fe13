package mpi.transport.shm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import mpi.core.transport.Memory;

/** A ring as a broken or malicious sender would use it, beside the good one. */
final class Ring {
    private final Segment segment;
    private final int sender;
    private final RingProducer ring;

    private Ring(final Segment segment, final int sender) {
        this.segment = segment;
        this.sender = sender;
        final SegmentDescriptor layout = segment.layout();
        ring = new RingProducer(segment.address(layout.ringOffset(sender)), layout.ringCapacity(),
            segment.address(layout.ringHeadOffset(sender)));
        Words.putIntRelease(segment.address(layout.ringStateOffset(sender)), SegmentDescriptor.RING_OPEN);
    }

    static Segment segment(final ShmTransport transport) {
        return transport.own();
    }

    /** The ring between two ranks that have not used it. */
    static Ring of(final TestRank sender, final TestRank receiver) {
        return new Ring(segment(receiver.transport), sender.rank);
    }

    /** Writes kind and what follows it. */
    void write(final int kind, final byte[] rest) {
        final int recordBytes = RingRecord.HEADER_OFFSET + rest.length;
        final long record = ring.tryClaim(recordBytes);
        if (record == RingProducer.FULL) {
            throw new AssertionError("ring is full");
        }
        RingRecord.putKind(record, kind);
        MemorySegment.copy(rest, 0, Memory.ALL, ValueLayout.JAVA_BYTE, record + RingRecord.HEADER_OFFSET, rest.length);
        ring.publish(record, recordBytes);
        announce();
    }

    /** Publishes a length that no record can have. */
    void damage(final int length) {
        final long record = ring.tryClaim(RingRecord.LINE_BYTES);
        Words.putIntRelease(record, length);
        announce();
    }

    private void announce() {
        if (segment.layout().hasReadyBits()) {
            segment.readyBits().set(sender);
        }
    }
}
