package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.Endpoint;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static final int RING = 4096;

    @TempDir
    private Path directory;
    private TestRank[] world;
    private TestRank sender;
    private TestRank receiver;
    private Endpoint endpoint;

    @BeforeEach
    void openWorld() throws IOException {
        world = TestRank.world(directory, 2, RING);
        sender = world[0];
        receiver = world[1];
        endpoint = sender.to(receiver);
    }

    @AfterEach
    void closeWorld() {
        TestRank.close(world);
    }

    @ParameterizedTest
    @EnumSource(Frame.Type.class)
    void shouldCarryEveryTypeOfFrame(final Frame.Type type) {
        final boolean hasPayload = type == Frame.Type.EAGER || type == Frame.Type.DATA;
        final byte[] payload = TestRank.bytes(hasPayload ? 100 : 0, 1);
        final Frame frame = new Frame();
        frame.type = type;
        frame.context = 11;
        frame.source = 12;
        frame.tag = 13;
        frame.objectCount = 14;
        frame.messageBytes = 100;
        frame.sendId = 16;
        frame.recvId = 17;
        frame.consumedBytes = 18;
        assertEquals(payload.length, endpoint.trySend(frame, payload, 0, payload.length));
        final TestRank.Received received = receiver.next();
        assertEquals(0, received.peer());
        assertEquals(frame.toString(), received.header());
        assertArrayEquals(payload, received.payload());
    }

    @Test
    void shouldTakePayloadOfEverySizeUpToTheLimitAndNoMore() {
        final int limit = RING / 8 - 64;
        assertEquals(limit, endpoint.maxPayloadBytes());
        for (int length = 0; length <= limit; length++) {
            final byte[] payload = TestRank.bytes(length, length);
            assertEquals(length, endpoint.trySend(TestRank.eager(length), payload, 0, length));
            assertArrayEquals(payload, receiver.next().payload());
        }
        final byte[] tooLong = new byte[limit + 1];
        assertThrows(IllegalArgumentException.class,
            () -> endpoint.trySend(TestRank.eager(limit + 1), tooLong, 0, limit + 1));
        assertEquals(0, endpoint.trySend(TestRank.eager(0), null, 0, 0), "the ring goes on");
        assertEquals(0, receiver.next().payload().length);
    }

    @Test
    void shouldPassTheWrapAtEveryResidue() {
        for (int first = 0; first < RING; first += 64) {
            send(first % 400);
            for (int i = 0; i < 12; i++) {
                send(endpoint.maxPayloadBytes());
            }
        }
    }

    private void send(final int length) {
        final byte[] payload = TestRank.bytes(length, length);
        assertEquals(length, endpoint.trySend(TestRank.eager(length), payload, 0, length));
        assertArrayEquals(payload, receiver.next().payload());
    }

    @Test
    void shouldDeliverRandomSequencesInOrder() {
        final long seed = System.nanoTime();
        System.out.println("FrameTest seed " + seed);
        final Random random = new Random(seed);
        final Deque<byte[]> oracle = new ArrayDeque<>();
        int refused = 0;
        for (int step = 0; step < 50_000; step++) {
            final int length = random.nextInt(8) == 0 ? endpoint.maxPayloadBytes() : random.nextInt(100);
            final byte[] payload = TestRank.bytes(length, step);
            final int result = endpoint.trySend(TestRank.eager(length), payload, 0, length);
            if (result == length) {
                oracle.add(payload);
            } else {
                assertEquals(SendResult.BACK_PRESSURED, result);
                refused++;
            }
            if (random.nextInt(4) == 0) {
                receiver.transport.poll(1 + random.nextInt(20));
            }
            while (!receiver.received.isEmpty()) {
                assertArrayEquals(oracle.remove(), receiver.received.remove().payload(), "seed " + seed);
            }
        }
        receiver.pollAll();
        assertEquals(oracle.size(), receiver.received.size());
        assertTrue(refused > 0);
        assertEquals(refused, sender.counters.get(Value.BACK_PRESSURE));
        assertEquals(sender.counters.get(Value.FRAMES_SENT), receiver.counters.get(Value.FRAMES_RECEIVED));
    }

    @Test
    void shouldAcceptFramesAgainOnceAFullRingWasDrained() {
        // engine invariant 3: a failed claim may have published padding up to the wrap
        final int length = endpoint.maxPayloadBytes() - 40;
        for (int round = 0; round < 200; round++) {
            int sent = 0;
            while (endpoint.trySend(TestRank.eager(length), new byte[length], 0, length) == length) {
                sent++;
            }
            receiver.pollAll();
            assertEquals(sent, receiver.received.size(), "round " + round);
            receiver.received.clear();
        }
    }

    @Test
    void shouldDeliverNoMoreThanTheLimitAndTheRestLater() {
        for (int i = 0; i < 10; i++) {
            endpoint.trySend(TestRank.eager(0), null, 0, 0);
        }
        assertEquals(3, receiver.transport.poll(3));
        assertEquals(3, receiver.received.size());
        assertEquals(7, receiver.transport.poll(100));
        assertEquals(0, receiver.transport.poll(100));
    }

    @Test
    void shouldFindInASweepWhatItsSenderDidNotAnnounce(@TempDir final Path other) throws IOException {
        final TestRank[] many = TestRank.world(other, FewRings.MAX_LOCAL_SIZE + 1, RING);
        final Endpoint toFirst = many[1].to(many[0]);
        final TestRank first = many[0];
        toFirst.trySend(TestRank.eager(0), null, 0, 0);
        first.next();
        toFirst.trySend(TestRank.eager(0), null, 0, 0);
        // what a sender that dies between commit and bit leaves behind
        Ring.segment(first.transport).readyBits().take(0);
        assertEquals(0, first.transport.poll(1));
        first.transport.arm(0);
        assertEquals(1, first.transport.poll(1), "before sleeping all rings are swept");
        first.transport.disarm();
        toFirst.trySend(TestRank.eager(0), null, 0, 0);
        Ring.segment(first.transport).readyBits().take(0);
        int polls = 0;
        while (first.transport.poll(1) == 0) {
            assertTrue(polls++ < 5000, "no sweep");
        }
        TestRank.close(many);
    }

    @Test
    void shouldGoOnAfterMemoryThatIsNotThere() {
        final Frame frame = TestRank.eager(8);
        assertThrows(IndexOutOfBoundsException.class, () -> endpoint.trySend(frame, new byte[4], 0, 8));
        send(8);
    }

    @Test
    void shouldDropAndCountWhatIsNoFrame() {
        final Ring ring = Ring.of(sender, receiver);
        ring.write(RingRecord.ENVELOPE, new byte[0]);
        ring.write(RingRecord.ENVELOPE, new byte[15]);
        ring.write(RingRecord.FRAME, new byte[0]);
        ring.write(RingRecord.FRAME, new byte[55]);
        ring.write(RingRecord.FRAME, new byte[56]);
        ring.write(0, new byte[56]);
        ring.write(RingRecord.REPEATED, new byte[8]);
        ring.write(99, new byte[56]);
        final byte[] wrongLength = new byte[60];
        wrongLength[0] = 1;
        ring.write(RingRecord.FRAME, wrongLength);
        receiver.pollAll();
        assertEquals(9, receiver.counters.get(Value.DROPPED));
        ring.write(RingRecord.ENVELOPE, new byte[16]);
        assertEquals(0, receiver.next().payload().length, "the ring goes on");
    }

    @Test
    void shouldSurviveRandomRecords() {
        final long seed = System.nanoTime();
        System.out.println("FrameTest seed " + seed);
        final Random random = new Random(seed);
        final Ring ring = Ring.of(sender, receiver);
        receiver.handler = (peer, frame, address) -> {
            // a random frame may be a good one
        };
        for (int i = 0; i < 20_000; i++) {
            final byte[] record = new byte[random.nextInt(120)];
            random.nextBytes(record);
            if (record.length > 3 && random.nextBoolean()) {
                record[0] = 1;
                record[1] = (byte) random.nextInt(6);
                record[2] = 0;
                record[3] = 0;
            }
            ring.write(random.nextInt(5), record);
            assertEquals(0, receiver.failures.size());
            receiver.transport.poll(1);
        }
        assertEquals(20_000, receiver.counters.get(Value.DROPPED) + receiver.counters.get(Value.FRAMES_RECEIVED),
            "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, RING + 1, 1 << 30, Integer.MAX_VALUE, -1, -64, -RING - 64, Integer.MIN_VALUE})
    void shouldFailThePeerOfADamagedRing(final int length) {
        Ring.of(sender, receiver).damage(length);
        receiver.pollAll();
        assertEquals(1, receiver.failures.size());
        assertEquals(1, receiver.counters.get(Value.DROPPED));
        receiver.pollAll();
        assertEquals(1, receiver.failures.size());
    }

    @Test
    void shouldCarryCreditThroughEnvelopesPastTheLowHalf() {
        final long[] consumed = {0, 1, 0x7fff_ffffL, 0x8000_0001L, 0xffff_ffffL, 0x1_0000_0000L, 0x1_7fff_0000L};
        for (final long value : consumed) {
            final Frame frame = TestRank.eager(8);
            frame.consumedBytes = value;
            frame.payloadBytes = 8;
            endpoint.trySend(frame, new byte[8], 0, 8);
            assertEquals(frame.toString(), receiver.next().header());
        }
    }

    @Test
    void shouldRestoreEnvelopesThatAreSentOnce() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            final boolean isEager = random.nextInt(8) > 0;
            final int length = random.nextInt(3 * RingRecord.MAX_REPEATED_PAYLOAD_BYTES / 2) + (isEager ? 0 : 1);
            final Frame frame = isEager ? TestRank.eager(length) : TestRank.data(length, 0);
            frame.context = random.nextInt(8) == 0 ? 1 : 0;
            frame.tag = random.nextInt(4) == 0 ? 1 : 0;
            frame.source = random.nextInt(16) == 0 ? 1 : 0;
            frame.consumedBytes = i / 8;
            final byte[] payload = TestRank.bytes(length, i);
            if (length > 0 && random.nextInt(50) == 0) {
                assertThrows(IndexOutOfBoundsException.class,
                    () -> endpoint.trySend(frame, payload, 1, length), "seed " + seed);
            }
            assertEquals(length, endpoint.trySend(frame, payload, 0, length));
            final TestRank.Received received = receiver.next();
            assertEquals(frame.toString(), received.header(), "seed " + seed + " message " + i);
            assertArrayEquals(payload, received.payload(), "seed " + seed + " message " + i);
        }
    }

    @Test
    void shouldPutFourShortMessagesOfOneEnvelopeIntoALine() {
        int sent = 0;
        while (endpoint.trySend(TestRank.eager(8), new byte[8], 0, 8) == 8) {
            sent++;
        }
        assertTrue(sent > 4 * (RING / RingRecord.LINE_BYTES - 3), sent + " messages");
        receiver.pollAll();
        assertEquals(sent, receiver.received.size());
    }

    @Test
    void shouldSendThoughTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            send(5);
            sender.transport.checkPeers();
            receiver.transport.checkPeers();
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt is still the user's");
        }
        send(6);
        assertEquals(0, sender.failures.size());
    }

    @Test
    void shouldRefuseFramesAfterClose() {
        sender.close();
        assertEquals(SendResult.CLOSED, endpoint.trySend(TestRank.eager(0), null, 0, 0));
        assertEquals(SendResult.CLOSED, endpoint.trySendData(TestRank.data(8, 0), new byte[8], 0, 8));
        assertEquals(0, sender.transport.poll(1));
        sender.transport.wakeup();
    }
}
