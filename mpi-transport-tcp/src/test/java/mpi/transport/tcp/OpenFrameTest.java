package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import mpi.core.diag.Counters;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of arrays that sockets take in whatever parts. */
class OpenFrameTest {
    private static final int HEADER_BYTES = FrameCodec.HEADER_BYTES;
    private static final int SEGMENT_BYTES = 65_483;
    private static final int UNCOPIED_BYTES = 384 * 1024;
    private static final byte[] PAYLOAD = new byte[3 << 20];

    private final Stream stream = new Stream();
    private final Counters counters = new Counters(2);
    private final FrameWriter writer = new FrameWriter(stream, null, counters);

    static {
        new Random(1).nextBytes(PAYLOAD);
    }

    /** A socket that takes no more of a payload that is not copied than it is told to, and all else. */
    private static final class Stream implements Sockets {
        private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
        private int room = Integer.MAX_VALUE;

        @Override
        public int tryWrite(final SocketChannel channel, final NativeBuffer buffer) {
            return take(buffer, buffer.readableBytes());
        }

        @Override
        public boolean canWriteFrom(final Object base, final long lengthBytes) {
            return true;
        }

        @Override
        public int tryWrite(final SocketChannel channel, final NativeBuffer buffer, final Object base,
            final long offset, final int lengthBytes) {
            assertTrue(buffer.readableBytes() + lengthBytes <= UNCOPIED_BYTES);
            final int headBytes = take(buffer, Math.min(room, buffer.readableBytes()));
            final int payloadBytes = Math.min(room - headBytes, lengthBytes);
            wire.write((byte[]) base, (int) offset, payloadBytes);
            return headBytes + payloadBytes;
        }

        private int take(final NativeBuffer buffer, final int lengthBytes) {
            final byte[] bytes = new byte[lengthBytes];
            Memory.copy(null, buffer.memoryAddress() + buffer.readerIndex(), bytes, 0, lengthBytes);
            wire.write(bytes, 0, lengthBytes);
            return lengthBytes;
        }

        @Override
        public int tryRead(final SocketChannel channel, final NativeBuffer buffer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean hasDirectWay() {
            return true;
        }

        @Override
        public int segmentBytes(final SocketChannel channel) {
            return SEGMENT_BYTES;
        }

        @Override
        public IoHandlerFactory handlerFactory() {
            throw new UnsupportedOperationException();
        }

        @Override
        public IoHandle gate(final IoHandle handle, final CallerEventLoop loop) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SocketChannel newStream() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ServerSocketChannel newListener() {
            throw new UnsupportedOperationException();
        }

        @Override
        public DatagramChannel newDatagram() {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + 1, SEGMENT_BYTES - 1, SEGMENT_BYTES,
        SEGMENT_BYTES + HEADER_BYTES, 200_000, UNCOPIED_BYTES, Integer.MAX_VALUE})
    void shouldBeTheSameOnTheWireWhateverTheSocketTakes(final int room) {
        stream.room = room;

        sendAll(0);
        sendAll(1);

        assertPayloads(stream.wire.toByteArray(), 2);
    }

    @Test
    void shouldAnnounceAMebibyteWithOneHeader() {
        sendAll(0);

        assertEquals(3, counters.get(Counters.Value.FRAMES_SENT));
        assertEquals(0, counters.get(Counters.Value.COPIES));
    }

    @Test
    void shouldTakeNothingElseWhileAFrameIsOpen() {
        final Frame frame = frame(0);
        final int taken = writer.tryWriteData(frame, PAYLOAD, 0, PAYLOAD.length);
        assertTrue(taken < Limits.MAX_DATA_BYTES && writer.isFrameOpen());

        assertEquals(SendResult.BACK_PRESSURED, writer.tryWrite(TestRank.eager(1, 8), PAYLOAD, 0, 8));
        assertFalse(writer.tryWriteGoodbye());
        writer.flush();

        assertEquals(HEADER_BYTES + taken, stream.wire.size());
    }

    private static Frame frame(final int tag) {
        return TestRank.frame(Frame.Type.DATA, tag);
    }

    private void sendAll(final int tag) {
        final Frame frame = frame(tag);
        for (int done = 0; done < PAYLOAD.length;) {
            frame.dataOffset(done);
            final int taken = writer.tryWriteData(frame, PAYLOAD, done, PAYLOAD.length - done);
            assertTrue(taken > 0, () -> "taken " + taken);
            done += taken;
            writer.flush();
        }
        assertFalse(writer.isFrameOpen());
    }

    private static void assertPayloads(final byte[] wire, final int payloads) {
        final Frame frame = new Frame();
        int position = 0;
        for (int tag = 0; tag < payloads; tag++) {
            for (int done = 0; done < PAYLOAD.length;) {
                assertEquals(0,
                    FrameCodec.decode(MemorySegment.ofArray(wire), position, wire.length - position, frame));
                assertEquals(tag, frame.tag);
                assertEquals(done, frame.dataOffset());
                position += HEADER_BYTES;
                assertArrayEquals(Arrays.copyOfRange(PAYLOAD, done, done + frame.payloadBytes),
                    Arrays.copyOfRange(wire, position, position + frame.payloadBytes));
                position += frame.payloadBytes;
                done += frame.payloadBytes;
            }
        }
        assertEquals(wire.length, position);
    }
}
