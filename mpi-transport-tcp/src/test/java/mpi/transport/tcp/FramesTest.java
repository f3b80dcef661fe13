package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import mpi.core.diag.Counters;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.transport.TransportProvider;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames between ranks: every type, every size that could be special, whole and in order. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class FramesTest {
    private final boolean isEpoll;
    private List<TestRank> ranks;

    FramesTest(final boolean isEpoll) {
        this.isEpoll = isEpoll;
    }

    @BeforeEach
    void open() throws IOException {
        ranks = TestRank.world(3, TestRank.settings(isEpoll));
    }

    @AfterEach
    void close() throws InterruptedException {
        TestRank.closeOrderly(ranks);
    }

    @Test
    void shouldBeFoundAsTcp() {
        final TransportProvider provider = ServiceLoader.load(TransportProvider.class)
            .stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> "tcp".equals(found.name()))
            .findFirst()
            .orElseThrow();

        assertEquals(100, provider.preference());
        assertEquals("tcp", ranks.getFirst().transport.name());
    }

    @Test
    void shouldShareNoMemory() {
        assertFalse(ranks.get(0).to(1).isLocal());
        assertEquals(1, ranks.get(0).to(1).peer());
        assertEquals(Frame.NOT_EXPOSED, ranks.get(0).to(1).expose(new byte[8], 0, 8));
        assertEquals(0, ranks.get(0).to(1).resolve(0, 8));
        assertNull(ranks.get(0).transport.allocate(64));
    }

    @Test
    void shouldNotReachARankWithoutCard() throws IOException {
        assertNull(ranks.get(0).transport.attach(2, new byte[0]));
        assertThrows(IOException.class, () -> ranks.get(0).transport.attach(2, new byte[] {1, 2, 3}));
    }

    @Test
    void shouldCarryEveryFieldOfEveryType() {
        for (final Frame.Type type : Frame.Type.values()) {
            final Frame frame = TestRank.frame(type, -7);
            frame.context = 3;
            frame.source = 1 << 20;
            frame.messageBytes = type == Frame.Type.EAGER ? 5 : 1L << 40;
            frame.sendId = Long.MAX_VALUE - 64;
            frame.recvId = Frame.NOT_EXPOSED;
            frame.consumedBytes = Long.MIN_VALUE;
            frame.objectCount = 4;
            final boolean hasPayload = type == Frame.Type.EAGER || type == Frame.Type.DATA;
            TestRank.send(ranks, ranks.get(0).to(1), frame, "hallo".getBytes(), hasPayload ? 5 : 0);

            final TestRank.Arrival arrival = ranks.get(1).take(ranks);

            assertEquals(0, arrival.peer());
            assertEquals(frame.toString(), arrival.frame().toString());
            assertEquals(hasPayload ? "hallo" : "", new String(arrival.payload()));
        }
    }

    @Test
    void shouldCarryEagerFramesOfAnySizeWhole() {
        final int[] sizes = {0, 1, 7, 8, 55, 56, 57, 1023, 4096, 32_767, 65_535, Limits.MAX_PAYLOAD_BYTES};
        for (int i = 0; i < sizes.length; i++) {
            final byte[] payload = TestRank.pattern(sizes[i], i);
            TestRank.send(ranks, ranks.get(1).to(2), TestRank.eager(i, sizes[i]), payload, sizes[i]);
        }
        for (int i = 0; i < sizes.length; i++) {
            final TestRank.Arrival arrival = ranks.get(2).take(ranks);
            assertEquals(i, arrival.frame().tag);
            assertArrayEquals(TestRank.pattern(sizes[i], i), arrival.payload());
        }
        final int tooLong = Limits.MAX_PAYLOAD_BYTES + 1;
        assertEquals(Limits.MAX_PAYLOAD_BYTES, ranks.get(1).to(2).maxPayloadBytes());
        assertThrows(IllegalArgumentException.class,
            () -> ranks.get(1).to(2).trySend(TestRank.eager(0, tooLong), new byte[tooLong], 0, tooLong));
    }

    @Test
    void shouldSendFromEveryKindOfMemory() {
        final ByteBuffer direct = ByteBuffer.allocateDirect(16).order(ByteOrder.LITTLE_ENDIAN);
        direct.putLong(1).putLong(2);
        final Object[] bases = {new byte[] {1}, new short[] {1}, new char[] {1}, new int[] {1}, new float[] {1},
            new long[] {1}, new double[] {1}};
        final int[] lengths = {1, 2, 2, 4, 4, 8, 8};
        for (int i = 0; i < bases.length; i++) {
            TestRank.send(ranks, ranks.get(0).to(1), TestRank.eager(i, lengths[i]), bases[i], lengths[i]);
            assertEquals(lengths[i], ranks.get(1).take(ranks).payload().length);
        }
        final long address = MemorySegment.ofBuffer(direct.rewind()).address();
        TestRank.await(ranks, "a send",
            () -> ranks.get(0).to(1).trySend(TestRank.eager(9, 8), null, address + 8, 8) == 8);
        assertArrayEquals(new byte[] {2, 0, 0, 0, 0, 0, 0, 0}, ranks.get(1).take(ranks).payload());
    }

    @Test
    void shouldCarryLongPayloadsInPiecesThatAddUp() {
        for (final int size : new int[] {1, 100, 131_072, 131_073, 262_144, 3_000_001}) {
            final byte[] sent = TestRank.pattern(size, size);
            final byte[] received = new byte[size];
            final long[] expectedOffset = {0};
            ranks.get(1).tap = (peer, frame, address) -> {
                assertEquals(Frame.Type.DATA, frame.type);
                assertEquals(expectedOffset[0], frame.dataOffset());
                Memory.copy(null, address, received, frame.dataOffset(), frame.payloadBytes);
                expectedOffset[0] += frame.payloadBytes;
            };
            TestRank.sendData(ranks, ranks.get(0).to(1), sent, size);
            TestRank.await(ranks, "all pieces", () -> expectedOffset[0] == size);
            assertArrayEquals(sent, received);
        }
    }

    @Test
    void shouldNotCopyALongPayloadThatHasAnAddress() {
        TestRank.connect(ranks, 0, 1);
        final int size = Limits.MAX_PAYLOAD_BYTES;
        final MemorySegment memory = MemorySegment.ofBuffer(ByteBuffer.allocateDirect(size));
        memory.copyFrom(MemorySegment.ofArray(TestRank.pattern(size, 5)));
        final long copiesBefore = ranks.get(0).count(Counters.Value.COPIES);

        assertEquals(size, ranks.get(0).to(1).trySend(TestRank.eager(5, size), null, memory.address(), size));

        assertEquals(isEpoll ? 0 : 1, ranks.get(0).count(Counters.Value.COPIES) - copiesBefore);
        memory.fill((byte) 0);
        assertIs(5, ranks.get(1).take(ranks));
    }

    /** The receiver does not read before the sender is refused; what was taken may be overwritten. */
    @Test
    void shouldCopyWhatTheSocketDoesNotTakeOfMemoryThatHasAnAddress() {
        TestRank.connect(ranks, 0, 1);
        final int size = 16 << 20;
        final byte[] sent = TestRank.pattern(size, 1);
        final byte[] received = new byte[size];
        final long[] receivedBytes = {0};
        ranks.get(1).tap = (peer, frame, address) -> {
            Memory.copy(null, address, received, frame.dataOffset(), frame.payloadBytes);
            receivedBytes[0] += frame.payloadBytes;
        };
        final MemorySegment memory = MemorySegment.ofBuffer(ByteBuffer.allocateDirect(size));
        memory.copyFrom(MemorySegment.ofArray(sent));
        final Frame frame = TestRank.frame(Frame.Type.DATA, 0);
        final Endpoint endpoint = ranks.get(0).to(1);
        final long framesBefore = ranks.get(0).count(Counters.Value.FRAMES_SENT);
        int refusals = 0;
        for (int done = 0; done < size;) {
            frame.dataOffset(done);
            final int taken = endpoint.trySendData(frame, null, memory.address() + done, size - done);
            if (endpoint.isFrameOpen()) {
                assertEquals(SendResult.BACK_PRESSURED, endpoint.trySend(TestRank.eager(1, 0), null, 0, 0));
            }
            if (taken > 0) {
                memory.asSlice(done, taken).fill((byte) 0);
                done += taken;
            } else {
                refusals++;
                ranks.forEach(rank -> rank.transport.poll(64));
            }
        }
        TestRank.await(ranks, "all pieces", () -> receivedBytes[0] == size);
        assertTrue(refusals > 0);
        assertArrayEquals(sent, received);
        final long frames = ranks.get(0).count(Counters.Value.FRAMES_SENT) - framesBefore;
        // One that begins while the socket is full is as long as there is room in a buffer.
        assertTrue(frames >= size / Limits.MAX_DATA_BYTES, () -> frames + " frames");
    }

    @Test
    void shouldKeepTheOrderOfMixedFrames() {
        final long seed = System.nanoTime();
        System.out.println("FramesTest.shouldKeepTheOrderOfMixedFrames seed " + seed);
        final Random random = new Random(seed);
        final int count = 3_000;
        int expected = 0;
        for (int i = 0; i < count; i++) {
            final int size = random.nextInt(random.nextInt(10) == 0 ? Limits.MAX_PAYLOAD_BYTES + 1 : 99);
            TestRank.send(ranks, ranks.get(2).to(0), TestRank.eager(i, size), TestRank.pattern(size, i), size);
            for (; !ranks.get(0).arrivals.isEmpty(); expected++) {
                assertIs(expected, ranks.get(0).arrivals.remove());
            }
        }
        for (; expected < count; expected++) {
            assertIs(expected, ranks.get(0).take(ranks));
        }
    }

    @Test
    void shouldLetALoneFrameLeaveAtOnce() {
        TestRank.connect(ranks, 0, 1);

        ranks.get(0).to(1).trySend(TestRank.eager(1, 8), new byte[8], 0, 8);

        assertFalse(ranks.get(0).transport.hasPendingOutput());
        TestRank.await(List.of(ranks.get(1)), "the frame", () -> !ranks.get(1).arrivals.isEmpty());
    }

    @Test
    void shouldGatherAnswersGivenDuringAPoll() {
        TestRank.connect(ranks, 0, 1);
        final long framesBefore = ranks.get(1).count(Counters.Value.FRAMES_SENT);
        ranks.get(1).tap = (peer, frame, address) -> {
            assertEquals(0, ranks.get(1).to(0).trySend(TestRank.frame(Frame.Type.CREDIT, frame.tag), null, 0, 0));
            assertTrue(ranks.get(1).transport.hasPendingOutput());
        };
        for (int i = 0; i < 10; i++) {
            TestRank.send(ranks, ranks.get(0).to(1), TestRank.frame(Frame.Type.DONE, i), null, 0);
        }
        for (int i = 0; i < 10; i++) {
            assertEquals(i, ranks.get(0).take(ranks).frame().tag);
        }
        assertEquals(framesBefore + 10, ranks.get(1).count(Counters.Value.FRAMES_SENT));
    }

    @Test
    void shouldDeliverNoMoreThanTheLimit() {
        TestRank.connect(ranks, 0, 1);
        for (int i = 0; i < 50; i++) {
            assertEquals(0, ranks.get(0).to(1).trySend(TestRank.frame(Frame.Type.DONE, i), null, 0, 0));
        }
        final long[] seen = {0};
        TestRank.await(List.of(ranks.get(0)), "50 frames", () -> {
            ranks.get(1).transport.poll(3);
            final int arrived = ranks.get(1).arrivals.size();
            assertTrue(arrived - seen[0] <= 3, () -> "a poll of 3 delivered " + (arrived - seen[0]));
            seen[0] = arrived;
            return arrived == 50;
        });
    }

    @Test
    void shouldCountWhatItDoes() {
        TestRank.connect(ranks, 0, 1);
        TestRank.send(ranks, ranks.get(0).to(1), TestRank.eager(1, 100), new byte[100], 100);
        ranks.get(1).take(ranks);

        assertEquals(2, ranks.get(0).count(Counters.Value.FRAMES_SENT));
        assertEquals(2, ranks.get(1).count(Counters.Value.FRAMES_RECEIVED));
        assertEquals(1, ranks.get(0).count(Counters.Value.COPIES));
        assertEquals(100, ranks.get(0).count(Counters.Value.COPIED_BYTES));
        assertTrue(ranks.get(0).count(Counters.Value.BACK_PRESSURE) > 0, "refused until connected");
        assertTrue(ranks.get(1).count(Counters.Value.SYSTEM_CALLS) > 0);
        assertEquals(0, ranks.get(0).count(Counters.Value.DROPPED));
    }

    private static void assertIs(final int tag, final TestRank.Arrival arrival) {
        assertEquals(tag, arrival.frame().tag);
        assertArrayEquals(TestRank.pattern(arrival.payload().length, tag), arrival.payload());
    }
}
