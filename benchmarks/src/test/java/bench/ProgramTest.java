package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final Program PAIRS =
        new Program("bench.Pairs", ranks -> ranks % 2 == 0, "an even number", Options.defaults(10));

    @Test
    void shouldTakeTheRanksItIsMadeFor() throws UsageException {
        assertEquals(8, PAIRS.options(4, "--min", "8").minBytes());
    }

    @Test
    void shouldExplainThatADelayedRankIsNotThere() {
        assertEquals("--delayed-rank is 4, expected less than the number of ranks, 4",
            assertThrows(UsageException.class, () -> PAIRS.options(4, "--delayed-rank", "4")).getMessage());
    }

    @Test
    void shouldExplainAWrongNumberOfRanks() {
        assertEquals("number of ranks is 3, expected an even number",
            assertThrows(UsageException.class, () -> PAIRS.options(3)).getMessage());
    }
}
