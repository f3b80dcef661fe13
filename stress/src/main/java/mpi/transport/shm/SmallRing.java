package mpi.transport.shm;

import java.lang.foreign.MemorySegment;

/** Both halves of a ring of a few lines, for records that hold one number. */
final class SmallRing {
    /** What {@link #take} shows for something that is no length of a record; no number of a record. */
    static final int DAMAGED = 9;

    private static final int NUMBER_OFFSET = 8;

    private final MemorySegment memory;
    private final RingProducer producer;
    private final RingConsumer consumer;

    /**
     * Makes an empty ring.
     *
     * @param lines its capacity in cache lines, a power of two
     */
    SmallRing(final int lines) {
        final int capacity = lines * RingRecord.LINE_BYTES;
        memory = Lines.take(capacity + SegmentDescriptor.LINE_BYTES);
        final long headAddress = memory.address() + capacity;
        producer = new RingProducer(memory.address(), capacity, headAddress);
        consumer = new RingConsumer(memory.address(), capacity, headAddress);
    }

    /** Publishes a record of this many lines with a number, which also stands wherever a later record may begin. */
    boolean offer(final int number, final int lines) {
        final int recordBytes = lines * RingRecord.LINE_BYTES;
        final long record = producer.tryClaim(recordBytes);
        if (record == RingProducer.FULL) {
            return false;
        }
        for (int line = 1; line < lines; line++) {
            Words.putInt(record + line * RingRecord.LINE_BYTES, number);
        }
        Words.putInt(record + NUMBER_OFFSET, number);
        producer.publish(record, recordBytes);
        return true;
    }

    /** Takes the next record: its number, 0 if there is none, or {@link #DAMAGED}. */
    int take() {
        final int recordBytes = consumer.next();
        if (recordBytes == RingConsumer.EMPTY) {
            return 0;
        }
        if (recordBytes < RingRecord.LINE_BYTES || recordBytes % RingRecord.LINE_BYTES != 0) {
            return DAMAGED;
        }
        final int number = Words.getInt(consumer.record() + NUMBER_OFFSET);
        consumer.consume(recordBytes);
        return number;
    }

    /** The numbers of the next records as decimal digits; at most so many, and none behind damage. */
    int takeDigits(final int atMost) {
        int digits = 0;
        for (int i = 0; i < atMost; i++) {
            final int number = take();
            digits = number == 0 ? digits : 10 * digits + number;
            if (number == DAMAGED) {
                break;
            }
        }
        return digits;
    }
}
