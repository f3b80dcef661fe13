package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Test;

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

    @Test
    void shouldTakeLongerWhereCompilersShareCores() {
        assertEquals(2, WarmUp.share(4, 2));
        assertEquals(1.5, WarmUp.share(3, 2));
        assertEquals(1, WarmUp.share(2, 8));
    }

    @Test
    void shouldNotTakeRanksForMoreThanTheCoresOfOneThatIsBound() {
        assertEquals(1, WarmUp.share(4, 1));
    }

    @Test
    void shouldNotTakeForEverWhereManyShareCores() {
        assertEquals(4, WarmUp.share(64, 2));
    }

    @MpiTest(ranks = {1, 2})
    void shouldTakeHalfAsLongAlone(final Intracomm world) {
        assertEquals(world.getSize() == 1 ? 0.5 : 1, WarmUp.seconds(1, world));
    }
}
