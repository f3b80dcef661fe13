package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import mpi.Intracomm;
import mpi.MPI;
import mpi.core.kit.MpiTest;

class WarmupTest {
    @MpiTest(ranks = {1, 2, 3})
    void shouldTakeTheSameNumberOfRoundsOnAllRanks(final Intracomm world) {
        final AtomicInteger rounds = new AtomicInteger();
        new Warmup(world).run(world.getRank() == 0 ? 5 : 1, rounds::incrementAndGet);
        final int[] atRoot = {rounds.get()};
        world.bcast(atRoot, 1, MPI.INT, 0);
        assertEquals(atRoot[0], rounds.get());
        assertTrue(rounds.get() > 0);
    }

    @MpiTest(ranks = 2)
    void shouldDoNothingInNoTime(final Intracomm world) {
        final AtomicInteger rounds = new AtomicInteger();
        new Warmup(world).run(0, rounds::incrementAndGet);
        assertEquals(0, rounds.get());
    }
}
