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

class P2pJobTest {
    private static final String USAGE = "Usage: prk.P2p <iterations> <columns> <lines> [group factor]";
    private static final Consumer<double[]> UNTOUCHED = grid -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldValidate(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "3", "101", "51"));

        out.assertRate(world, "MFlops/s");
        if (world.getRank() == 0) {
            assertEquals("Grid sizes = 101, 51", out.lines().get(3));
        }
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = {1, 3})
    void shouldValidateTheSmallestGridsAndAnyGroup(final Intracomm world) {
        final String columns = Integer.toString(world.getSize() + 1);
        for (final String group : new String[] {"1", "2", "7", "1000"}) {
            assertTrue(run(world, UNTOUCHED, "1", columns, "2", group), "2 lines, group factor " + group);
            assertTrue(run(world, UNTOUCHED, "2", columns, "16", group), "16 lines, group factor " + group);
        }
    }

    @MpiTest(ranks = 3)
    void shouldComputeEveryElement(final Intracomm world) {
        final Span part = Span.part(10, 3, world.getRank());
        final int stride = 1 + part.length();
        assertTrue(run(world, grid -> {
            for (int line = 1; line < 5; line++) {
                for (int column = Math.max(part.first(), 1); column < part.first() + part.length(); column++) {
                    // After iteration 0, an element is the sum of its indices; iteration 1 adds the corner, 9 + 4.
                    assertEquals(column + line + 13, grid[1 + column - part.first() + stride * line]);
                }
            }
        }, "1", "10", "5"));
    }

    @MpiTest(ranks = 4)
    void shouldNoticeAWrongCorner(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? grid -> grid[grid.length - 1] += 1 : UNTOUCHED, "1", "64", "64"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; top right corner: "
            + "reference value = 252.0, computed value = 253.0") : List.of(), err.lines());
    }

    @Test
    void shouldReadIterationsGridAndGroup() throws UsageException {
        assertArrayEquals(new long[] {10, 2000, 1000, 1}, read(4, "10", "2000", "1000"));
        assertArrayEquals(new long[] {10, 2000, 1000, 8}, read(4, "10", "2000", "1000", "8"));
        assertArrayEquals(new long[] {10, 2000, 1000, 999}, read(4, "10", "2000", "1000", "1000"));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws UsageException {
        assertWrong("iterations is \"0\"", 1, "0", "100", "100");
        assertWrong("columns is \"4\"", 4, "1", "4", "100");
        assertWrong("lines is \"1\"", 1, "1", "100", "1");
        assertWrong("group factor is \"0\"", 1, "1", "100", "100", "0");
        assertWrong("found 2 arguments, expected 3 to 4", 1, "1", "100");
        assertWrong("a grid of 50000 by 50000 needs more than 1 ranks", 1, "1", "50000", "50000");
        assertArrayEquals(new long[] {1, 50_000, 50_000, 1}, read(2, "1", "50000", "50000"));
    }

    @Test
    void shouldRefuseNaN() {
        assertTrue(P2pColumns.isClose(1e12, 1e12 + 1e3));
        assertFalse(P2pColumns.isClose(1e12, 1e12 + 1e5));
        assertFalse(P2pColumns.isClose(1, Double.NaN));
    }

    private boolean run(final Intracomm world, final Consumer<double[]> beforeCheck, final String... args) {
        return P2p.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static long[] read(final int ranks, final String... args) throws UsageException {
        return P2pColumns.read(USAGE, args, ranks);
    }

    private static void assertWrong(final String problem, final int ranks, final String... args) {
        final String text = assertThrows(UsageException.class, () -> read(ranks, args)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(USAGE), text);
    }
}
