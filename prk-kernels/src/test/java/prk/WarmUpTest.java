package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;

class WarmUpTest {
    private final AtomicInteger steps = new AtomicInteger();

    @MpiTest(ranks = {1, 2, 3})
    void shouldTakeOneStepAtLeast(final Intracomm world) {
        WarmUp.repeat(world, 0, steps::incrementAndGet);

        assertEquals(1, steps.get());
    }

    @MpiTest(ranks = 3)
    void shouldEndOnAllRanksWhenRootEnds(final Intracomm world) {
        final double seconds = world.getRank() == CommandLine.ROOT ? 0 : Double.POSITIVE_INFINITY;
        WarmUp.repeat(world, seconds, steps::incrementAndGet);

        assertEquals(1, steps.get());
    }
}
