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

class StencilJobTest {
    private static final String USAGE = "Usage: prk.Stencil <iterations> <grid order>";
    private static final Consumer<double[][]> UNTOUCHED = tile -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4, 6})
    void shouldValidate(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "3", "67"));

        out.assertRate(world, "MFlops/s");
        if (world.getRank() == 0) {
            assertEquals("Grid order = 67", out.lines().get(3));
        }
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = {1, 2, 4})
    void shouldValidateTheSmallestGrids(final Intracomm world) {
        for (final String order : new String[] {"5", "6", "7", "8"}) {
            assertTrue(run(world, UNTOUCHED, "1", order), "order " + order);
        }
    }

    @MpiTest(ranks = 6)
    void shouldComputeEveryElement(final Intracomm world) {
        assertArrayEquals(new int[] {3, 2}, StencilTile.grid(6));
        final Span rows = Span.part(11, 3, world.getRank() / 2);
        final Span columns = Span.part(11, 2, world.getRank() % 2);
        assertTrue(run(world, tile -> {
            for (int y = 0; y < rows.length(); y++) {
                for (int x = 0; x < columns.length(); x++) {
                    final boolean computed = isComputed(rows.first() + y) && isComputed(columns.first() + x);
                    assertEquals(computed ? 8.0 : 0.0, tile[y][x]);
                }
            }
        }, "3", "11"));
    }

    private static boolean isComputed(final int position) {
        return position >= 2 && position < 9;
    }

    @MpiTest(ranks = 4)
    void shouldNoticeAWrongElementOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? tile -> tile[2][7] += 16 : UNTOUCHED, "1", "20"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0 ? List.of("ERROR: the solution is wrong; mean of |out|: "
            + "reference value = 4.0, computed value = 4.0625") : List.of(), err.lines());
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws UsageException {
        assertWrong("iterations is \"0\"", 1, "0", "100");
        assertWrong("grid order is \"4\"", 1, "1", "4");
        assertWrong("grid order 7 is too small for 2 by 4 ranks", 8, "1", "7");
        assertWrong("found 3 arguments, expected 2", 1, "1", "100", "2");
        assertArrayEquals(new long[] {20, 2000}, StencilTile.read(USAGE, new String[] {"20", "2000"}, 2));
    }

    @Test
    void shouldRefuseNaN() {
        assertTrue(StencilTile.isClose(22, 22 + 1e-9));
        assertFalse(StencilTile.isClose(22, 22 - 1e-7));
        assertFalse(StencilTile.isClose(22, Double.NaN));
    }

    private boolean run(final Intracomm world, final Consumer<double[][]> beforeCheck, final String... args) {
        return Stencil.run(new Job(args, world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static void assertWrong(final String problem, final int ranks, final String... args) {
        final String text =
            assertThrows(UsageException.class, () -> StencilTile.read(USAGE, args, ranks)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(USAGE), text);
    }
}
