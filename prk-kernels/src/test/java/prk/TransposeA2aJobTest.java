package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;

class TransposeA2aJobTest {
    private static final Consumer<double[]> UNTOUCHED = b -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldValidateWithTilesOfAnySize(final Intracomm world) {
        for (final String tile : new String[] {"0", "1", "7", "32", "1000"}) {
            assertTrue(run(world, UNTOUCHED, "3", "132", tile), "tile size " + tile);
        }

        out.assertRate(world, "MB/s");
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 4)
    void shouldValidateWithLongBlocks(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "2", "1024"));
    }

    @MpiTest(ranks = 4)
    void shouldNoticeAWrongElementOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? b -> b[7] -= 3 : UNTOUCHED, "1", "64"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; sum of |b - expected b|: "
            + "reference value = 0.0, computed value = 3.0") : List.of(), err.lines());
    }

    private boolean run(final Intracomm world, final Consumer<double[]> beforeCheck, final String... args) {
        return TransposeA2a.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }
}
