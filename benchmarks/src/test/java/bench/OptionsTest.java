package bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Options DEFAULTS = Options.defaults(1000);

    @Test
    void shouldMeasureHeapArraysFrom1ByteTo4MegabytesByDefault() throws UsageException {
        assertEquals(new Options("", CollectiveCall.Form.BLOCKING,
            MessageBuffer.Kind.HEAP, 1, 4 * 1024 * 1024, List.of(), 1000, 1500, Options.Delay.NONE), DEFAULTS.with());
    }

    @Test
    void shouldTakeEveryOption() throws UsageException {
        assertEquals(
            new Options("bcast", CollectiveCall.Form.PERSISTENT, MessageBuffer.Kind.DIRECT, 8,
                2 * 1024 * 1024, List.of(), 10, 0, new Options.Delay(1, 20)),
            DEFAULTS.with("--operation", "bcast", "--buffer", "direct", "--min", "8", "--max", "2M", "--iterations",
                "10", "--warmup", "0", "--form", "persistent", "--delayed-rank", "1", "--delay-millis", "20"));
        assertEquals(64 * 1024, DEFAULTS.with("--min", "64K").minBytes());
        assertEquals(MessageBuffer.Kind.MPI, DEFAULTS.with("--buffer", "mpi").buffer());
    }

    @Test
    void shouldDoubleSizesUnlessTheyAreListed() throws UsageException {
        assertArrayEquals(new int[] {8, 16, 32}, DEFAULTS.with("--min", "8", "--max", "63").sizesBytes());
        final Options listed = DEFAULTS.with("--sizes", "64,4K,1");
        assertArrayEquals(new int[] {64, 4096, 1}, listed.sizesBytes());
        assertEquals(4096, listed.longestBytes());
        assertEquals(1 << 30, DEFAULTS.with("--min", "1024M", "--max", "1024M").longestBytes());
    }

    @Test
    void shouldSpendLessOnLongMessages() {
        assertEquals(1000, DEFAULTS.iterations(8 * 1024));
        assertEquals(100, DEFAULTS.iterations(8 * 1024 + 1));
        assertEquals(1, Options.defaults(3).iterations(1024 * 1024));
    }

    @Test
    void shouldLeaveATenthUntimedUnlessThereIsNoWarmup() throws UsageException {
        assertEquals(100, DEFAULTS.untimedIterations(8));
        assertEquals(10, DEFAULTS.untimedIterations(1024 * 1024));
        assertEquals(0, DEFAULTS.with("--warmup", "0").untimedIterations(8));
    }

    @Test
    void shouldExplainWhatIsWrong() {
        assertProblem("unknown option --bufer", "--bufer", "heap");
        assertProblem("no value for --min", "--min");
        assertProblem("--sizes is \"\", expected a whole number of at least 1", "--sizes", "8,,64");
        assertProblem("--buffer is \"stack\", expected one of heap, direct, mpi", "--buffer", "stack");
        assertProblem("--delayed-rank is \"-1\", expected a whole number of at least 0", "--delayed-rank", "-1");
        assertProblem("--delay-millis is \"0\", expected a whole number of at least 1", "--delay-millis", "0");
        assertProblem("--form is \"fast\", expected one of blocking, nonblocking, persistent", "--form", "fast");
        assertProblem("--min is \"x\", expected a whole number of at least 1", "--min", "x");
        assertProblem("--min is \"0\", expected a whole number of at least 1", "--min", "0");
        assertProblem("--iterations is \"0\", expected a whole number of at least 1", "--iterations", "0");
        assertProblem("--warmup is \"-1\", expected a whole number of at least 0", "--warmup", "-1");
        assertProblem("--max is 2000M, expected at most 1073741824", "--max", "2000M");
        assertProblem("--min is 64, more than --max, 8", "--min", "64", "--max", "8");
    }

    private static void assertProblem(final String problem, final String... args) {
        assertEquals(problem, assertThrows(UsageException.class, () -> DEFAULTS.with(args)).getMessage());
    }
}
