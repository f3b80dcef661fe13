package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import mpi.MPI;
import mpi.spi.Completion;
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.Test;

/** When an operation is used again, and what becomes of those who still hold it. */
class OperationPoolTest {
    private static final int TAG = WiredRank.TAG;
    private static final int OUTSTANDING = 300;

    private final WiredRank[] ranks = WiredRank.join(2, Map.of());
    private final WiredRank sender = ranks[0];
    private final WiredRank receiver = ranks[1];
    private final Completion completion = new Completion();

    private RequestEngine receive() {
        return receiver.irecv(0, new byte[1], TAG);
    }

    private void deliver() {
        sender.isend(receiver, new byte[] {42}, TAG);
        WiredRank.settle(ranks);
    }

    @Test
    void shouldUseAnOperationAgainOnceItsRequestIsComplete() {
        final RequestEngine first = receive();
        final int use = first.use();
        assertNotSame(first, receive());
        deliver();
        first.complete(use, completion);
        assertEquals(1, completion.lengthBytes);
        deliver();
        for (int i = 0; i < OUTSTANDING; i++) {
            if (receive() == first) {
                assertNotEquals(use, first.use());
                return;
            }
        }
        throw new AssertionError("the operation was not used again");
    }

    @Test
    void shouldNotTouchTheNextUseWhenARequestIsCompletedTwice() {
        final RequestEngine first = receive();
        final int use = first.use();
        deliver();
        first.complete(use, completion);
        final RequestEngine second = receive();
        assertSame(first, second);
        first.complete(use, completion);
        assertEquals(MPI.ANY_SOURCE, completion.source);
        assertNotSame(second, receive());
        deliver();
        second.complete(second.use(), completion);
        assertEquals(1, completion.lengthBytes);
    }

    @Test
    void shouldUseTheOperationOfAFreedRequestOnceItIsDone() {
        final RequestEngine freed = receive();
        freed.free(freed.use());
        assertNotSame(freed, receive());
        deliver();
        assertTrue(freed.isDone());
        deliver();
        boolean again = false;
        for (int i = 0; i < OUTSTANDING && !again; i++) {
            again = receive() == freed;
        }
        assertTrue(again);
    }

    @Test
    void shouldGoOnWhileMoreAreUnderWayThanThePoolHolds() {
        final RequestEngine[] receives = new RequestEngine[OUTSTANDING];
        for (int i = 0; i < OUTSTANDING; i++) {
            receives[i] = receive();
        }
        for (final RequestEngine each : receives) {
            deliver();
            each.complete(each.use(), completion);
            assertEquals(1, completion.lengthBytes);
        }
        final RequestEngine next = receive();
        deliver();
        next.complete(next.use(), completion);
        assertSame(next, receive());
    }
}
