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

class SparseJobTest {
    private static final String USAGE =
        "Usage: prk.Sparse <iterations> <log2 of the grid's width> <radius of the star>";
    private static final Consumer<double[]> UNTOUCHED = result -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 4})
    void shouldValidate(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "10", "7", "5"));

        out.assertRate(world, "MFlops/s");
        if (world.getRank() == 0) {
            assertEquals("Matrix order = 16384", out.lines().get(3));
        }
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = {1, 4})
    void shouldValidateTheSmallestGrids(final Intracomm world) {
        final boolean one = world.getSize() == 1;
        assertTrue(run(world, UNTOUCHED, "1", one ? "0" : "2", "0"));
        assertTrue(run(world, UNTOUCHED, "2", "2", "1"));
        assertTrue(run(world, UNTOUCHED, "3", "3", "3"));
    }

    @MpiTest(ranks = 4)
    void shouldNoticeAWrongRowOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? result -> result[7] += 1 : UNTOUCHED, "1", "4", "1"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; sum of the result: "
            + "reference value = 3840.0, computed value = 3841.0") : List.of(), err.lines());
    }

    @Test
    void shouldReverseBits() {
        assertEquals(0, Sparse.reverse(0, 0));
        assertEquals(0b0011, Sparse.reverse(0b1100, 4));
        assertEquals(0b1011_0000, Sparse.reverse(0b1101, 8));
    }

    @Test
    void shouldKnowARowAfterEachIteration() {
        double row = 0;
        for (int iterations = 0; iterations < 5; iterations++) {
            row += 9 * (iterations + 1);
            assertEquals(row, Sparse.reference(2, iterations));
        }
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws UsageException {
        assertWrong("iterations is \"0\"", 1, "0", "10", "5");
        assertWrong("log2 of the grid's width is \"-1\"", 1, "1", "-1", "5");
        assertWrong("radius is \"-1\"", 1, "1", "10", "-1");
        assertWrong("grid width 8 is smaller than the diameter of the star, 9", 1, "1", "3", "4");
        assertWrong("grid width 32768 needs more than 1 ranks", 1, "1", "15", "2");
        assertWrong("found 2 arguments, expected 3", 1, "1", "10");
        assertArrayEquals(new long[] {1, 15, 2}, Sparse.read(new String[] {"1", "15", "2"}, 8));
    }

    private boolean run(final Intracomm world, final Consumer<double[]> beforeCheck, final String... args) {
        return Sparse.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static void assertWrong(final String problem, final int ranks, final String... args) {
        final String text = assertThrows(UsageException.class, () -> Sparse.read(args, ranks)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(USAGE), text);
    }
}
