package prk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;

class StencilRmaJobTest {
    private static final Consumer<double[][]> UNTOUCHED = tile -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4, 6}, transport = "shm")
    void shouldValidate(final Intracomm world) {
        for (final String order : new String[] {"6", "7", "8", "67", "500"}) {
            assertTrue(run(world, UNTOUCHED, "3", order), "order " + order);
        }
        out.assertRate(world, "MFlops/s");
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 6, transport = {"shm", "tcp"})
    void shouldComputeWhatMessagesDo(final Intracomm world) {
        final double[][][] tile = new double[2][][];
        assertTrue(run(world, rows -> tile[0] = rows, "5", "23"));
        assertTrue(Stencil.run(new Job(new String[] {"5", "23"}, world, 0, out.stream(), err.stream()),
            rows -> tile[1] = rows));
        assertArrayEquals(tile[1], tile[0]);
    }

    @MpiTest(ranks = 4, transport = "shm")
    void shouldNoticeAWrongElementOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? tile -> tile[2][7] += 16 : UNTOUCHED, "1", "20"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; mean of |out|: "
            + "reference value = 4.0, computed value = 4.0625") : List.of(), err.lines());
    }

    private boolean run(final Intracomm world, final Consumer<double[][]> beforeCheck, final String... args) {
        return StencilRma.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }
}
