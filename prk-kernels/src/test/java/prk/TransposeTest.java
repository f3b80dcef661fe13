package prk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TransposeTest {
    @Test
    void shouldReadIterationsOrderAndTile() throws UsageException {
        assertArrayEquals(new long[] {20, 2000, 64}, Transpose.read(new String[] {"20", "2000", "64"}, 4));
    }

    @Test
    void shouldUseTilesOf32ByDefault() throws UsageException {
        assertArrayEquals(new long[] {20, 2000, 32}, Transpose.read(new String[] {"20", "2000"}, 4));
    }

    @Test
    void shouldRefuseOrderThatRanksDoNotDivide() {
        assertWrong("matrix order 10 is not a multiple of the number of ranks, 4", 4, "1", "10");
    }

    @Test
    void shouldRefuseMatrixThatDoesNotFit() throws UsageException {
        assertWrong("matrix order 50000 needs more than 1 ranks", 1, "1", "50000");
        assertArrayEquals(new long[] {1, 50_000, 32}, Transpose.read(new String[] {"1", "50000"}, 2));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertWrong("iterations is \"-1\"", 1, "-1", "100");
        assertWrong("matrix order is \"3\"", 4, "1", "3");
        assertWrong("tile size is \"-1\"", 1, "1", "100", "-1");
        assertWrong("found 1 arguments, expected 2 to 3", 1, "1");
        assertWrong("found 4 arguments, expected 2 to 3", 1, "1", "100", "32", "1");
    }

    @Test
    void shouldKnowEveryElementAfterEachIteration() {
        final int order = 5;
        for (int row = 0; row < order; row++) {
            for (int column = 0; column < order; column++) {
                double b = 0;
                for (int iterations = 0; iterations < 4; iterations++) {
                    b += TransposeColumns.start(order, column, row) + iterations;
                    assertEquals(b, TransposeColumns.reference(order, row, column, iterations));
                }
            }
        }
    }

    private static void assertWrong(final String problem, final int ranks, final String... args) {
        final String text = assertThrows(UsageException.class, () -> Transpose.read(args, ranks)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith("Usage: prk.Transpose <iterations> <matrix order> [tile size]"), text);
    }
}
