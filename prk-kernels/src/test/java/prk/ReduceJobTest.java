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

class ReduceJobTest {
    private static final String USAGE = "Usage: prk.Reduce <iterations> <vector length>";
    private static final Consumer<double[]> UNTOUCHED = vector -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldValidate(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "3", "1"));
        assertTrue(run(world, UNTOUCHED, "3", "1001"));

        out.assertRate(world, "MFlops/s");
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 4)
    void shouldNoticeAWrongElement(final Intracomm world) {
        assertFalse(run(world, vector -> vector[7] = Double.NaN, "1", "100"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; element 7: "
            + "reference value = " + Reduce.reference(1, world.getSize()) + ", computed value = NaN")
            : List.of(), err.lines());
    }

    @MpiTest(ranks = 3)
    void shouldNoticeTheWorstElement(final Intracomm world) {
        assertFalse(run(world, vector -> {
            vector[0] += 0.5;
            vector[98] -= 1;
        }, "1", "100"));

        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; element 98: "
            + "reference value = 13.0, computed value = 12.0") : List.of(), err.lines());
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws UsageException {
        assertWrong("iterations is \"0\"", "0", "100");
        assertWrong("vector length is \"0\"", "1", "0");
        assertWrong("vector length is \"2147483647\"", "1", "2147483647");
        assertArrayEquals(new long[] {20, 2_000_000}, Reduce.read(new String[] {"20", "2000000"}));
    }

    @Test
    void shouldKnowElementsAfterEachIteration() {
        for (int ranks = 1; ranks < 5; ranks++) {
            double root = 1;
            double other = 1;
            for (int iterations = 0; iterations < 5; iterations++) {
                other += 1;
                root += 1 + (ranks - 1) * other;
                assertEquals(root, Reduce.reference(iterations, ranks));
            }
        }
    }

    private boolean run(final Intracomm world, final Consumer<double[]> beforeCheck, final String... args) {
        return Reduce.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static void assertWrong(final String problem, final String... args) {
        final String text = assertThrows(UsageException.class, () -> Reduce.read(args)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(USAGE), text);
    }
}
