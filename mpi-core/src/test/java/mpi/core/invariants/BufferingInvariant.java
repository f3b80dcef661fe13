package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import mpi.core.boot.RankState;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Engine invariant 13: standard sends up to {@code mpj.eager.limit} return without a receiver, longer ones need one.
 */
public interface BufferingInvariant extends OnTransport {
    /** Default of the setting. */
    int LIMIT_BYTES = 128 * 1024;
    /** Tag of all messages. */
    int TAG = 3;

    /** Students' programs do so. */
    @Test
    @DisplayName("engine invariant 13: both ranks should send up to the eager limit, then receive")
    default void shouldSendUpToTheEagerLimitOnBothSidesBeforeReceiving() throws InterruptedException {
        for (final int ringBytes : new int[] {0, 32 * 1024}) {
            job(2).set(Setting.SHM_RING, ringBytes).run(rank -> {
                final int peer = 1 - rank.number();
                for (final int length : new int[] {64 * 1024, LIMIT_BYTES}) {
                    final byte[] data = filled(length, rank.number());
                    rank.send(data, peer, TAG);
                    Arrays.fill(data, (byte) -1);
                    final byte[] room = new byte[length];
                    rank.recv(room, peer, TAG);
                    assertArrayEquals(filled(length, peer), room);
                }
            });
        }
    }

    /** The receiver could read it without asking, had the sender not returned. */
    @Test
    @DisplayName("engine invariant 13: memory that a peer can map should be free for use after a send, too")
    default void shouldGiveMemoryThatPeersCanMapBackAfterASend() throws InterruptedException {
        job(2).run(rank -> {
            final int peer = 1 - rank.number();
            final ByteBuffer data = rank.engine().allocate(64 * 1024);
            for (int i = 0; i < data.capacity(); i++) {
                data.put(i, (byte) rank.number());
            }
            rank.world().send(SendMode.STANDARD, data, 0, data.capacity(), EngineRank.BYTE, peer, TAG);
            for (int i = 0; i < data.capacity(); i++) {
                data.put(i, (byte) -1);
            }
            final byte[] room = new byte[data.capacity()];
            rank.recv(room, peer, TAG);
            assertArrayEquals(filled(room.length, peer), room);
        });
    }

    /** What the capitalised calls ask for. */
    @Test
    @DisplayName("engine invariant 13: an array should be free for use after a capitalised Isend")
    default void shouldGiveTheArrayBackAfterACopiedSend() throws InterruptedException {
        final int messages = 20;
        job(2).run(rank -> {
            final int peer = 1 - rank.number();
            final byte[] data = new byte[LIMIT_BYTES];
            final RequestEngine[] sends = new RequestEngine[messages];
            for (int i = 0; i < messages; i++) {
                Arrays.fill(data, (byte) i);
                final int length = i % 2 == 0 ? LIMIT_BYTES : 100;
                sends[i] = rank.world().isend(SendMode.STANDARD, true, data, 0, length, EngineRank.BYTE, peer, TAG);
            }
            Arrays.fill(data, (byte) -1);
            for (int i = 0; i < messages; i++) {
                final byte[] room = new byte[i % 2 == 0 ? LIMIT_BYTES : 100];
                rank.recv(room, peer, TAG);
                assertArrayEquals(filled(room.length, i), room);
                EngineRank.await(sends[i]);
            }
        });
    }

    /** Blocking is shown by what each rank says it waits for; a second thread of each then receives. */
    @Test
    @DisplayName("engine invariant 13: head-to-head sends above the limit should block until there is a receive")
    default void shouldBlockInHeadToHeadSendsAboveTheLimit() throws InterruptedException {
        final CyclicBarrier bothBlocked = new CyclicBarrier(2);
        job(2).run(rank -> {
            final int peer = 1 - rank.number();
            final byte[] room = new byte[LIMIT_BYTES + 1];
            final Thread receiver = Thread.ofPlatform().daemon().start(() -> {
                final RankState.Operation send = Ranks.awaitBlocked(rank);
                assertEquals("send to " + peer + " of " + room.length,
                    send.name() + " to " + send.peer() + " of " + send.bytes());
                Ranks.meet(bothBlocked);
                EngineRank.await(rank.irecv(room, peer, TAG));
            });
            rank.send(filled(LIMIT_BYTES + 1, rank.number()), peer, TAG);
            receiver.join();
            assertArrayEquals(filled(LIMIT_BYTES + 1, peer), room);
        });
    }

    /** Both send before either receives. */
    @Test
    @DisplayName("engine invariant 13: both ranks should send 8 MB without blocking")
    default void shouldExchangeLongMessagesWithoutBlocking() throws InterruptedException {
        exchange(8 * 1024 * 1024);
    }

    /** The same, much longer. */
    @Test
    @Tag("soak")
    @DisplayName("engine invariant 13: both ranks should send 100 MB without blocking")
    default void shouldExchangeVeryLongMessagesWithoutBlocking() throws InterruptedException {
        exchange(100 * 1024 * 1024);
    }

    private void exchange(final int lengthBytes) throws InterruptedException {
        job(2).run(rank -> {
            final int peer = 1 - rank.number();
            final RequestEngine send = rank.isend(filled(lengthBytes, rank.number()), peer, TAG);
            rank.world().barrier();
            final byte[] room = new byte[lengthBytes];
            EngineRank.await(rank.irecv(room, peer, TAG));
            EngineRank.await(send);
            assertArrayEquals(filled(lengthBytes, peer), room);
        });
    }

    private static byte[] filled(final int length, final int value) {
        final byte[] array = new byte[length];
        Arrays.fill(array, (byte) value);
        return array;
    }
}
