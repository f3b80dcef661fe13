package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import mpi.core.diag.Counters;
import mpi.core.transport.Memory;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import org.junit.jupiter.api.Test;

/** Finding frames in a stream: any split, any noise. */
class FrameReaderTest {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Counters counters = new Counters(2);
    private final FrameReader reader = new FrameReader(1, (peer, frame, address) -> {
        final byte[] payload = new byte[frame.payloadBytes];
        Memory.copy(null, address, payload, 0, payload.length);
        received.writeBytes(payload);
    }, counters);

    @Test
    void shouldPutAnySplitTogether() {
        final byte[] first = RawPeer.bytesOf(TestRank.eager(1, 3), new byte[] {1, 2, 3});
        final byte[] second = RawPeer.bytesOf(TestRank.frame(Frame.Type.DATA, 2), new byte[] {4, 5, 6, 7});
        final byte[] stream = Arrays.copyOf(first, first.length + second.length + 1);
        System.arraycopy(second, 0, stream, first.length, second.length);
        for (int split = 0; split <= stream.length; split++) {
            received.reset();
            final FrameReader fresh = new FrameReader(1, (peer, frame, address) -> {
                final byte[] payload = new byte[frame.payloadBytes];
                Memory.copy(null, address, payload, 0, payload.length);
                received.writeBytes(payload);
            }, counters);
            feed(fresh, Arrays.copyOf(stream, split));
            feed(fresh, Arrays.copyOfRange(stream, split, stream.length));

            assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7}, received.toByteArray());
            assertTrue(fresh.isGoodbyeSeen());
            assertTrue(fresh.isBetweenFrames());
            assertNull(fresh.error());
        }
    }

    @Test
    void shouldCountAPayloadInPiecesAsOneFrame() {
        final byte[] bytes = RawPeer.bytesOf(TestRank.frame(Frame.Type.DATA, 0), new byte[100]);
        for (final byte b : bytes) {
            feed(reader, b);
        }

        assertEquals(100, received.size());
        assertEquals(1, counters.get(Counters.Value.FRAMES_RECEIVED));
    }

    @Test
    void shouldKeepItsLimit() {
        final byte[] frame = RawPeer.bytesOf(TestRank.eager(0, 1), new byte[1]);
        reader.prepend(Unpooled.wrappedBuffer(frame, frame, frame));

        assertEquals(2, reader.deliver(2));
        assertEquals(0, reader.deliver(0));
        assertEquals(1, reader.deliver(2));
    }

    @Test
    void shouldRejectWhatTheCodecRejects() {
        assertEquals("a frame of another version", errorOf(FrameCodec.VERSION_OFFSET, 99));
        assertEquals("a frame of another version", errorOf(FrameCodec.RESERVED_OFFSET, 1));
        assertEquals("a frame of an unknown type", errorOf(FrameCodec.TYPE_OFFSET, 17));
        assertEquals("a frame of an impossible length", errorOf(FrameCodec.PAYLOAD_BYTES_OFFSET + 3, -1));
    }

    @Test
    void shouldRejectPayloadsThatNobodySends() {
        final Frame tooLong = TestRank.eager(0, Limits.MAX_PAYLOAD_BYTES + 1);
        feed(reader, headerOf(tooLong, Limits.MAX_PAYLOAD_BYTES + 1));
        assertEquals("a payload of " + tooLong.messageBytes + " bytes", reader.error());

        final FrameReader other = new FrameReader(1, (peer, frame, address) -> {}, counters);
        feed(other, headerOf(TestRank.frame(Frame.Type.DATA, 0), Integer.MAX_VALUE));
        assertEquals("a piece of 2147483647 bytes at 0", other.error());

        final FrameReader wrapped = new FrameReader(1, (peer, frame, address) -> {}, counters);
        final Frame beyond = TestRank.frame(Frame.Type.DATA, 0);
        beyond.dataOffset(Long.MAX_VALUE);
        feed(wrapped, headerOf(beyond, 1));
        assertNotNull(wrapped.error());
    }

    @Test
    void shouldRejectAnythingBehindTheGoodbye() {
        feed(reader, (byte) 0, (byte) 0);

        assertEquals("bytes behind the goodbye", reader.error());
    }

    @Test
    void shouldTellATornFrame() {
        final byte[] bytes = RawPeer.bytesOf(TestRank.eager(0, 4), new byte[4]);
        for (int length = 1; length < bytes.length; length++) {
            final FrameReader fresh = new FrameReader(1, (peer, frame, address) -> {}, counters);
            feed(fresh, Arrays.copyOf(bytes, length));
            assertFalse(fresh.isBetweenFrames());
            assertNull(fresh.error());
        }
    }

    @Test
    void shouldSurviveNoise() {
        final long seed = System.nanoTime();
        System.out.println("FrameReaderTest.shouldSurviveNoise seed " + seed);
        final Random random = new Random(seed);
        final long[] handed = {0};
        int broken = 0;
        for (int round = 0; round < 3_000; round++) {
            final FrameReader fresh = new FrameReader(1, (peer, frame, address) -> {
                assertTrue(frame.payloadBytes <= FrameReader.CAPACITY_BYTES);
                final byte[] payload = new byte[frame.payloadBytes];
                Memory.copy(null, address, payload, 0, payload.length);
                handed[0]++;
            }, counters);
            for (int piece = 0; piece < 8 && fresh.error() == null; piece++) {
                feed(fresh, noise(random));
            }
            broken += fresh.error() != null ? 1 : 0;
        }
        assertTrue(handed[0] > 0 && broken > 0, "some noise is right, some is wrong");
    }

    /** Frames with a few changed bytes, or cut off, or nothing but noise. */
    private static byte[] noise(final Random random) {
        if (random.nextInt(8) == 0) {
            final byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return bytes;
        }
        final byte[] payload = new byte[1 + random.nextInt(300)];
        final byte[] bytes = RawPeer.bytesOf(random.nextBoolean()
            ? TestRank.eager(0, payload.length)
            : TestRank.frame(Frame.Type.DATA, 0), payload);
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            bytes[random.nextInt(FrameCodec.HEADER_BYTES)] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private String errorOf(final int offset, final int value) {
        final byte[] bytes = RawPeer.bytesOf(TestRank.eager(0, 0), new byte[0]);
        bytes[offset] = (byte) value;
        final FrameReader fresh = new FrameReader(1, (peer, frame, address) -> {}, counters);
        feed(fresh, bytes);
        return fresh.error();
    }

    private static byte[] headerOf(final Frame frame, final int payloadBytes) {
        final byte[] bytes = RawPeer.bytesOf(frame, new byte[0]);
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[FrameCodec.PAYLOAD_BYTES_OFFSET + i] = (byte) (payloadBytes >> 8 * i);
        }
        return bytes;
    }

    private static void feed(final FrameReader reader, final byte... bytes) {
        final ByteBuf buffer = reader.writableBuffer();
        buffer.writeBytes(bytes);
        reader.deliver(Integer.MAX_VALUE);
    }
}
