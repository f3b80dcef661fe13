package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import mpi.core.diag.Counters;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cancelling sends, step by step (MPI 4.1, section 3.8.4): a message is received or cancelled, never both, never none.
 */
class CancelTest {
    private static final int TAG = WiredRank.TAG;

    private final WiredRank[] ranks = WiredRank.join(2, Map.of());
    private final WiredRank sender = ranks[0];
    private final WiredRank receiver = ranks[1];

    private RequestEngine synchronous(final byte[] data) {
        return sender.isend(receiver, SendMode.SYNCHRONOUS, false, data, TAG);
    }

    private boolean isCancelled(final RequestEngine send) {
        assertTrue(send.test(sender.completion));
        return sender.completion.cancelled;
    }

    @Test
    void shouldTakeBackWhatTheReceiverHasNotMatched() {
        final RequestEngine send = synchronous(new byte[8]);
        WiredRank.settle(ranks);
        send.cancel();
        assertFalse(send.isDone(), "the receiver has to say so");
        WiredRank.settle(ranks);
        assertTrue(isCancelled(send));

        final byte[] room = new byte[1];
        final RequestEngine receive = receiver.irecv(0, room, TAG);
        sender.isend(receiver, new byte[] {42}, TAG);
        WiredRank.settle(ranks);
        assertTrue(receive.test(receiver.completion));
        assertEquals(42, room[0], "the next message, not the one taken back");
    }

    /** Request and cancel cross the receive on their way. */
    @Test
    void shouldCompleteWhatIsMatchedBeforeTheCancelArrives() {
        final byte[] room = new byte[8];
        final RequestEngine send = synchronous(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        sender.to(receiver).deliver(1);
        send.cancel();
        final RequestEngine receive = receiver.irecv(0, room, TAG);
        WiredRank.settle(ranks);
        assertTrue(receive.test(receiver.completion));
        assertFalse(isCancelled(send));
        assertEquals(8, room[7]);
        assertEquals(0, receiver.counters.get(Counters.Value.DROPPED), "the late cancel is no error");
    }

    @Test
    void shouldAskOnce() {
        final RequestEngine send = synchronous(new byte[8]);
        WiredRank.settle(ranks);
        send.cancel();
        send.cancel();
        WiredRank.settle(ranks);
        assertTrue(isCancelled(send));
        send.cancel(); // of a complete one: nothing
        assertEquals(0, sender.counters.get(Counters.Value.DROPPED));
    }

    /** Early payload that was announced goes on to come, is put nowhere, and is paid for. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 1_000})
    void shouldDropTheEarlyPayloadOfWhatIsTakenBack(final int delivered) {
        final byte[] data = new byte[300_000];
        for (int round = 0; round < 4; round++) {
            final RequestEngine send = sender.isend(receiver, data, TAG);
            sender.to(receiver).deliver(delivered);
            send.cancel();
            WiredRank.settle(ranks);
            assertTrue(isCancelled(send), "round " + round);
        }
        assertEquals(0, sender.counters.get(Counters.Value.DROPPED));
        assertEquals(0, receiver.counters.get(Counters.Value.DROPPED));
        final byte[] last = new byte[300_000];
        java.util.Arrays.fill(last, (byte) 9);
        final byte[] room = new byte[300_000];
        final RequestEngine send = sender.isend(receiver, last, TAG);
        final RequestEngine receive = receiver.irecv(0, room, TAG);
        WiredRank.settle(ranks);
        assertFalse(isCancelled(send));
        assertTrue(receive.test(receiver.completion));
        assertArrayEquals(last, room);
        assertFalse(sender.messages.hasSends());
    }

    @Test
    void shouldTakeBackWhatHasNotLeft() {
        sender.to(receiver).room = 0;
        final RequestEngine send = synchronous(new byte[8]);
        send.cancel();
        assertTrue(isCancelled(send));
        sender.to(receiver).room = Integer.MAX_VALUE;
        WiredRank.settle(ranks);
        assertFalse(receiver.messages.prober().iprobe(receiver.scope, 0, TAG, receiver.completion));
    }

    @Test
    void shouldTakeBackAMessageToItself() {
        final RequestEngine send = sender.isend(sender, SendMode.SYNCHRONOUS, false, new byte[8], TAG);
        send.cancel();
        assertTrue(isCancelled(send));
        assertFalse(sender.messages.prober().iprobe(sender.scope, 0, TAG, sender.completion));
    }

    @Test
    void shouldFailAHeldCancelWithItsPeer() {
        final RequestEngine send = synchronous(new byte[8]);
        WiredRank.settle(ranks);
        send.cancel();
        sender.messages.onPeerFailed(1, "killed");
        assertTrue(send.test(sender.completion));
        assertFalse(sender.completion.cancelled);
        assertTrue(sender.completion.error != null);
    }
}
