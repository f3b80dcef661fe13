package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mpi.core.diag.Counters.Value;
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("engine invariant 1: a receiver never stops draining, what it keeps is bounded")
class DrainingInvariantTest {
    private static final int CREDIT_BYTES = 4096;
    private static final int TAG = WiredRank.TAG;

    private final WiredRank[] ranks = WiredRank.join(2, Map.of("MPJ_EAGER_CREDIT", String.valueOf(CREDIT_BYTES)));
    private final WiredRank sender = ranks[0];
    private final WiredRank receiver = ranks[1];

    @Test
    void shouldTakeTheSecondTagFirst() {
        final int messages = 100_000;
        final RequestEngine[] sends = new RequestEngine[messages];
        for (int i = 0; i < messages; i++) {
            sends[i] = sender.isend(receiver, new byte[] {(byte) i}, TAG);
        }
        final RequestEngine last = sender.isend(receiver, new byte[] {42}, TAG + 1);
        final byte[] room = new byte[1];
        final RequestEngine receive = receiver.irecv(0, room, TAG + 1);

        WiredRank.settle(ranks);

        assertTrue(receive.isDone());
        assertEquals(42, room[0]);
        assertTrue(last.isDone());
        assertEquals(messages - CREDIT_BYTES + 1, sender.counters.get(Value.RENDEZVOUS));
        for (int i = 0; i < messages; i++) {
            receiver.irecv(0, room, TAG);
            sender.to(receiver).deliver(1);
            receiver.to(sender).deliver(Integer.MAX_VALUE);
            sender.to(receiver).deliver(Integer.MAX_VALUE);
            assertEquals((byte) i, room[0], "message " + i);
            assertTrue(sends[i].isDone());
        }
        assertEquals(0, receiver.errors.count());
    }

    @Test
    void shouldAskOnceCreditIsUsedUpAndSendWholeAgainOnceItIsGivenBack() {
        for (int i = 0; i < 5; i++) {
            sender.isend(receiver, new byte[1024], i);
        }
        WiredRank.settle(ranks);
        assertEquals(List.of("EAGER 0", "EAGER 1", "EAGER 2", "EAGER 3", "RTS 4"), sender.to(receiver).log);
        assertEquals(List.of(), receiver.to(sender).log);

        final byte[] room = new byte[1024];
        receiver.irecv(0, room, 0);
        assertEquals(List.of(), receiver.to(sender).log, "a quarter of the credit is not worth a frame");
        receiver.irecv(0, room, 1);
        assertEquals(List.of("CREDIT 0"), receiver.to(sender).log);
        WiredRank.settle(ranks);
        sender.isend(receiver, new byte[1024], 5);
        sender.isend(receiver, new byte[1024], 6);
        sender.isend(receiver, new byte[1024], 7);
        assertEquals(List.of("EAGER 5", "EAGER 6", "RTS 7"), sender.to(receiver).log.subList(5, 8));
    }

    @Test
    void shouldGiveCreditBackWithWhateverGoesTheOtherWay() {
        sender.isend(receiver, new byte[1024], TAG);
        receiver.irecv(0, new byte[1024], TAG);
        WiredRank.settle(ranks);
        assertEquals(0, sender.peer(receiver).acknowledgedBytes);

        receiver.isend(sender, new byte[0], TAG);
        WiredRank.settle(ranks);

        assertEquals(1024, sender.peer(receiver).acknowledgedBytes);
    }

    @Test
    void shouldNeedNoCreditForEmptyMessages() {
        sender.isend(receiver, new byte[CREDIT_BYTES], TAG);
        sender.isend(receiver, new byte[0], TAG);
        sender.isend(receiver, new byte[1], TAG);

        assertEquals(List.of("EAGER 7", "EAGER 7", "RTS 7"), sender.to(receiver).log);
    }

    @Test
    void shouldNeverKeepMorePayloadThanTheCredit() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final ArrayDeque<RequestEngine> receives = new ArrayDeque<>();
        sender.to(receiver).room = 5;
        receiver.to(sender).room = 2;
        int sent = 0;
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    final byte[] data = new byte[random.nextInt(2 * 1024)];
                    sender.isend(receiver, data, TAG);
                    sent++;
                }
                case 1 -> {
                    if (receives.size() < sent) {
                        receives.add(receiver.irecv(0, new byte[2 * 1024], TAG));
                    }
                }
                case 2 -> sender.to(receiver).deliver(1 + random.nextInt(3));
                case 3 -> receiver.to(sender).deliver(1);
                default -> {
                    sender.flush();
                    receiver.flush();
                }
            }
            final long kept = sender.peer(receiver).sentEagerBytes - receiver.peer(sender).consumedBytes;
            assertTrue(kept >= 0 && kept <= CREDIT_BYTES, "step " + step + ", seed " + seed + ": " + kept);
        }
        while (receives.size() < sent) {
            receives.add(receiver.irecv(0, new byte[2 * 1024], TAG));
        }
        WiredRank.settle(ranks);
        assertFalse(receives.isEmpty());
        assertTrue(receives.stream().allMatch(RequestEngine::isDone), "seed " + seed);
        assertTrue(sender.messages.outbound().isEmpty(), "seed " + seed);
    }
}
