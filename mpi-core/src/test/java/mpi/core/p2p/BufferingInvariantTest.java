package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import mpi.core.diag.Counters.Value;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("engine invariant 13: standard sends up to the eager limit complete without a receiver")
class BufferingInvariantTest {
    private static final int TAG = WiredRank.TAG;
    private static final int LIMIT_BYTES = 128 * 1024;

    private final WiredRank[] ranks = WiredRank.join(2, Map.of("MPJ_EAGER_RETAINED", String.valueOf(LIMIT_BYTES)));
    private final WiredRank sender = ranks[0];
    private final WiredRank receiver = ranks[1];
    private final byte[] data = filled(LIMIT_BYTES, 1);
    private final byte[] room = new byte[LIMIT_BYTES];

    @Test
    void shouldReturnFromASendUpToTheLimit() {
        send(data, 0, LIMIT_BYTES);
        Arrays.fill(data, (byte) 2);

        receiver.irecv(0, room, TAG);
        WiredRank.settle(ranks);

        assertArrayEquals(filled(LIMIT_BYTES, 1), room);
        assertEquals(0, sender.peer(receiver).retainedBytes);
        assertFalse(sender.messages.hasSends());
    }

    @Test
    void shouldReturnFromASendWhoseEnvelopeIsRefused() {
        sender.to(receiver).room = 0;
        send(data, 0, LIMIT_BYTES);
        sender.messages.sender().send(sender.scope, SendMode.STANDARD, null, 0, 0, 0, 1, TAG);
        Arrays.fill(data, (byte) 2);
        sender.to(receiver).room = 1;

        receiver.irecv(0, room, TAG);
        final RequestEngine empty = receiver.irecv(0, new byte[0], TAG);
        WiredRank.settle(ranks);

        assertArrayEquals(filled(LIMIT_BYTES, 1), room);
        assertTrue(empty.isDone());
    }

    /** The receiver could read the sender's direct buffer in place, but then the send could not return before. */
    @Test
    void shouldNotLetTheReceiverReadMemoryThatMayBeOverwritten() {
        final MemorySegment direct = Arena.ofAuto().allocate(LIMIT_BYTES).fill((byte) 1);
        send(null, direct.address(), LIMIT_BYTES);
        direct.fill((byte) 2);

        receiver.irecv(0, room, TAG);
        WiredRank.settle(ranks);

        assertArrayEquals(filled(LIMIT_BYTES, 1), room);
    }

    @Test
    void shouldNotLetTheReceiverReadMemoryOfACopiedSendThatMayBeOverwritten() {
        final MemorySegment direct = Arena.ofAuto().allocate(LIMIT_BYTES).fill((byte) 1);
        assertTrue(sender.messages.sender()
            .isend(sender.scope, SendMode.STANDARD, true, null, direct.address(), LIMIT_BYTES, 0,
                direct, 1, TAG)
            .isDone());
        direct.fill((byte) 2);

        receiver.irecv(0, room, TAG);
        WiredRank.settle(ranks);

        assertArrayEquals(filled(LIMIT_BYTES, 1), room);
    }

    @Test
    void shouldLetTheReceiverReadMemoryThatMustNotBeOverwritten() {
        final MemorySegment direct = Arena.ofAuto().allocate(LIMIT_BYTES + 1L).fill((byte) 1);
        final RequestEngine send = sender.messages.sender()
            .isend(sender.scope, SendMode.STANDARD, false, null,
                direct.address(), LIMIT_BYTES, 0, direct, 1, TAG);
        final RequestEngine copied = sender.messages.sender()
            .isend(sender.scope, SendMode.STANDARD, true, null,
                direct.address(), LIMIT_BYTES + 1L, 0, direct, 1, TAG);
        final RequestEngine synchronous = sender.messages.sender()
            .isend(sender.scope, SendMode.SYNCHRONOUS, true, null,
                direct.address(), LIMIT_BYTES, 0, direct, 1, TAG);
        assertFalse(send.isDone() || copied.isDone() || synchronous.isDone());

        receiver.irecv(0, room, TAG);
        receiver.irecv(0, new byte[LIMIT_BYTES + 1], TAG);
        receiver.irecv(0, room, TAG);
        WiredRank.settle(ranks);

        assertEquals(3, receiver.counters.get(Value.SINGLE_COPY));
        assertTrue(send.isDone() && copied.isDone() && synchronous.isDone());
        assertArrayEquals(filled(LIMIT_BYTES, 1), room);
    }

    @Test
    void shouldCopyWhatACapitalisedCallSendsHoweverMuchThatIs() {
        for (int i = 0; i < 5; i++) {
            Arrays.fill(data, (byte) i);
            assertTrue(sender.isend(receiver, SendMode.STANDARD, true, data, TAG).isDone());
        }
        for (int i = 0; i < 5; i++) {
            receiver.irecv(0, room, TAG);
            WiredRank.settle(ranks);
            assertArrayEquals(filled(LIMIT_BYTES, i), room);
        }
        assertEquals(0, sender.peer(receiver).retainedBytes);
    }

    @Test
    void shouldKeepNoMoreThanTheCapForBlockingSends() {
        sender.to(receiver).room = 1;
        send(data, 0, LIMIT_BYTES);
        final Peer peer = sender.peer(receiver);
        assertEquals(LIMIT_BYTES, peer.retainedBytes);
        final SendOperation next = new SendOperation(sender.messages.completions());
        next.lengthBytes = 1;
        assertFalse(sender.messages.sends().retain(next, peer));
    }

    @Test
    void shouldReturnFromASendToItself() {
        sender.messages.sender().send(sender.scope, SendMode.STANDARD, data, 0, LIMIT_BYTES, 0, 0, TAG);
        Arrays.fill(data, (byte) 2);

        assertTrue(sender.irecv(0, room, TAG).isDone());
        assertArrayEquals(filled(LIMIT_BYTES, 1), room);
        assertEquals(0, sender.peer(sender).retainedBytes);
    }

    private void send(final Object base, final long offset, final int lengthBytes) {
        sender.messages.sender().send(sender.scope, SendMode.STANDARD, base, offset, lengthBytes, 0, 1, TAG);
    }

    private static byte[] filled(final int length, final int value) {
        final byte[] array = new byte[length];
        Arrays.fill(array, (byte) value);
        return array;
    }
}
