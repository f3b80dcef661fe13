package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ring alone: what one side publishes is what the other finds, whatever lay in the memory before. */
@Timeout(60)
class RingTest {
    private static final int CAPACITY = 4096;
    private static final int GARBAGE = 0x1234_5678;

    private final Arena arena = Arena.ofShared();
    private RingProducer producer;
    private RingConsumer consumer;

    @BeforeEach
    void makeRing() {
        final long head = arena.allocate(Long.BYTES, Long.BYTES).address();
        final long address = arena.allocate(CAPACITY, RingRecord.LINE_BYTES).address();
        producer = new RingProducer(address, CAPACITY, head);
        consumer = new RingConsumer(address, CAPACITY, head);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void shouldDeliverWhatWasPublishedInAnyMixOfLengths() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final Queue<Integer> published = new ArrayDeque<>();
        for (int step = 0; step < 200_000; step++) {
            final int longest = random.nextBoolean() ? 3 * RingRecord.SHORTEST_BYTES : CAPACITY / 8;
            final int length = RingRecord.HEADER_OFFSET + random.nextInt(longest - RingRecord.HEADER_OFFSET);
            final long record = producer.tryClaim(length);
            if (record != RingProducer.FULL) {
                fill(record, length, step);
                if (random.nextInt(5) == 0) {
                    producer.abandon();
                } else {
                    producer.publish(record, length);
                    published.add(length);
                    published.add(step);
                }
            }
            for (int left = random.nextInt(4); left > 0 && !published.isEmpty(); left--) {
                consume(published.remove(), published.remove(), "seed " + seed + " step " + step);
            }
            if (published.isEmpty()) {
                assertEquals(RingConsumer.EMPTY, consumer.next(), "seed " + seed + " step " + step);
            }
        }
    }

    @Test
    void shouldHoldSixOfTheLongestRecordsWhereverItStarts() {
        for (int start = 0; start < CAPACITY; start += RingRecord.LINE_BYTES) {
            int held = 0;
            for (long record = producer.tryClaim(CAPACITY / 8); record != RingProducer.FULL; record = producer
                .tryClaim(CAPACITY / 8)) {
                fill(record, CAPACITY / 8, start);
                producer.publish(record, CAPACITY / 8);
                held++;
            }
            assertTrue(held >= 6, held + " at " + start);
            while (held-- > 0) {
                consume(CAPACITY / 8, start, "start " + start);
            }
            assertEquals(RingConsumer.EMPTY, consumer.next());
            final long one = producer.tryClaim(RingRecord.LINE_BYTES);
            fill(one, RingRecord.LINE_BYTES, start);
            producer.publish(one, RingRecord.LINE_BYTES);
            consume(RingRecord.LINE_BYTES, start, "start " + start);
        }
    }

    /** Each record holds garbage where a later one may begin; a word taken for a length would show at once. */
    @Test
    void shouldKeepOrderAndContentBetweenTwoThreads() throws InterruptedException {
        final int records = 2_000_000;
        final Thread sender = new Thread(() -> {
            final Random random = new Random(1);
            for (int i = 0; i < records; i++) {
                final int length = length(random);
                long record = producer.tryClaim(length);
                while (record == RingProducer.FULL) {
                    Thread.yield();
                    record = producer.tryClaim(length);
                }
                fill(record, length, i);
                producer.publish(record, length);
            }
        });
        sender.start();
        final Random random = new Random(1);
        for (int i = 0; i < records; i++) {
            while (consumer.next() == RingConsumer.EMPTY) {
                Thread.yield();
            }
            consume(length(random), i, "record " + i);
        }
        sender.join();
        assertEquals(RingConsumer.EMPTY, consumer.next());
    }

    private static int length(final Random random) {
        if (random.nextBoolean()) {
            return RingRecord.HEADER_OFFSET + random.nextInt(3 * RingRecord.SHORTEST_BYTES);
        }
        final int lines = random.nextInt(16) == 0 ? 8 : 1 + random.nextInt(3);
        return Math.min(CAPACITY / 8, lines * RingRecord.LINE_BYTES - random.nextInt(32));
    }

    private static void fill(final long record, final int length, final int value) {
        for (int offset = Integer.BYTES; offset + Integer.BYTES <= length; offset += Integer.BYTES) {
            Words.putInt(record + offset, offset % RingRecord.SHORTEST_BYTES == 0 ? GARBAGE : value);
        }
    }

    private void consume(final int length, final int value, final String message) {
        assertEquals(length, consumer.next(), message);
        final long record = consumer.record();
        for (int offset = Integer.BYTES; offset + Integer.BYTES <= length; offset += Integer.BYTES) {
            if (Words.getInt(record + offset) != (offset % RingRecord.SHORTEST_BYTES == 0 ? GARBAGE : value)) {
                throw new AssertionError(message + ": offset " + offset + " is " + Words.getInt(record + offset));
            }
        }
        consumer.consume(length);
    }
}
