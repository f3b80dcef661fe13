package mpi.transport.shm;

import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/** A ring as a broken or malicious sender would use it. */
final class Ring {
    private final OneToOneRingBuffer ring;
    private final ReadyBits readyBits;
    private final int sender;

    private Ring(final OneToOneRingBuffer ring, final ReadyBits readyBits, final int sender) {
        this.ring = ring;
        this.readyBits = readyBits;
        this.sender = sender;
    }

    static Segment segment(final ShmTransport transport) {
        return transport.own();
    }

    static Ring of(final TestRank sender, final TestRank receiver) {
        final Segment segment = segment(receiver.transport);
        final SegmentDescriptor layout = segment.layout();
        return new Ring(
            new OneToOneRingBuffer(new UnsafeBuffer(segment.address(layout.ringOffset(sender.rank)),
                layout.ringCapacity() + RingBufferDescriptor.TRAILER_LENGTH)),
            segment.readyBits(), sender.rank);
    }

    void write(final int typeId, final byte[] record) {
        if (!ring.write(typeId, new UnsafeBuffer(record), 0, record.length)) {
            throw new AssertionError("ring is full");
        }
        readyBits.set(sender);
    }

    /** Publishes a record that is longer than the ring. */
    void damage() {
        final int index = (int) ring.producerPosition() & (ring.capacity() - 1);
        write(RingRecord.FRAME, new byte[56]);
        ring.buffer().putIntVolatile(RecordDescriptor.lengthOffset(index), 1 << 30);
    }
}
