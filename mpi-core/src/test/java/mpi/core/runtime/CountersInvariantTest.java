package mpi.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import mpi.core.diag.Counters;
import mpi.core.diag.Counters.Purpose;
import mpi.core.diag.Counters.Value;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;
import mpi.spi.WinEngine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("engine invariant 24: counters count messages, not frames, by peer and by what they are for")
class CountersInvariantTest {
    private static final int TAG = 1;
    private static final int LONG_BYTES = 300_000;

    @Test
    void shouldCountMessagesAndBytesOfEachPeer() throws InterruptedException {
        final CyclicBarrier all = new CyclicBarrier(3); // Finalize sends messages, too
        new EngineJob(3, "loopback").run(rank -> {
            final int me = rank.number();
            for (int peer = 0; peer < 3; peer++) {
                final RequestEngine large = rank.irecv(new byte[LONG_BYTES], peer, TAG);
                final RequestEngine small = rank.irecv(new byte[10], peer, TAG);
                final RequestEngine send = rank.isend(new byte[LONG_BYTES], peer, TAG);
                rank.send(new byte[me], peer, TAG);
                EngineRank.await(large);
                EngineRank.await(small);
                EngineRank.await(send);
            }
            all.await(30, TimeUnit.SECONDS);
            final Counters counters = rank.counters();
            for (int peer = 0; peer < 3; peer++) {
                assertEquals(2, counters.sentMessages(peer));
                assertEquals(LONG_BYTES + me, counters.sentBytes(peer));
                assertEquals(2, counters.receivedMessages(peer));
                assertEquals(LONG_BYTES + peer, counters.receivedBytes(peer));
            }
            assertEquals(6, counters.sentMessages(Purpose.POINT_TO_POINT));
            assertEquals(3 * (LONG_BYTES + me), counters.sentBytes(Purpose.POINT_TO_POINT));
            assertEquals(2, counters.get(Value.RENDEZVOUS));
            assertEquals(0, counters.crossHostMessages());
            all.await(30, TimeUnit.SECONDS);
        });
    }

    @Test
    void shouldCountTheMessagesOfACollectiveAsItsOwn() throws InterruptedException {
        new EngineJob(4, "loopback").run(rank -> {
            final byte[] data = new byte[1000];
            rank.world().bcast(data, 0, data.length, EngineRank.BYTE, 0);
            final Counters counters = rank.counters();
            // Binomial tree: 0 sends to 2 and 1, 2 to 3.
            final int sent = new int[] {2, 0, 1, 0}[rank.number()];
            assertEquals(sent, counters.sentMessages(Purpose.BCAST));
            assertEquals(1000 * sent, counters.sentBytes(Purpose.BCAST));
            assertEquals(0, counters.sentMessages(Purpose.POINT_TO_POINT));
            rank.world().barrier();
            assertEquals(2, counters.sentMessages(Purpose.BARRIER), "two rounds of dissemination");
            rank.world()
                .allreduce(new int[1], 0, new int[1], 0, 1, EngineRank.INT,
                    new Reduction(Reduction.Kind.SUM, true, null));
            assertEquals(2, counters.sentMessages(Purpose.ALLREDUCE));
            assertEquals(8, counters.sentBytes(Purpose.ALLREDUCE));
        });
    }

    @Test
    void shouldNotCountFreeAndFinalizeAsBarriers() throws InterruptedException {
        final Queue<Counters> ended = new ConcurrentLinkedQueue<>();
        new EngineJob(4, "loopback").run(rank -> {
            ended.add(rank.counters());
            rank.world().dup().free();
        });
        for (final Counters counters : ended) {
            assertEquals(0, counters.sentMessages(Purpose.BARRIER));
            assertTrue(counters.sentMessages(Purpose.COMMUNICATOR) > 2, "two rounds, and what goes before");
        }
        assertEquals(4, ended.size());
    }

    /** What a window sends are no barriers and exchanges of the program, nor its own messages. */
    @Test
    void shouldCountTheMessagesOfWindowsApart() throws InterruptedException {
        new EngineJob(3, "loopback").run(rank -> {
            final WinEngine window = rank.engine().allocateWindow(rank.world(), Long.BYTES, 1, false, false);
            window.fence(0);
            window.put(new byte[1], 0, 1, EngineRank.BYTE, (rank.number() + 1) % 3, 0, 1, EngineRank.BYTE);
            window.fence(0);
            window.free();
            for (final Purpose purpose : Purpose.values()) {
                assertTrue(purpose == Purpose.COMMUNICATOR
                    || purpose == Purpose.ONE_SIDED == rank.counters().sentMessages(purpose) > 0, purpose::text);
            }
        });
    }

    @Test
    void shouldCountWhatIsComparedApart() throws InterruptedException {
        new EngineJob(4, "loopback").set(Setting.CHECK, "true").run(rank -> {
            rank.world().barrier();
            assertEquals(2, rank.counters().sentMessages(Purpose.BARRIER), "two rounds of dissemination");
            assertEquals(0, rank.counters().sentMessages(Purpose.COMMUNICATOR));
            assertTrue(rank.counters().sentMessages(Purpose.CHECK) > 0);
        });
    }

    /** What follows the comparison is the program's, and is told of as without it. */
    @Test
    void shouldCountWhatIsNotComparedAsTheOperation() throws InterruptedException {
        final Layout ints = EngineRank.INT;
        new EngineJob(2, "loopback").set(Setting.CHECK, "true").run(rank -> {
            final Collective sum = new Collective(Collective.Kind.ALLREDUCE,
                BufferBlocks.one(new int[] {1}, 0, 1, ints), BufferBlocks.one(new int[1], 0, 1, ints),
                new Reduction(Reduction.Kind.SUM, true, null), Collective.NO_ROOT, null);
            EngineRank.await(rank.world().start(sum));
            assertEquals(1, rank.counters().sentMessages(Purpose.ALLREDUCE));
            assertEquals(2, rank.counters().sentMessages(Purpose.CHECK), "a length and a text");
            EngineRank.await(rank.world().init(sum).start());
            assertEquals(2, rank.counters().sentMessages(Purpose.ALLREDUCE));
            assertEquals(4, rank.counters().sentMessages(Purpose.CHECK));
        });
    }

    @Test
    void shouldCountWhatCrossesHosts() throws InterruptedException {
        new EngineJob(4, "loopback").hosts(0, 0, 1, 1).run(rank -> {
            for (int peer = 0; peer < 4; peer++) {
                final RequestEngine receive = rank.irecv(new byte[100], peer, TAG);
                rank.send(new byte[100], peer, TAG);
                EngineRank.await(receive);
            }
            assertEquals(2, rank.counters().crossHostMessages());
            assertEquals(200, rank.counters().crossHostBytes());
        });
    }
}
