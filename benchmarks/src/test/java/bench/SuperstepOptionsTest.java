package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuperstepOptionsTest {
    @Test
    void shouldLetTheLastRankBeTwiceAsSlow() throws UsageException {
        assertEquals(new SuperstepOptions(12, 20_000, 65_536, 3, 2, Optional.empty()), SuperstepOptions.of(4));
    }

    @Test
    void shouldTakeEveryOption() throws UsageException {
        assertEquals(new SuperstepOptions(5, 100, 8, 1, 1.5, Optional.of(Path.of("a.svg"))),
            SuperstepOptions.of(4, "--supersteps", "5", "--compute", "100", "--bytes", "8", "--slow-rank", "1",
                "--slow-factor", "1.5", "--chart", "a.svg"));
    }

    @Test
    void shouldExplainWhatIsWrong() {
        assertProblem("number of ranks is 1, expected at least 2", 1);
        assertProblem("no value for --bytes", 2, "--bytes");
        assertProblem("unknown option --fast", 2, "--fast", "1");
        assertProblem("--slow-rank is \"2\", expected a whole number from 0 to 1", 2, "--slow-rank", "2");
        assertProblem("--slow-factor is \"0.5\", expected a number of at least 1", 2, "--slow-factor", "0.5");
        assertProblem("--supersteps is \"x\", expected a whole number from 1 to 1000000", 2, "--supersteps", "x");
    }

    private static void assertProblem(final String problem, final int ranks, final String... args) {
        assertEquals(problem,
            assertThrows(UsageException.class, () -> SuperstepOptions.of(ranks, args)).getMessage());
    }
}
