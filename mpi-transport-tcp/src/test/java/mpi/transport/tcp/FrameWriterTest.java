package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.socket.SocketChannel;
import mpi.core.diag.Counters;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much goes into one write. The channel is never connected, so that nothing leaves. */
class FrameWriterTest {
    private static final byte[] PAYLOAD = new byte[1 << 20];

    private final Frame frame = TestRank.frame(Frame.Type.DATA, 0);
    private SocketChannel channel;
    private int segmentBytes;
    private FrameWriter writer;

    @BeforeEach
    void open() {
        assumeTrue(EpollSockets.isAvailable(), "NIO does not know segments");
        final Sockets sockets = new EpollSockets();
        channel = sockets.newStream();
        segmentBytes = sockets.segmentBytes(channel);
        writer = new FrameWriter(sockets, channel, new Counters(2));
    }

    @AfterEach
    void close() {
        if (channel != null) {
            channel.unsafe().closeForcibly();
        }
    }

    @Test
    void shouldEndLongPayloadsWithASegment() {
        assertTrue(segmentBytes > 1, () -> "a segment of " + segmentBytes);

        final int taken = writer.tryWriteData(frame, PAYLOAD, 0, PAYLOAD.length);

        final int written = FrameCodec.HEADER_BYTES + taken;
        assertEquals(0, written % segmentBytes);
        assertTrue(written > FrameWriter.CAPACITY_BYTES - segmentBytes);
    }

    @Test
    void shouldEndWithASegmentBehindOtherFrames() {
        writer.tryWrite(TestRank.eager(0, 100), PAYLOAD, 0, 100);

        final int taken = writer.tryWriteData(frame, PAYLOAD, 0, PAYLOAD.length);

        assertEquals(0, (2 * FrameCodec.HEADER_BYTES + 100 + taken) % segmentBytes);
    }

    @Test
    void shouldEndEarlyPayloadWithASegment() {
        assertEquals(Frame.MAX_EARLY_BYTES, writer.earlyBytes(), "the segment is not known");
        writer.tryWriteData(frame, PAYLOAD, 0, 1000);

        final int written = 2 * FrameCodec.HEADER_BYTES + writer.earlyBytes();

        assertTrue(written % segmentBytes == 0 && writer.earlyBytes() > Frame.MAX_EARLY_BYTES / 2,
            () -> written + " bytes in segments of " + segmentBytes);
    }

    @Test
    void shouldTakeTheRestOfAPayloadWhole() {
        assertEquals(1000, writer.tryWriteData(frame, PAYLOAD, 0, 1000));
    }

    @Test
    void shouldHaveRoomForTheLongestWholeFrame() {
        final int longest = Limits.MAX_PAYLOAD_BYTES;

        assertEquals(longest, writer.tryWrite(TestRank.eager(0, longest), PAYLOAD, 0, longest));
        assertTrue(writer.hasPending());
    }
}
