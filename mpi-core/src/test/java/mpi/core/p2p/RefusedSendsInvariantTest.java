package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mpi.core.diag.Counters.Value;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("engine invariant 2: what is refused waits in one queue a peer, in order")
class RefusedSendsInvariantTest {
    private static final int TAG = WiredRank.TAG;

    private final WiredRank[] ranks = WiredRank.join(2, Map.of());
    private final WiredRank sender = ranks[0];
    private final WiredRank receiver = ranks[1];

    @Test
    void shouldQueueEverythingBehindWhatWasRefused() {
        sender.to(receiver).room = 1;
        sender.isend(receiver, new byte[8], 0);
        sender.isend(receiver, new byte[8], 1);
        sender.isend(receiver, SendMode.SYNCHRONOUS, false, new byte[8], 2);
        sender.isend(receiver, new byte[0], 3);
        assertEquals(3, sender.peer(receiver).outbound.size());
        assertTrue(sender.counters.get(Value.BACK_PRESSURE) > 0);

        sender.to(receiver).room = 2;
        sender.isend(receiver, new byte[8], 4);
        WiredRank.settle(ranks);

        assertEquals(List.of("EAGER 0", "EAGER 1", "RTS 2", "EAGER 3", "EAGER 4"), sender.to(receiver).log);
        assertTrue(sender.messages.outbound().isEmpty());
    }

    @Test
    void shouldQueueControlFramesBehindMessages() {
        sender.isend(receiver, SendMode.SYNCHRONOUS, false, new byte[8], TAG);
        sender.isend(receiver, SendMode.SYNCHRONOUS, false, new byte[0], TAG + 1);
        receiver.to(sender).room = 0;
        receiver.isend(sender, new byte[8], TAG);
        sender.to(receiver).deliver(2);
        final RequestEngine first = receiver.irecv(0, new byte[8], TAG);
        final RequestEngine second = receiver.irecv(0, new byte[8], TAG + 1);
        assertFalse(first.isDone());
        assertTrue(second.isDone(), "an empty message needs no answer to be complete");

        receiver.to(sender).room = 3;
        receiver.flush();

        assertEquals(List.of("EAGER 7", "CTS 0", "DONE 0"), receiver.to(sender).log);
        WiredRank.settle(ranks);
        assertTrue(first.isDone());
        assertFalse(sender.messages.hasSends());
    }

    /** Payload that was cleared may be overtaken: its place in the order was that of its request-to-send. */
    @Test
    void shouldLetMessagesPassPayloadThatHasBeenCleared() {
        final byte[] data = new byte[20 * Wire.MAX_PAYLOAD_BYTES];
        Arrays.fill(data, (byte) 5);
        final byte[] room = new byte[data.length];
        final RequestEngine receive = receiver.irecv(0, room, TAG);
        final RequestEngine send = sender.isend(receiver, data, TAG);
        sender.to(receiver).deliver(1);
        sender.to(receiver).room = 1;
        receiver.to(sender).deliver(1);
        sender.isend(receiver, new byte[8], TAG + 1);
        final RequestEngine small = receiver.irecv(0, new byte[8], TAG + 1);
        assertFalse(small.isDone());

        while (!small.isDone()) {
            assertEquals(1, sender.to(receiver).deliver(1));
            sender.flush();
        }
        assertFalse(receive.isDone());
        WiredRank.settle(ranks);
        assertTrue(receive.isDone() && send.isDone());
        assertArrayEquals(data, room);
    }

    @Test
    void shouldKeepOrderWhateverIsRefused() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final int messages = 2_000;
        final int longest = 3 * Wire.MAX_PAYLOAD_BYTES;
        final List<RequestEngine> sends = new ArrayList<>();
        final List<byte[]> rooms = new ArrayList<>();
        final List<Integer> lengths = new ArrayList<>();
        while (rooms.size() < messages) {
            sender.to(receiver).room = random.nextInt(4);
            receiver.to(sender).room = random.nextInt(3);
            if (sends.size() < messages && random.nextBoolean()) {
                final byte[] data = new byte[4 + (random.nextBoolean() ? random.nextInt(64) : random.nextInt(longest))];
                data[0] = (byte) sends.size();
                data[data.length - 1] = (byte) sends.size();
                lengths.add(data.length);
                final SendMode mode = random.nextInt(8) == 0 ? SendMode.SYNCHRONOUS : SendMode.STANDARD;
                sends.add(sender.isend(receiver, mode, false, data, TAG));
            }
            if (rooms.size() < messages && random.nextBoolean()) {
                rooms.add(new byte[4 + longest]);
                receiver.irecv(0, rooms.getLast(), TAG);
            }
            sender.to(receiver).deliver(random.nextInt(4));
            receiver.to(sender).deliver(random.nextInt(4));
            sender.flush();
            receiver.flush();
        }
        while (sends.size() < messages) {
            final byte[] data = {(byte) sends.size(), 0, 0, (byte) sends.size()};
            lengths.add(data.length);
            sends.add(sender.isend(receiver, data, TAG));
        }
        sender.to(receiver).room = 1;
        receiver.to(sender).room = 1;
        WiredRank.settle(ranks);
        for (int i = 0; i < messages; i++) {
            final String what = "message " + i + ", seed " + seed;
            assertTrue(sends.get(i).isDone(), what);
            assertEquals((byte) i, rooms.get(i)[0], what);
            assertEquals((byte) i, rooms.get(i)[lengths.get(i) - 1], what);
        }
    }
}
