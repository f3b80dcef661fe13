package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mpi.core.diag.Counters.Value;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Frames that are well-formed for the codec and make no sense to the protocol. */
@DisplayName("engine invariant 2: frame handlers do not throw; what makes no sense is dropped, counted and logged")
class MalformedFramesTest {
    private static final int TAG = WiredRank.TAG;
    private static final long PAYLOAD_BYTES = 64;
    /** Most fields of a random frame are below. */
    private static final int SMALL = 8;

    private final WiredRank[] ranks = WiredRank.join(3, Map.of());
    private final WiredRank sender = ranks[0];
    private final WiredRank receiver = ranks[1];
    private final MemorySegment payload = Arena.ofAuto().allocate(FrameCodec.HEADER_BYTES + PAYLOAD_BYTES);

    @Test
    void shouldDropDataForNoReceive() {
        final Frame data = frame(Frame.Type.DATA);
        data.payloadBytes = 8;
        data.recvId = 1L << 32;

        receiver.onFrame(0, data, payload.address());

        assertDropped(receiver, "data from rank 0 for no receive: DATA context=0 source=0 tag=0 messageBytes=0"
            + " sendId=0 recvId=4294967296 consumedBytes=0 payloadBytes=8 objectCount=0");
    }

    @Test
    void shouldDropDataBeyondTheRoomAndDataOfAnotherSender() {
        final byte[] room = new byte[100];
        final byte[] sent = new byte[Wire.MAX_PAYLOAD_BYTES + 1];
        Arrays.fill(sent, (byte) 3);
        receiver.messages.receiver().irecv(receiver.scope, room, 0, room.length, null, 0, TAG);
        final RequestEngine send = sender.isend(receiver, sent, TAG);
        sender.to(receiver).deliver(1);
        final Frame data = frame(Frame.Type.DATA);
        data.payloadBytes = 8;
        data.recvId = 1L << 32;
        data.dataOffset(room.length - 7);
        receiver.onFrame(0, data, payload.address());
        data.dataOffset(Long.MAX_VALUE);
        receiver.onFrame(0, data, payload.address());
        data.dataOffset(0);
        receiver.onFrame(2, data, payload.address());
        assertEquals(3, receiver.counters.get(Value.DROPPED));
        assertEquals(3, receiver.errors.count());

        WiredRank.settle(ranks);

        assertTrue(send.isDone());
        assertArrayEquals(Arrays.copyOf(sent, room.length), room);
    }

    @Test
    void shouldDropAnswersToNoSend() {
        for (final Frame.Type type : List.of(Frame.Type.CTS, Frame.Type.DONE)) {
            final Frame answer = frame(type);
            answer.sendId = 5L << 32 | 17;
            sender.onFrame(1, answer, 0);
        }
        assertDropped(sender,
            "answer from rank 1 to no send: CTS context=0 source=0 tag=0 messageBytes=0"
                + " sendId=21474836497 recvId=0 consumedBytes=0 payloadBytes=0 objectCount=0",
            "answer from rank 1 to no send: DONE context=0 source=0 tag=0 messageBytes=0"
                + " sendId=21474836497 recvId=0 consumedBytes=0 payloadBytes=0 objectCount=0");
    }

    @Test
    void shouldDropAnswersOfAnotherRankOrToMoreThanWasOffered() {
        final byte[] sent = new byte[Wire.MAX_PAYLOAD_BYTES + 1];
        final RequestEngine send = sender.isend(receiver, sent, TAG);
        final Frame answer = frame(Frame.Type.CTS);
        answer.sendId = 1L << 32;
        answer.messageBytes = sent.length + 1;
        sender.onFrame(1, answer, 0);
        answer.messageBytes = sent.length;
        sender.onFrame(2, answer, 0);
        answer.type = Frame.Type.DONE;
        sender.onFrame(2, answer, 0);
        assertEquals(3, sender.counters.get(Value.DROPPED));
        assertEquals(3, sender.errors.count());

        final RequestEngine receive = receiver.irecv(0, new byte[sent.length], TAG);
        WiredRank.settle(ranks);

        assertTrue(send.isDone() && receive.isDone());
    }

    @Test
    void shouldDropASecondAnswer() {
        final byte[] sent = new byte[4 * Wire.MAX_PAYLOAD_BYTES];
        sender.to(receiver).room = 1;
        final RequestEngine send = sender.isend(receiver, sent, TAG);
        final RequestEngine receive = receiver.irecv(0, new byte[sent.length], TAG);
        sender.to(receiver).deliver(1);
        receiver.to(sender).deliver(1);
        final Frame answer = frame(Frame.Type.CTS);
        answer.sendId = 1L << 32;
        sender.onFrame(1, answer, 0);
        answer.type = Frame.Type.DONE;
        sender.onFrame(1, answer, 0);
        assertEquals(2, sender.counters.get(Value.DROPPED));

        WiredRank.settle(ranks);
        assertTrue(send.isDone() && receive.isDone());
    }

    /** Who receives objects where primitive items were sent is told; other messages are not harmed. */
    @Test
    void shouldTakeARequestOfAnyLengthForAReceiveOfObjects() {
        final RequestEngine receive = receiver.messages.receiver()
            .irecvPacked(receiver.scope, new Object[1], 0, 1,
                new mpi.spi.Layout(mpi.spi.BasicType.OBJECT, 1, 1, null), false, 0, TAG);
        final Frame request = frame(Frame.Type.RTS);
        request.tag = TAG;
        request.messageBytes = 1L << 40;
        request.exposed(Frame.NOT_EXPOSED);

        receiver.onFrame(0, request, 0);

        receive.await(receiver.completion);
        assertEquals("irecv on COMM_WORLD, rank 1 of 3, from 0, tag 7: message of 1099511627776 bytes is longer than"
            + " the buffer of 2147483639 bytes (MPI.ERR_TRUNCATE)", receiver.completion.error.getMessage());
        assertEquals(List.of("DONE 0"), receiver.to(sender).log);
    }

    @Test
    void shouldSurviveWhateverTheCodecLetsPass() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final Frame frame = new Frame();
        int passed = 0;
        for (int i = 0; i < 100_000; i++) {
            fill(random);
            if (FrameCodec.decode(payload, 0, FrameCodec.HEADER_BYTES, frame) == 0
                && frame.payloadBytes <= PAYLOAD_BYTES) {
                receiver.onFrame(0, frame, payload.address() + FrameCodec.HEADER_BYTES);
                passed++;
            }
        }
        assertTrue(passed > 1000, passed + " frames passed, seed " + seed);
        final byte[] room = new byte[1];
        final RequestEngine receive = receiver.irecv(2, room, 100 * SMALL);
        ranks[2].isend(receiver, new byte[] {42}, 100 * SMALL);
        WiredRank.settle(ranks[2]);
        assertTrue(receive.isDone(), "seed " + seed);
        assertEquals(42, room[0], "seed " + seed);
    }

    /** A header of random fields that are small often enough to mean something. */
    private void fill(final SplittableRandom random) {
        payload.set(ValueLayout.JAVA_BYTE, FrameCodec.VERSION_OFFSET, (byte) FrameCodec.VERSION);
        payload.set(ValueLayout.JAVA_BYTE, FrameCodec.TYPE_OFFSET, (byte) random.nextInt(7));
        for (int offset = FrameCodec.PAYLOAD_BYTES_OFFSET; offset < FrameCodec.MESSAGE_BYTES_OFFSET; offset += 4) {
            payload.set(ValueLayout.JAVA_INT, offset,
                random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(SMALL));
        }
        for (int offset = FrameCodec.MESSAGE_BYTES_OFFSET; offset < FrameCodec.HEADER_BYTES; offset += 8) {
            payload.set(ValueLayout.JAVA_LONG, offset,
                random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(SMALL));
        }
    }

    private static Frame frame(final Frame.Type type) {
        final Frame frame = new Frame();
        frame.type = type;
        return frame;
    }

    private static void assertDropped(final WiredRank rank, final String... entries) {
        assertEquals(List.of(entries), rank.errors.entries());
        assertEquals(entries.length, rank.counters.get(Value.DROPPED));
    }
}
