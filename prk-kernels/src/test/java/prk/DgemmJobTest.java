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

class DgemmJobTest {
    private static final String USAGE =
        "Usage: prk.Dgemm <iterations> <matrix order> <panel width, 0: no panels> <tiles: 1, no tiles: 0>";
    private static final Consumer<double[][]> UNTOUCHED = c -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldValidate(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "4", "256", "32", "1"));

        out.assertRate(world, "MFlops/s");
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = {1, 3, 4})
    void shouldComputeEveryElementWhateverThePanelsAre(final Intracomm world) {
        for (final int order : new int[] {6, 23}) {
            for (final String panelWidth : new String[] {"0", "1", "7"}) {
                for (final String tiles : new String[] {"0", "1"}) {
                    assertTrue(run(world, c -> {
                        for (int j = 0; j < c.length; j++) {
                            final double column = c[j][0];
                            for (final double element : c[j]) {
                                assertEquals(column, element, "every row of c is the same");
                            }
                            assertEquals(j * (c[c.length - 1][0] - c[0][0]), (c.length - 1) * (column - c[0][0]), 1e-6);
                        }
                    }, "2", Integer.toString(order), panelWidth, tiles),
                        order + " in panels of " + panelWidth + ", tiles " + tiles);
                }
            }
        }
    }

    @MpiTest(ranks = 4)
    void shouldNoticeAWrongElementOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? c -> c[1][2] += 1 : UNTOUCHED, "1", "10", "32", "1"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; sum of c: "
            + "reference value = 40500.0, computed value = 40501.0") : List.of(), err.lines());
    }

    @Test
    void shouldKnowTheSumOfAProduct() {
        final int order = 7;
        double sum = 0;
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < order; j++) {
                for (int k = 0; k < order; k++) {
                    sum += k * j;
                }
            }
        }
        assertEquals(sum, Dgemm.reference(order, 0));
        assertEquals(3 * sum, Dgemm.reference(order, 2));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws UsageException {
        assertWrong("iterations is \"0\"", 1, "0", "100", "32", "1");
        assertWrong("panel width is \"-1\"", 1, "1", "100", "-1", "1");
        assertWrong("tiles is \"2\"", 1, "1", "100", "32", "2");
        assertWrong("found 3 arguments, expected 4", 1, "1", "100", "32");
        assertWrong("matrix order 60000 needs narrower panels than 60000", 1, "1", "60000", "0", "1");
        assertArrayEquals(new long[] {1, 60_000, 32, 0}, Dgemm.read(new String[] {"1", "60000", "32", "0"}, 1));
    }

    private boolean run(final Intracomm world, final Consumer<double[][]> beforeCheck, final String... args) {
        return Dgemm.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static void assertWrong(final String problem, final int ranks, final String... args) {
        final String text = assertThrows(UsageException.class, () -> Dgemm.read(args, ranks)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(USAGE), text);
    }
}
