package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;

class NstreamJobTest {
    private static final Consumer<double[]> UNTOUCHED = a -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldValidate(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "10", "10000", "5"));

        out.assertRate(world, "MB/s");
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 4)
    void shouldLeaveOutARemainder(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "1", "10", "0"));

        if (world.getRank() == 0) {
            assertTrue(out.lines().contains("Vector length = 10 (2 a rank, the last 2 are left out)"),
                out.lines()::toString);
        }
    }

    @MpiTest(ranks = {1, 4})
    void shouldNoticeAWrongElementOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? a -> a[7] += 1 : UNTOUCHED, "1", "1000", "0"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; sum of |a|: "
            + "reference value = 16000.0, computed value = 16001.0") : List.of(), err.lines());
    }

    @MpiTest(ranks = {1, 3})
    void shouldExplainAWrongCommandLineOnce(final Intracomm world) {
        assertFalse(run(world, UNTOUCHED, "1", "1000"));

        assertEquals(List.of(), out.lines());
        assertEquals(world.getRank() == 0
            ? List.of("ERROR: found 2 arguments, expected 3",
                "Usage: prk.Nstream <iterations> <vector length> <offset>")
            : List.of(), err.lines());
    }

    private boolean run(final Intracomm world, final Consumer<double[]> beforeCheck, final String... args) {
        return Nstream.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }
}
