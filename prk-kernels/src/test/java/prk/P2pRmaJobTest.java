package prk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Test;

class P2pRmaJobTest {
    private static final String USAGE = "Usage: prk.P2pRma <iterations> <columns> <lines> [group factor]";
    private static final Consumer<double[]> UNTOUCHED = grid -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4}, transport = "shm")
    void shouldValidateWithAnyGroup(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "3", "101", "51"));
        for (final String group : new String[] {"2", "7", "1000"}) {
            assertTrue(run(world, UNTOUCHED, "2", Integer.toString(world.getSize() + 1), "16", group),
                "group factor " + group);
        }
        out.assertRate(world, "MFlops/s");
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 3, transport = {"shm", "tcp"})
    void shouldComputeWhatMessagesDo(final Intracomm world) {
        final double[][] grid = new double[2][];
        assertTrue(run(world, elements -> grid[0] = elements, "2", "10", "5"));
        assertTrue(P2p.run(new Job(new String[] {"2", "10", "5"}, world, 0, out.stream(), err.stream()),
            elements -> grid[1] = elements));
        assertArrayEquals(grid[1], grid[0]);
    }

    @MpiTest(ranks = 4, transport = "shm")
    void shouldNoticeAWrongCorner(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? grid -> grid[grid.length - 1] += 1 : UNTOUCHED, "1", "64", "64"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; top right corner: "
            + "reference value = 252.0, computed value = 253.0") : List.of(), err.lines());
    }

    @Test
    void shouldRefuseMoreLinesThanAWindowHolds() throws UsageException {
        assertArrayEquals(new long[] {1, 5, 268_435_455, 1}, P2pRma.read(new String[] {"1", "5", "268435455"}, 4));
        final String text = assertThrows(UsageException.class,
            () -> P2pRma.read(new String[] {"1", "5", "268435456"}, 4)).getMessage();
        assertEquals(List.of("ERROR: 268435456 lines are too many: an element of each must fit into a window", USAGE),
            text.lines().toList());
    }

    private boolean run(final Intracomm world, final Consumer<double[]> beforeCheck, final String... args) {
        return P2pRma.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }
}
