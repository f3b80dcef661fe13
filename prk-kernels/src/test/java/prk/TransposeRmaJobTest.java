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

class TransposeRmaJobTest {
    private static final String USAGE = "Usage: prk.TransposeRma <iterations> <matrix order> [tile size"
        + " [synchronisation: 0 for fences, 1 for locks and flushes]]";
    private static final Consumer<double[]> UNTOUCHED = b -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4}, transport = "shm")
    void shouldValidateWithTilesOfAnySizeAndAnySynchronisation(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "3", "132"));
        for (final String synchronisation : new String[] {"0", "1"}) {
            for (final String tile : new String[] {"0", "1", "7", "32", "1000"}) {
                assertTrue(run(world, UNTOUCHED, "3", "132", tile, synchronisation), tile + ", " + synchronisation);
            }
        }
        out.assertRate(world, "MB/s");
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 4, transport = "shm")
    void shouldNoticeAWrongElementOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? b -> b[7] -= 3 : UNTOUCHED, "1", "64"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; sum of |b - expected b|: "
            + "reference value = 0.0, computed value = 3.0") : List.of(), err.lines());
    }

    @Test
    void shouldReadSynchronisation() throws UsageException {
        assertArrayEquals(new long[] {20, 2000, 32, 0}, TransposeRma.read(new String[] {"20", "2000"}, 4));
        assertArrayEquals(new long[] {20, 2000, 64, 1}, TransposeRma.read(new String[] {"20", "2000", "64", "1"}, 4));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertWrong("synchronisation is \"2\", expected a whole number from 0 to 1", 2, "1", "100", "32", "2");
        assertWrong("found 5 arguments, expected 2 to 4", 2, "1", "100", "32", "1", "1");
        assertWrong(
            "matrix order 40000 needs more than 2 ranks: the blocks that one rank gets must fit into one window",
            2, "1", "40000");
    }

    private boolean run(final Intracomm world, final Consumer<double[]> beforeCheck, final String... args) {
        return TransposeRma.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static void assertWrong(final String problem, final int ranks, final String... args) {
        final String text = assertThrows(UsageException.class, () -> TransposeRma.read(args, ranks)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(USAGE), text);
    }
}
