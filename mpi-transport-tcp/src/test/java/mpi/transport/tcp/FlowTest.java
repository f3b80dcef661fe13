package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import mpi.core.diag.Counters;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams under pressure, in pieces, and at their end (engine invariants 2 and 16). */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class FlowTest {
    /** Two fill a writer's buffer. */
    private static final int FRAME_BYTES = FrameWriter.CAPACITY_BYTES / 2 - FrameCodec.HEADER_BYTES;
    private static final int FRAMES = 640;

    private final boolean isEpoll;
    private List<TestRank> ranks;

    FlowTest(final boolean isEpoll) {
        this.isEpoll = isEpoll;
    }

    @BeforeEach
    void open() throws IOException {
        ranks = TestRank.world(2, TestRank.settings(isEpoll));
    }

    @AfterEach
    void close() {
        ranks.forEach(TestRank::close);
        ranks.forEach(rank -> assertEquals(List.of(), rank.errors.entries()));
    }

    @Test
    void shouldPushBackWhileTheReceiverDoesNotPoll() {
        TestRank.connect(ranks, 0, 1);
        final Endpoint endpoint = ranks.get(0).to(1);
        int sent = 0;
        int refusals = 0;
        // The receiver's kernel and ours hold a few MiB; after many polls in which nothing moved they are full.
        while (sent < FRAMES && refusals < 200) {
            final byte[] payload = TestRank.pattern(FRAME_BYTES, sent);
            if (endpoint.trySend(TestRank.eager(sent, FRAME_BYTES), payload, 0, FRAME_BYTES) == FRAME_BYTES) {
                sent++;
                refusals = 0;
            } else {
                refusals++;
                ranks.get(0).transport.poll(64);
            }
        }
        assertTrue(sent < FRAMES / 2, "60 MB without a receiver: " + sent);
        assertTrue(ranks.get(0).transport.hasPendingOutput());
        assertTrue(ranks.get(0).count(Counters.Value.BACK_PRESSURE) >= 200);
        assertEquals(SendResult.BACK_PRESSURED,
            endpoint.trySendData(TestRank.frame(Frame.Type.DATA, 0), new byte[1 << 20], 0, 1 << 20));

        for (int expected = 0; expected < FRAMES; expected++) {
            if (expected == sent) {
                TestRank.send(ranks, endpoint, TestRank.eager(sent, FRAME_BYTES), TestRank.pattern(FRAME_BYTES, sent),
                    FRAME_BYTES);
                sent++;
            }
            final TestRank.Arrival arrival = ranks.get(1).take(ranks);
            assertEquals(expected, arrival.frame().tag);
            assertArrayEquals(TestRank.pattern(FRAME_BYTES, expected), arrival.payload());
        }
        TestRank.await(ranks, "an empty outbox", () -> !ranks.get(0).transport.hasPendingOutput());
    }

    @Test
    void shouldMoveLongPayloadsBothWaysAtOnce() {
        final int size = 5_000_000;
        final byte[][] payloads = {TestRank.pattern(size, 0), TestRank.pattern(size, 1)};
        final byte[][] received = new byte[2][size];
        final int[] arrived = new int[2];
        for (final TestRank rank : ranks) {
            final int me = rank.job.rank();
            rank.tap = (peer, frame, address) -> {
                Memory.copy(null, address, received[me], frame.dataOffset(), frame.payloadBytes);
                arrived[me] += frame.payloadBytes;
            };
        }
        final int[] sent = new int[2];
        TestRank.await(ranks, "both payloads", () -> {
            for (int me = 0; me < 2; me++) {
                final Frame frame = TestRank.frame(Frame.Type.DATA, 0);
                frame.dataOffset(sent[me]);
                if (sent[me] < size) {
                    sent[me] += Math.max(0, ranks.get(me)
                        .to(1 - me)
                        .trySendData(frame, payloads[me], sent[me], size - sent[me]));
                }
            }
            return arrived[0] == size && arrived[1] == size;
        });
        assertArrayEquals(payloads[1], received[0]);
        assertArrayEquals(payloads[0], received[1]);
    }

    @Test
    void shouldTakeAStreamInAnyFragments() throws IOException {
        final long seed = System.nanoTime();
        System.out.println("FlowTest.shouldTakeAStreamInAnyFragments seed " + seed);
        final Random random = new Random(seed);
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        final ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 60; i++) {
            final byte[] payload = TestRank.pattern(random.nextInt(random.nextInt(5) == 0 ? 60_000 : 200), i);
            final Frame frame = payload.length > 0 && random.nextBoolean()
                ? TestRank.frame(Frame.Type.DATA, i)
                : TestRank.eager(i, payload.length);
            stream.writeBytes(RawPeer.bytesOf(frame, payload));
            expected.writeBytes(payload);
        }
        final byte[] bytes = stream.toByteArray();
        final ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (RawPeer peer = RawPeer.connected(ranks.get(0), 1, ranks)) {
            for (int at = 0; at < bytes.length;) {
                final int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 9_000 : 90));
                peer.write(Arrays.copyOfRange(bytes, at, at + length));
                at += length;
                ranks.get(0).transport.poll(1 + random.nextInt(4));
            }
            TestRank.await(ranks, "all bytes", () -> {
                ranks.get(0).arrivals.forEach(arrival -> received.writeBytes(arrival.payload()));
                ranks.get(0).arrivals.clear();
                return received.size() == expected.size();
            });
        }
        assertArrayEquals(expected.toByteArray(), received.toByteArray());
        assertEquals(0, ranks.get(0).count(Counters.Value.DROPPED));
    }

    @Test
    void shouldLoseAPeerThatBreaksTheProtocol() throws IOException {
        try (RawPeer peer = RawPeer.connected(ranks.get(0), 1, ranks)) {
            final byte[] bytes = RawPeer.bytesOf(TestRank.eager(0, 0), new byte[0]);
            bytes[1] = 99;
            peer.write(bytes);
            assertEquals(-1, peer.read());
        }
        assertEquals(Map.of(1, "rank 1 is lost: the peer broke the protocol: a frame of an unknown type"),
            ranks.get(0).failures);
        assertEquals(1, ranks.get(0).count(Counters.Value.DROPPED));
        assertEquals(SendResult.CLOSED,
            ranks.get(0).to(1).trySend(TestRank.frame(Frame.Type.DONE, 0), null, 0, 0));
    }

    @Test
    void shouldLoseAPeerWhoseStreamEndsWithoutGoodbye() throws IOException {
        try (RawPeer peer = RawPeer.connected(ranks.get(0), 1, ranks)) {
            peer.write(RawPeer.bytesOf(TestRank.eager(8, 0), new byte[0]));
        }
        TestRank.await(ranks, "the failure", () -> !ranks.get(0).failures.isEmpty());

        assertEquals(Map.of(1, "rank 1 is lost: the stream ended without a goodbye"), ranks.get(0).failures);
        assertEquals(8, ranks.get(0).arrivals.remove().frame().tag, "what had arrived is delivered first");
    }

    @Test
    void shouldLoseAPeerThatDiesInTheMiddleOfAFrame() throws IOException {
        try (RawPeer peer = RawPeer.connected(ranks.get(0), 1, ranks)) {
            peer.write(new byte[] {1, 0, 0});
        }
        TestRank.await(ranks, "the failure", () -> !ranks.get(0).failures.isEmpty());

        assertTrue(ranks.get(0).failures.get(1).endsWith("in the middle of a frame"), ranks.get(0).failures.get(1));
    }

    @Test
    void shouldLoseAPeerThatResets() throws IOException {
        try (RawPeer peer = RawPeer.connected(ranks.get(0), 1, ranks)) {
            peer.socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        TestRank.await(ranks, "the failure", () -> !ranks.get(0).failures.isEmpty());

        assertTrue(ranks.get(0).failures.get(1).contains("onnection reset"), ranks.get(0).failures.get(1));
    }

    @Test
    void shouldSayWhatHappenedFirstIfWritesFailToo() throws IOException {
        try (RawPeer peer = RawPeer.connected(ranks.get(0), 1, ranks)) {
            peer.socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        final Endpoint endpoint = ranks.get(0).to(1);
        while (ranks.get(0).failures.isEmpty()) {
            endpoint.trySend(TestRank.eager(0, FRAME_BYTES), new byte[FRAME_BYTES], 0, FRAME_BYTES);
            ranks.get(0).transport.poll(64);
        }

        final String reason = ranks.get(0).failures.get(1);
        assertTrue(reason.contains("onnection reset") || reason.contains("roken pipe"), reason);
    }

    @Test
    void shouldNameAFailureThatHasNoMessage() {
        assertEquals("java.nio.channels.ClosedChannelException", Connection.textOf(new ClosedChannelException()));
        assertEquals("Broken pipe", Connection.textOf(new IOException("Broken pipe")));
    }

    @Test
    void shouldLoseAPeerThatClosesInADisorderlyWay() {
        TestRank.connect(ranks, 0, 1);

        ranks.get(1).transport.close(false);
        TestRank.await(List.of(ranks.get(0)), "the failure", () -> !ranks.get(0).failures.isEmpty());

        assertTrue(ranks.get(0).failures.containsKey(1));
    }

    @Test
    void shouldNotMissAPeerThatHasEndedInGoodOrder() throws IOException {
        try (RawPeer peer = RawPeer.connected(ranks.get(0), 1, ranks)) {
            peer.write(new byte[] {0});
            peer.socket.shutdownOutput();
            for (int i = 0; i < 20; i++) {
                ranks.get(0).transport.poll(64);
                ranks.get(0).transport.block(1_000_000);
            }
            assertEquals(Map.of(), ranks.get(0).failures);
            final long before = System.nanoTime();
            ranks.get(0).transport.block(20_000_000);
            assertTrue(System.nanoTime() - before >= 10_000_000, "the end of the stream does not keep it awake");
            TestRank.send(ranks, ranks.get(0).to(1), TestRank.frame(Frame.Type.DONE, 0), null, 0);
            assertEquals(FrameCodec.VERSION, peer.read(), "it may still be sent to");
        }
        TestRank.await(ranks, "that it is gone",
            () -> ranks.get(0).to(1).trySend(TestRank.frame(Frame.Type.DONE, 0), null, 0, 0) == SendResult.CLOSED);
        assertEquals(Map.of(1, "rank 1 is lost: it has ended in good order before"), ranks.get(0).failures);
    }

    @Test
    void shouldLoseNothingWhenItClosesInGoodOrder() throws InterruptedException {
        TestRank.connect(ranks, 0, 1);
        final Endpoint endpoint = ranks.get(0).to(1);
        int sent = 0;
        while (endpoint.trySend(TestRank.eager(sent, FRAME_BYTES), new byte[FRAME_BYTES], 0, FRAME_BYTES) > 0) {
            sent++;
        }
        assertTrue(ranks.get(0).transport.hasPendingOutput());

        TestRank.closeOrderly(ranks);

        final List<Integer> tags = new ArrayList<>();
        ranks.get(1).arrivals.forEach(arrival -> tags.add(arrival.frame().tag));
        assertEquals(IntStream.range(0, sent).boxed().toList(), tags);
        assertFalse(tags.isEmpty());
    }

    @Test
    void shouldDoNothingAfterItsEnd() {
        ranks.get(0).transport.close(true);
        ranks.get(0).transport.close(true);
        ranks.get(0).transport.wakeup();
        ranks.get(0).transport.block(1_000_000_000L);

        assertEquals(0, ranks.get(0).transport.poll(64));
        assertEquals(SendResult.CLOSED,
            ranks.get(0).to(1).trySend(TestRank.frame(Frame.Type.DONE, 0), null, 0, 0));
    }
}
