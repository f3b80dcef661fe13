package compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** When a run of a program, and a program, has passed. */
class RunTest {
    private static Run run(final int exitCode, final String... lines) {
        return Run.of(Program.of("mpi.ccl.bcast", new Properties()), 4, exitCode, List.of(lines));
    }

    private static void expectFailed(final String reason, final Run run) {
        assertEquals(new Run(4, Run.Outcome.FAILED, reason), run);
    }

    @Test
    void shouldPassOnlyWithItsLastWords() {
        assertEquals(Run.Outcome.PASSED, run(0, "Bcast TEST COMPLETE").outcome());
        assertEquals(Run.Outcome.PASSED, run(0, "zero5 TEST Completed", "").outcome());
        expectFailed("did not come to its end: no output", run(0));
        expectFailed("did not come to its end: recv completed", run(0, "recv completed"));
    }

    @Test
    void shouldFailOnComplaintsAndExitCodes() {
        expectFailed("ERROR in data", run(0, " ERROR in data", "Bcast TEST COMPLETE"));
        expectFailed("<<<<FAILED>>>>", run(0, " <<<<FAILED>>>> ", "Bcast TEST COMPLETE"));
        expectFailed("exit code 1: Bcast TEST COMPLETE", run(1, "Bcast TEST COMPLETE"));
    }

    @Test
    void shouldKnowProgramsThatWantOtherRanks() {
        for (final String line : List.of("MUST RUN WITH 6 TASKS", "topo->map must run with 8 tasks!",
            "group->group: MUST HAVE 8 TASKS", "topo->graph runs with 4 TASKS")) {
            assertEquals(Run.Outcome.UNFIT, run(0, line).outcome(), line);
        }
    }

    @Test
    void shouldPassWhenOneRunPassesAndNoneFails() {
        final Run passed = run(0, "TEST COMPLETE");
        final Run unfit = run(0, "MUST RUN WITH 6 TASKS");
        assertTrue(Verdict.of(List.of(unfit, passed)).isPassed());
        assertFalse(Verdict.of(List.of(unfit, unfit)).isPassed());
        assertEquals(new Verdict(false, "4 ranks: did not come to its end: no output"),
            Verdict.of(List.of(passed, run(0))));
    }
}
