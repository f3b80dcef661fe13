package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import mpi.core.diag.Counters.Purpose;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.CommEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What members of a communicator have given the others is theirs again when it is freed. */
class FarewellTest {
    /** More than there are numbers for context ids. */
    private static final int MANY = 1 << 15;

    private static ContextIds contexts(final EngineRank rank) {
        return ((Communicator) rank.world()).contexts();
    }

    /** Takes all ids that a rank has left. */
    private static int idsLeft(final ContextIds contexts) {
        final BitSet taken = new BitSet();
        for (int id = contexts.take(); id != ContextIds.NONE; id = contexts.take()) {
            taken.set(id >>> 1 & MANY - 1);
        }
        return taken.cardinality();
    }

    @Test
    void shouldSendOneMessageEach() throws InterruptedException {
        new EngineJob(4, "loopback").run(rank -> {
            final CommEngine copy = rank.world().dup();
            final long before = rank.counters().sentMessages(Purpose.COMMUNICATOR);
            copy.free();
            assertEquals(rank.number() == 0 ? 0 : 1,
                rank.counters().sentMessages(Purpose.COMMUNICATOR) - before);
            rank.world().barrier();
        });
    }

    /** On each host the first has memory for all; rank 0 has given the id, too. */
    @Test
    void shouldTellTheFirstOfTheHostToo() throws InterruptedException {
        new EngineJob(6, "loopback").hosts(0, 0, 0, 1, 1, 1).run(rank -> {
            final CommEngine copy = rank.world().dup();
            copy.barrier();
            final long before = rank.counters().sentMessages(Purpose.COMMUNICATOR);
            copy.free();
            final long sent = rank.counters().sentMessages(Purpose.COMMUNICATOR) - before;
            assertTrue(rank.number() == 0 ? sent == 0 : sent <= 2, sent + " messages");
            rank.world().barrier();
        });
    }

    /** The giver of the id, rank 0, has as many ids as before though rank 2 could not tell it anything. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveTheIdBackThoughAMemberIsDead(final boolean isInter) throws InterruptedException {
        final CyclicBarrier all = new CyclicBarrier(4);
        final CyclicBarrier survivors = new CyclicBarrier(3);
        new EngineJob(4, "loopback").disorderly().run(rank -> {
            final int me = rank.number();
            final CommEngine half = isInter ? rank.world().split(me / 2, me) : null;
            final CommEngine comm = isInter ? half.createInter(0, rank.world(), me < 2 ? 2 : 0, 7) : rank.world().dup();
            all.await(10, TimeUnit.SECONDS); // have it
            if (me == 2) {
                rank.die("the test ends it");
                return;
            }
            comm.free();
            if (me == 0) {
                // the world, itself, what is internal, and half the ranks
                assertEquals(MANY - (isInter ? 4 : 3), idsLeft(contexts(rank)));
            }
            survivors.await(10, TimeUnit.SECONDS); // who leaves first counts as dead for the others
        });
    }
}
