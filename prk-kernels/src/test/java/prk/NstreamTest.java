package prk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NstreamTest {
    @Test
    void shouldReadIterationsLengthAndOffset() throws UsageException {
        assertArrayEquals(new long[] {10, 100_000, 7}, Nstream.read(new String[] {"10", "100000", "7"}, 4));
    }

    @Test
    void shouldReadLengthBeyondOneArrayIfRanksShareIt() throws UsageException {
        assertArrayEquals(new long[] {1, 4_000_000_000L, 0}, Nstream.read(new String[] {"1", "4000000000", "0"}, 2));
        assertWrong("vector length", 1, "1", "4000000000", "0");
    }

    @Test
    void shouldRefuseVectorShorterThanRanks() throws UsageException {
        assertArrayEquals(new long[] {1, 4, 0}, Nstream.read(new String[] {"1", "4", "0"}, 4));
        assertWrong("vector length", 4, "1", "3", "0");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertWrong("iterations", 1, "0", "100", "0");
        assertWrong("offset", 1, "1", "100", "-1");
        assertWrong("offset", 1, "1", "2147483639", "1");
        assertWrong("found 2 arguments", 1, "1", "100");
    }

    @Test
    void shouldKnowSumAfterEachIteration() {
        double a = 0;
        for (int iterations = 0; iterations < 5; iterations++) {
            a += 2 + 3 * 2;
            assertEquals(1000 * a, Nstream.reference(iterations, 1000));
        }
    }

    @Test
    void shouldJudgeRelativelyAndRefuseNaN() {
        assertTrue(Nstream.isClose(1e12, 1e12 + 1e3));
        assertFalse(Nstream.isClose(1e12, 1e12 + 1e5));
        assertFalse(Nstream.isClose(1e12, 1e12 - 1e5));
        assertFalse(Nstream.isClose(1, Double.NaN));
    }

    private static void assertWrong(final String problem, final int ranks, final String... args) {
        final String text = assertThrows(UsageException.class, () -> Nstream.read(args, ranks)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith("Usage: prk.Nstream <iterations> <vector length> <offset>"), text);
    }
}
