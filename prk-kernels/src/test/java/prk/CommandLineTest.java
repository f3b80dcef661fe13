package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CommandLineTest {
    private static final String USAGE = "Usage: kernel <iterations> [tile]";

    @Test
    void shouldReadNumbers() throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 1, 1, "10", "3000000000");

        assertEquals(10, line.number(0, "iterations", 1, 100));
        assertEquals(3_000_000_000L, line.numberOr(5, 1, "tile", 0, Long.MAX_VALUE));
    }

    @Test
    void shouldTakeDefaultForAbsentArgument() throws UsageException {
        assertEquals(32, new CommandLine(USAGE, 1, 1, "10").numberOr(32, 1, "tile", 0, 100));
    }

    @Test
    void shouldExplainWrongNumberOfArguments() {
        assertProblem("found 0 arguments, expected 1 to 2", () -> new CommandLine(USAGE, 1, 1));
        assertProblem("found 3 arguments, expected 1 to 2", () -> new CommandLine(USAGE, 1, 1, "1", "2", "3"));
        assertProblem("found 1 arguments, expected 3", () -> new CommandLine(USAGE, 3, 0, "1"));
    }

    @Test
    void shouldExplainWhatIsNotANumber() {
        assertProblem("iterations is \"ten\", expected a whole number from 1 to 100",
            () -> new CommandLine(USAGE, 1, 1, "ten").number(0, "iterations", 1, 100));
        assertProblem("iterations is \"1e3\", expected a whole number from 1 to 100",
            () -> new CommandLine(USAGE, 1, 1, "1e3").number(0, "iterations", 1, 100));
    }

    @Test
    void shouldExplainNumberOutOfRange() {
        assertProblem("iterations is \"0\", expected a whole number from 1 to 100",
            () -> new CommandLine(USAGE, 1, 1, "0").number(0, "iterations", 1, 100));
        assertProblem("iterations is \"101\", expected a whole number from 1 to 100",
            () -> new CommandLine(USAGE, 1, 1, "101").number(0, "iterations", 1, 100));
    }

    private static void assertProblem(final String problem, final Executable wrong) {
        assertEquals("ERROR: " + problem + System.lineSeparator() + USAGE,
            assertThrows(UsageException.class, wrong).getMessage());
    }
}
