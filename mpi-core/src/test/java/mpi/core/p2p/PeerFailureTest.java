package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.Test;

class PeerFailureTest {
    private static final int TAG = WiredRank.TAG;
    private static final int LONG_BYTES = Frame.MAX_EARLY_BYTES + Wire.MAX_PAYLOAD_BYTES;
    private static final Layout OBJECT = new Layout(BasicType.OBJECT, 1, 1, null);

    private final WiredRank[] ranks = WiredRank.join(3, Map.of());
    private final WiredRank me = ranks[0];
    private final WiredRank dead = ranks[1];
    private final WiredRank other = ranks[2];

    @Test
    void shouldFailWhatWaitsForTheDead() {
        final List<RequestEngine> needed = List.of(
            me.irecv(1, new byte[8], TAG),
            me.irecv(1, new byte[8], MPI.ANY_TAG),
            me.irecv(MPI.ANY_SOURCE, new byte[8], TAG),
            me.isend(dead, SendMode.SYNCHRONOUS, false, new byte[8], TAG),
            me.isend(dead, new byte[LONG_BYTES], TAG));
        final RequestEngine receive = me.irecv(2, new byte[8], TAG);
        final RequestEngine send = me.isend(other, new byte[LONG_BYTES], TAG);

        fail(dead);

        needed.forEach(this::assertFailed);
        assertFalse(receive.isDone() || send.isDone());
        assertFalse(me.messages.peer(1).hasOutbound());
        other.irecv(0, new byte[LONG_BYTES], TAG);
        other.isend(me, new byte[8], TAG);
        WiredRank.settle(me, other);
        assertTrue(receive.isDone() && send.isDone(), "messages of the living go on");
    }

    @Test
    void shouldFailWhatIsQueuedOrHalfSent() {
        me.to(dead).room = 1;
        final RequestEngine halfSent = me.isend(dead, new byte[LONG_BYTES], TAG);
        dead.irecv(0, new byte[LONG_BYTES], TAG);
        me.to(dead).deliver(1);
        dead.to(me).deliver(1);
        final RequestEngine queued = me.isend(dead, new byte[8], TAG);
        final RequestEngine copied = me.isend(dead, SendMode.STANDARD, true, new byte[8], TAG);
        assertTrue(copied.isDone(), "its memory may be overwritten, and nobody will hear of it again");

        fail(dead);

        assertFailed(halfSent);
        assertFailed(queued);
        assertEquals(0, me.messages.peer(1).retainedBytes);
        assertTrue(me.messages.outbound().isEmpty() || me.flush() == 0);
        assertTrue(me.messages.outbound().isEmpty());
        assertFalse(me.messages.hasSends());
    }

    @Test
    void shouldFailAReceiveWhoseMessageIsHalfThere() {
        final Object[] slots = {"untouched"};
        final RequestEngine objects = me.messages.receiver().irecvPacked(me.scope, slots, 0, 1, OBJECT, false, 1, TAG);
        final RequestEngine bytes = me.irecv(1, new byte[LONG_BYTES], TAG);
        dead.isend(me, new byte[LONG_BYTES], TAG);
        dead.isend(me, new byte[LONG_BYTES], TAG);
        dead.to(me).deliver(2);
        me.to(dead).deliver(2);
        dead.to(me).deliver(2);

        fail(dead);

        assertFailed(objects);
        assertFailed(bytes);
        assertEquals("untouched", slots[0]);
        dead.to(me).deliver(Integer.MAX_VALUE);
        assertTrue(me.errors.count() > 0, "data that comes later is for no receive");
    }

    @Test
    void shouldDeliverWhatTheDeadHasSentAndFailWhatItHasNot() {
        dead.isend(me, new byte[] {42}, TAG);
        dead.isend(me, new byte[LONG_BYTES], TAG + 1);
        WiredRank.settle(dead);

        fail(dead);

        final byte[] room = new byte[1];
        me.irecv(1, room, TAG).await(me.completion);
        assertNull(me.completion.error);
        assertEquals(42, room[0]);
        assertFailed(me.irecv(1, new byte[LONG_BYTES], TAG + 1));
    }

    @Test
    void shouldFailLaterOperationsAtOnce() {
        fail(dead);

        assertFailed(me.irecv(1, new byte[1], TAG));
        assertFailed(me.irecv(MPI.ANY_SOURCE, new byte[1], TAG));
        assertFailed(me.isend(dead, new byte[1], TAG));
        assertFailed(me.isend(dead, SendMode.STANDARD, true, new byte[1], TAG));
        final MPIException error = assertThrows(MPIException.class,
            () -> me.messages.sender().send(me.scope, SendMode.STANDARD, new byte[1], 0, 1, 0, 1, TAG));
        assertEquals("send on COMM_WORLD, rank 0 of 3, to 1, tag 7: rank 1 of the world has failed: killed by signal 9"
            + " (MPI.ERR_PROC_FAILED)", error.getMessage());
        me.messages.receiver().recv(me.scope, new byte[1], 0, 1, 1, TAG, me.completion);
        assertEquals(MPI.ERR_PROC_FAILED, me.completion.error.getErrorClass());
    }

    @Test
    void shouldFailProbesForWhatCanNotCome() {
        dead.isend(me, new byte[3], TAG);
        WiredRank.settle(dead);
        fail(dead);

        me.messages.prober().probe(me.scope, 1, TAG, me.completion);
        assertNull(me.completion.error);
        assertEquals(3, me.completion.lengthBytes);
        for (final int source : new int[] {1, MPI.ANY_SOURCE}) {
            me.messages.prober().probe(me.scope, source, TAG + 1, me.completion);
            assertEquals(MPI.ERR_PROC_FAILED, me.completion.error.getErrorClass());
            assertTrue(me.messages.prober().iprobe(me.scope, source, TAG + 1, me.completion));
            assertEquals("iprobe on COMM_WORLD, rank 0 of 3, from " + (source == 1 ? "1" : "any source")
                + ", tag 8: rank 1 of the world has failed: killed by signal 9 (MPI.ERR_PROC_FAILED)",
                me.completion.error.getMessage());
        }
        assertFalse(me.messages.prober().iprobe(me.scope, 2, TAG, me.completion));
    }

    @Test
    void shouldTakeTheFirstNewsOfADeathOnly() {
        fail(dead);
        me.messages.onPeerFailed(1, "something else");
        me.messages.onPeerFailed(0, "not I");

        assertFailed(me.irecv(1, new byte[1], TAG));
        assertFalse(me.irecv(0, new byte[1], TAG).isDone());
    }

    /** A transport finds out in the middle of an attempt to send. */
    @Test
    void shouldFailEverythingWhenTheTransportFindsThePeerGone() {
        final Wire closed = new Wire(me, dead) {
            @Override
            public int trySend(final Frame header, final Object base, final long offset,
                final int lengthBytes) {
                if (refusal == SendResult.CLOSED) {
                    me.messages.onPeerFailed(1, "killed by signal 9");
                }
                return super.trySend(header, base, offset, lengthBytes);
            }
        };
        me.messages.route(closed, null);
        closed.room = 0;
        final List<RequestEngine> sends = List.of(me.isend(dead, new byte[1], TAG),
            me.isend(dead, new byte[LONG_BYTES], TAG), me.isend(dead, new byte[1], TAG));
        closed.refusal = SendResult.CLOSED;

        me.flush();

        sends.forEach(this::assertFailed);
        assertFailed(me.isend(dead, new byte[1], TAG));
        me.flush();
        assertTrue(me.messages.outbound().isEmpty());
    }

    private void fail(final WiredRank peer) {
        me.progress.lock().enter();
        me.messages.onPeerFailed(peer.rank, "killed by signal 9");
        me.progress.lock().exit();
    }

    private void assertFailed(final RequestEngine request) {
        assertTrue(request.isDone(), request.describe());
        request.await(me.completion);
        assertEquals(request.describe() + ": rank 1 of the world has failed: killed by signal 9 (MPI.ERR_PROC_FAILED)",
            me.completion.error.getMessage());
    }
}
