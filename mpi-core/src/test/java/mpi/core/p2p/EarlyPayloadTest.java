package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mpi.MPI;
import mpi.core.diag.Counters.Value;
import mpi.core.wire.Frame;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.Test;

/** Payload that follows its request-to-send unasked, whenever the receive comes. */
class EarlyPayloadTest {
    private static final int TAG = WiredRank.TAG;
    private static final int PIECE_BYTES = Wire.MAX_PAYLOAD_BYTES;
    private static final int EARLY_BYTES = Frame.MAX_EARLY_BYTES;
    private static final int EARLY_PIECES = EARLY_BYTES / PIECE_BYTES;
    private static final int LONG_BYTES = EARLY_BYTES + 3 * PIECE_BYTES + 1;
    private static final int SHORT_BYTES = 3 * PIECE_BYTES + 1;
    private static final int CREDIT_BYTES = 256 * 1024;

    private final WiredRank[] ranks = WiredRank.join(2, Map.of());
    private final WiredRank sender = ranks[0];
    private final WiredRank receiver = ranks[1];
    private final Wire there = sender.to(receiver);
    private final Wire back = receiver.to(sender);

    @Test
    void shouldSendAShortMessageWithoutAnAnswer() {
        final byte[] room = new byte[SHORT_BYTES];
        final RequestEngine receive = receiver.irecv(0, room, TAG);

        final RequestEngine send = sender.isend(receiver, data(SHORT_BYTES, 1), TAG);

        assertTrue(send.isDone(), "nobody has to answer");
        assertFalse(sender.messages.hasSends());
        assertEquals(List.of("RTS 7", "DATA 7", "DATA 7", "DATA 7", "DATA 7"), there.log);
        there.deliver(Integer.MAX_VALUE);
        assertReceived(receive, SHORT_BYTES);
        assertArrayEquals(data(SHORT_BYTES, 1), room);
        assertEquals(List.of(), back.log);
        assertEquals(1 * 4, receiver.counters.get(Value.COPIES), "each piece is copied once");
    }

    @Test
    void shouldAskForTheRestOfALongMessage() {
        final byte[] room = new byte[LONG_BYTES];
        final RequestEngine receive = receiver.irecv(0, room, TAG);
        final RequestEngine send = sender.isend(receiver, data(LONG_BYTES, 1), TAG);
        there.deliver(1);
        assertEquals(List.of("CTS 0"), back.log);

        WiredRank.settle(ranks);

        assertTrue(send.isDone());
        assertReceived(receive, LONG_BYTES);
        assertArrayEquals(data(LONG_BYTES, 1), room);
        assertEquals(1 + EARLY_PIECES + 4, there.log.size());
        assertEquals(List.of("CTS 0"), back.log, "which has carried the credit as well");
        assertEquals(EARLY_BYTES, sender.peer(receiver).acknowledgedBytes);
    }

    /** What is behind in the order must not keep it from being completed. */
    @Test
    void shouldCompleteAnOpenFrameBeforeAnythingElseLeaves() {
        there.announcedBytes = Integer.MAX_VALUE;
        final byte[][] room = new byte[3][LONG_BYTES];
        final List<RequestEngine> receives = List.of(receiver.irecv(0, room[0], TAG), receiver.irecv(0, room[1], TAG),
            receiver.irecv(0, room[2], TAG));
        there.room = 3;
        final List<RequestEngine> sends = List.of(sender.isend(receiver, data(LONG_BYTES, 0), TAG),
            sender.isend(receiver, data(100, 1), TAG), sender.isend(receiver, data(LONG_BYTES, 2), TAG));
        assertTrue(there.isFrameOpen());

        WiredRank.settle(ranks);

        for (int i = 0; i < sends.size(); i++) {
            final int length = i == 1 ? 100 : LONG_BYTES;
            assertTrue(sends.get(i).isDone());
            assertReceived(receives.get(i), length);
            assertArrayEquals(data(length, i), Arrays.copyOf(room[i], length));
        }
    }

    /** Only a header gives it back, and an open frame has had its own. */
    @Test
    void shouldNotTakeCreditForGivenBackWithoutAHeader() {
        there.announcedBytes = Integer.MAX_VALUE;
        receiver.irecv(0, new byte[EARLY_BYTES], TAG);
        there.room = 3;
        sender.isend(receiver, data(EARLY_BYTES, 0), TAG);
        assertTrue(there.isFrameOpen());
        sendBack(CREDIT_BYTES * 3 / 8);
        back.deliver(Integer.MAX_VALUE);
        there.room = Integer.MAX_VALUE;
        WiredRank.settle(ranks);

        sendBack(CREDIT_BYTES * 3 / 8);
        WiredRank.settle(ranks);

        final Peer peer = receiver.peer(sender);
        assertTrue(peer.sentEagerBytes - peer.acknowledgedBytes < CREDIT_BYTES / 2, "the rest is given back");
    }

    private void sendBack(final int totalBytes) {
        for (int i = 0; i < totalBytes / PIECE_BYTES; i++) {
            sender.irecv(1, new byte[PIECE_BYTES], TAG);
            receiver.isend(sender, data(PIECE_BYTES, i), TAG);
        }
    }

    /** Whenever the receive comes, and whenever its answer. */
    @Test
    void shouldReceiveWheneverTheReceiveComes() {
        for (final int length : new int[] {SHORT_BYTES, EARLY_BYTES, EARLY_BYTES + 1, LONG_BYTES}) {
            for (int before = 0; before <= EARLY_PIECES + 1; before++) {
                final byte[] room = new byte[length + 1];
                final RequestEngine send = sender.isend(receiver, data(length, before), TAG);
                there.deliver(before);
                final RequestEngine receive = receiver.irecv(before % 2 == 0 ? 0 : MPI.ANY_SOURCE, room, TAG);
                if (before % 3 == 0) {
                    there.deliver(Integer.MAX_VALUE);
                }
                WiredRank.settle(ranks);
                assertTrue(send.isDone());
                assertReceived(receive, length);
                assertArrayEquals(data(length, before), Arrays.copyOf(room, length), "behind " + before + " frames");
                assertEquals(0, room[length]);
            }
        }
        assertIdle();
    }

    @Test
    void shouldReceiveTheStartWhereThereIsNoRoomForMore() {
        for (final int length : new int[] {SHORT_BYTES, LONG_BYTES}) {
            for (final int room : new int[] {0, 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES, length - 1}) {
                for (int before = 0; before <= EARLY_PIECES + 1; before++) {
                    final byte[] memory = new byte[length];
                    final RequestEngine send = sender.isend(receiver, data(length, before), TAG);
                    there.deliver(before);
                    final RequestEngine receive = receiver.messages.receiver()
                        .irecv(receiver.scope, memory, 0, room, null, 0,
                            TAG);
                    WiredRank.settle(ranks);
                    assertTrue(send.isDone() && receive.isDone());
                    receive.await(receiver.completion);
                    assertEquals(MPI.ERR_TRUNCATE, receiver.completion.error.getErrorClass());
                    assertArrayEquals(Arrays.copyOf(Arrays.copyOf(data(length, before), room), length), memory);
                }
            }
        }
        assertIdle();
    }

    /** Only what the receiver has room for is sent early, and of one message at a time. */
    @Test
    void shouldAskForWhatThereIsNoCreditFor() {
        there.room = 4;
        final List<RequestEngine> sends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sends.add(sender.isend(receiver, data(LONG_BYTES, i), TAG + i));
        }
        assertEquals(List.of("RTS 7", "DATA 7", "DATA 7", "DATA 7"), there.log);
        there.room = Integer.MAX_VALUE;
        sender.flush();
        assertEquals(3, there.log.stream().filter(entry -> entry.startsWith("RTS") && !entry.equals("RTS 7")).count());
        assertEquals(EARLY_BYTES, sender.peer(receiver).sentEagerBytes);
        WiredRank.settle(ranks);
        sends.add(sender.isend(receiver, data(LONG_BYTES, 4), TAG + 4));
        sends.add(sender.isend(receiver, data(LONG_BYTES, 5), TAG + 5));
        WiredRank.settle(ranks);
        assertEquals(CREDIT_BYTES, sender.peer(receiver).sentEagerBytes);

        for (final int i : new int[] {5, 3, 0, 4, 2, 1}) {
            final byte[] room = new byte[LONG_BYTES];
            final RequestEngine receive = receiver.irecv(0, room, TAG + i);
            WiredRank.settle(ranks);
            assertReceived(receive, LONG_BYTES);
            assertTrue(sends.get(i).isDone());
            assertArrayEquals(data(LONG_BYTES, i), room);
        }
        assertIdle();
    }

    @Test
    void shouldNotCompleteASynchronousOrVeryLongSendWithoutAReceive() {
        final WiredRank[] strict = WiredRank.join(2, Map.of("MPJ_EAGER_LIMIT", String.valueOf(SHORT_BYTES - 1)));
        final RequestEngine synchronous = strict[0].isend(strict[1], SendMode.SYNCHRONOUS, false, data(SHORT_BYTES, 1),
            TAG);
        final RequestEngine longer = strict[0].isend(strict[1], data(SHORT_BYTES, 2), TAG);
        WiredRank.settle(strict);
        assertFalse(synchronous.isDone() || longer.isDone());
        assertEquals(List.of("RTS 7", "RTS 7", "DATA 7"), strict[0].to(strict[1]).log.subList(0, 3));
        assertEquals(SHORT_BYTES, strict[0].peer(strict[1]).sentEagerBytes);

        strict[1].irecv(0, new byte[SHORT_BYTES], TAG);
        strict[1].irecv(0, new byte[SHORT_BYTES], TAG);
        WiredRank.settle(strict);

        assertTrue(synchronous.isDone() && longer.isDone());
        assertEquals(List.of("CTS 0", "DONE 0"), strict[1].to(strict[0]).log);
    }

    @Test
    void shouldSayHowLongAMessageIsThatIsOnlyHalfThere() {
        sender.isend(receiver, data(SHORT_BYTES, 1), TAG);
        there.deliver(2);

        assertTrue(receiver.messages.prober().iprobe(receiver.scope, MPI.ANY_SOURCE, MPI.ANY_TAG, receiver.completion));

        assertEquals(SHORT_BYTES, receiver.completion.lengthBytes);
    }

    /** Engine invariant 13: the call returns although the transport takes no more. */
    @Test
    void shouldCopyTheRestOfABlockingSendThatIsRefused() {
        there.room = 2;
        final byte[] data = data(SHORT_BYTES, 1);
        sender.messages.sender().send(sender.scope, SendMode.STANDARD, data, 0, data.length, 0, 1, TAG);
        assertEquals(SHORT_BYTES, sender.peer(receiver).retainedBytes);
        Arrays.fill(data, (byte) -1);
        final byte[] room = new byte[SHORT_BYTES];
        final RequestEngine receive = receiver.irecv(0, room, TAG);

        WiredRank.settle(ranks);

        assertReceived(receive, SHORT_BYTES);
        assertArrayEquals(data(SHORT_BYTES, 1), room);
        assertEquals(0, sender.peer(receiver).retainedBytes);
    }

    @Test
    void shouldPassEarlyPayloadThatIsRefused() {
        there.room = 2;
        sender.isend(receiver, data(SHORT_BYTES, 1), TAG);
        sender.isend(receiver, data(8, 2), TAG + 1);
        there.room = 4;
        sender.flush();

        assertEquals(List.of("RTS 7", "DATA 7", "DATA 7", "EAGER 8"), sorted(there.log));
        final RequestEngine late = receiver.irecv(0, new byte[8], TAG + 1);
        final RequestEngine first = receiver.irecv(0, new byte[SHORT_BYTES], TAG);
        WiredRank.settle(ranks);
        assertReceived(first, SHORT_BYTES);
        assertReceived(late, 8);
    }

    @Test
    void shouldFailWhatIsHalfThereWhenTheSenderDies() {
        final byte[] room = new byte[SHORT_BYTES];
        final RequestEngine matched = receiver.irecv(0, room, TAG);
        sender.isend(receiver, data(SHORT_BYTES, 1), TAG);
        there.deliver(2);

        fail();

        assertFailed(matched);
        there.deliver(Integer.MAX_VALUE);
        assertEquals(3, receiver.counters.get(Value.DROPPED), "pieces that come later");
        assertEquals(0, room[SHORT_BYTES - 1]);
    }

    @Test
    void shouldDeliverOnlyWhatHasComeOfADeadSender() {
        sender.isend(receiver, data(SHORT_BYTES, 1), TAG);
        there.deliver(Integer.MAX_VALUE);
        sender.isend(receiver, data(SHORT_BYTES, 2), TAG + 1);
        there.deliver(2);

        fail();

        final byte[] room = new byte[SHORT_BYTES];
        assertReceived(receiver.irecv(0, room, TAG), SHORT_BYTES);
        assertArrayEquals(data(SHORT_BYTES, 1), room);
        assertFailed(receiver.irecv(0, new byte[SHORT_BYTES], TAG + 1));
    }

    @Test
    void shouldFailASendWhoseEarlyPayloadIsHalfOut() {
        there.room = 2;
        final RequestEngine whole = sender.isend(receiver, data(SHORT_BYTES, 1), TAG);
        final RequestEngine other = sender.isend(receiver, data(SHORT_BYTES, 1), TAG);
        sender.progress.lock().enter();
        sender.messages.onPeerFailed(1, "killed");
        sender.progress.lock().exit();

        for (final RequestEngine send : List.of(whole, other)) {
            assertTrue(send.isDone());
            send.await(sender.completion);
            assertNotNull(sender.completion.error);
        }
        assertNull(sender.peer(receiver).early);
        sender.flush();
        assertTrue(sender.messages.outbound().isEmpty());
    }

    @Test
    void shouldDropEarlyPayloadThatWasNotAnnounced() {
        final MemorySegment payload = Arena.ofAuto().allocate(PIECE_BYTES);
        final byte[] room = new byte[100];
        final RequestEngine receive = receiver.irecv(0, room, TAG);
        final Frame data = new Frame();
        data.type = Frame.Type.DATA;
        data.payloadBytes = 10;
        receiver.onFrame(0, data, payload.address());
        assertEquals(1, receiver.counters.get(Value.DROPPED), "none is due");
        final Frame request = new Frame();
        request.type = Frame.Type.RTS;
        request.tag = TAG;
        request.messageBytes = 20;
        request.earlyBytes(20);
        receiver.onFrame(0, request, 0);
        receiver.onFrame(0, request, 0);
        assertEquals(2, receiver.counters.get(Value.DROPPED), "one at a time");
        data.payloadBytes = 21;
        receiver.onFrame(0, data, payload.address());
        data.payloadBytes = 10;
        data.dataOffset(10);
        receiver.onFrame(0, data, payload.address());
        data.dataOffset(Long.MAX_VALUE);
        receiver.onFrame(0, data, payload.address());
        assertEquals(5, receiver.counters.get(Value.DROPPED), "too much, or out of turn");
        for (int offset = 0; offset < 20; offset += 10) {
            assertFalse(receive.isDone());
            data.dataOffset(offset);
            receiver.onFrame(0, data, payload.fill((byte) 3).address());
        }
        assertReceived(receive, 20);
        assertEquals(3, room[19]);
        receiver.onFrame(0, data, payload.address());
        assertEquals(6, receiver.counters.get(Value.DROPPED));
    }

    /** Both directions at once, lengths of all kinds, little room, receives early and late. */
    @Test
    void shouldKeepOrderAndContentsAndBoundsWhateverHappens() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final List<Talk> talks = List.of(new Talk(sender, receiver), new Talk(receiver, sender));
        for (int step = 0; step < 20_000; step++) {
            final Talk talk = talks.get(random.nextInt(2));
            switch (random.nextInt(6)) {
                case 0 -> talk.send(random);
                case 1 -> talk.receive();
                case 2, 3 -> talk.from.to(talk.to).deliver(random.nextInt(8));
                case 4 -> talk.from.to(talk.to).room = random.nextInt(12);
                default -> talk.from.flush();
            }
            final long kept = talk.from.peer(talk.to).sentEagerBytes - talk.to.peer(talk.from).consumedBytes;
            assertTrue(kept >= 0 && kept <= CREDIT_BYTES, "step " + step + ", seed " + seed + ": " + kept);
        }
        for (final Talk talk : talks) {
            talk.from.to(talk.to).room = 3;
            while (talk.received < talk.sent) {
                talk.receive();
            }
        }
        WiredRank.settle(ranks);
        for (final Talk talk : talks) {
            talk.check("seed " + seed);
        }
        assertIdle();
    }

    /** What one rank sends to another. */
    private static final class Talk {
        private static final int AHEAD = 20;
        private final WiredRank from;
        private final WiredRank to;
        private final ArrayDeque<RequestEngine> sends = new ArrayDeque<>();
        private final ArrayDeque<RequestEngine> receives = new ArrayDeque<>();
        private final ArrayDeque<Integer> lengths = new ArrayDeque<>();
        private final ArrayDeque<byte[]> rooms = new ArrayDeque<>();
        private int sent;
        private int received;
        private int checked;

        Talk(final WiredRank from, final WiredRank to) {
            this.from = from;
            this.to = to;
        }

        void send(final SplittableRandom random) {
            if (sent - checked < AHEAD) {
                final int length =
                    random.nextInt(3) == 0 ? random.nextInt(PIECE_BYTES) : random.nextInt(2 * LONG_BYTES);
                final SendMode mode = random.nextInt(8) == 0 ? SendMode.SYNCHRONOUS : SendMode.STANDARD;
                sends.add(from.isend(to, mode, random.nextBoolean(), data(length, sent++), TAG));
                lengths.add(length);
            }
        }

        void receive() {
            if (received - checked < AHEAD) {
                final byte[] room = new byte[2 * LONG_BYTES];
                receives.add(to.irecv(received % 2 == 0 ? from.rank : MPI.ANY_SOURCE, room, TAG));
                rooms.add(room);
                received++;
            }
            while (!sends.isEmpty() && !receives.isEmpty() && sends.peek().isDone() && receives.peek().isDone()) {
                check("in the course");
            }
        }

        /** Checks the oldest message, or all. */
        void check(final String what) {
            do {
                assertTrue(sends.poll().isDone(), what);
                assertTrue(receives.peek().isDone(), what);
                receives.poll().await(to.completion);
                final int length = lengths.poll();
                assertNull(to.completion.error, what);
                assertEquals(length, to.completion.lengthBytes, what);
                assertArrayEquals(data(length, checked++), Arrays.copyOf(rooms.poll(), length), what);
            } while (what.startsWith("seed") && !sends.isEmpty());
        }
    }

    private void assertReceived(final RequestEngine receive, final int length) {
        assertTrue(receive.isDone());
        receive.await(receiver.completion);
        assertNull(receiver.completion.error);
        assertEquals(length, receiver.completion.lengthBytes);
    }

    private void assertFailed(final RequestEngine receive) {
        assertTrue(receive.isDone());
        receive.await(receiver.completion);
        assertEquals(MPI.ERR_PROC_FAILED, receiver.completion.error.getErrorClass());
    }

    private void assertIdle() {
        for (final WiredRank rank : ranks) {
            final Peer peer = rank.peer(ranks[1 - rank.rank]);
            assertFalse(rank.messages.hasSends());
            assertTrue(rank.messages.outbound().isEmpty());
            assertNull(peer.early);
            assertFalse(peer.arriving.isDue());
            assertEquals(0, peer.retainedBytes);
            assertEquals(peer.sentEagerBytes, ranks[1 - rank.rank].peer(rank).consumedBytes);
            assertEquals(0, rank.errors.count(), () -> rank.errors.entries().toString());
        }
    }

    private void fail() {
        receiver.progress.lock().enter();
        receiver.messages.onPeerFailed(0, "killed");
        receiver.progress.lock().exit();
    }

    private static List<String> sorted(final List<String> log) {
        final List<String> copy = new ArrayList<>(log);
        Collections.sort(copy.subList(1, copy.size()));
        return copy;
    }

    private static byte[] data(final int length, final int seed) {
        final byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i + i / PIECE_BYTES + seed);
        }
        return data;
    }
}
