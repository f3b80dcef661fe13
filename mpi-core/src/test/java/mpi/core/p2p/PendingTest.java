package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.Test;

/** What disconnect waits for: whatever still reads or writes memory of the user, also if nobody has its request. */
class PendingTest {
    private static final int TAG = WiredRank.TAG;
    private static final int CONTEXT_ID = 0;
    private static final int OTHER_ID = 2;
    private static final byte[] DATA = new byte[3 * Wire.MAX_PAYLOAD_BYTES];

    private final WiredRank[] ranks = WiredRank.join(2, Map.of());
    private final WiredRank sender = ranks[0];
    private final WiredRank receiver = ranks[1];

    @Test
    void shouldIncludeAReceiveWhoseWholePayloadComesUnasked() {
        DATA[DATA.length - 1] = 1;
        final byte[] room = new byte[DATA.length];
        free(receiver.irecv(sender.rank, room, TAG));
        sender.isend(receiver, DATA, TAG);
        sender.to(receiver).deliver(2);
        assertPending(receiver);

        WiredRank.settle(ranks);

        assertNothingPending(receiver);
        assertArrayEquals(DATA, room);
    }

    @Test
    void shouldIncludeAReceiveThatTookAMessageOnItsWay() {
        sender.isend(receiver, DATA, TAG);
        sender.to(receiver).deliver(2);
        assertNothingPending(receiver);
        free(receiver.irecv(sender.rank, new byte[DATA.length], TAG));
        assertPending(receiver);

        WiredRank.settle(ranks);

        assertNothingPending(receiver);
    }

    @Test
    void shouldIncludeASendToItselfThatNoReceiveHasTaken() {
        free(sender.isend(sender, DATA, TAG));
        assertPending(sender);

        sender.irecv(sender.rank, new byte[DATA.length], TAG);

        assertNothingPending(sender);
    }

    @Test
    void shouldNotIncludeACopyOfASendToItself() {
        sender.isend(sender, SendMode.STANDARD, true, new byte[1], TAG);
        assertNothingPending(sender);
    }

    private static void free(final RequestEngine request) {
        request.free(request.use());
    }

    private static void assertPending(final WiredRank rank) {
        assertTrue(hasPending(rank, CONTEXT_ID));
        assertFalse(hasPending(rank, OTHER_ID), "another communicator");
    }

    private static void assertNothingPending(final WiredRank rank) {
        assertFalse(hasPending(rank, CONTEXT_ID));
    }

    private static boolean hasPending(final WiredRank rank, final int contextId) {
        rank.progress.lock().enter();
        try {
            return rank.messages.hasPending(contextId);
        } finally {
            rank.progress.lock().exit();
        }
    }
}
