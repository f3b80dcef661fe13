package mpjrun.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import mpjrun.launch.TestPlan.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a launcher says of ranks that do not end. */
@Timeout(60)
class JobWatchTest {
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(3);

    private static int count(final String text, final String part) {
        return text.split(part, -1).length - 1;
    }

    @Test
    void shouldReportAHangOnceAndGoOn() {
        final Result result = TestPlan.scripted(2, "init", "0?blocked:1", "1?blocked:0", "wait")
            .hangLimits(PERIOD, QUIET)
            .timeLimit(TIME_LIMIT)
            .run();
        assertEquals(110, result.code());
        assertEquals(1, count(result.err(), "every rank has been blocked in MPI for 1 s or more"), result.err());
        assertTrue(result.err().contains("rank 0: recv on COMM_WORLD from 1, tag 7, 8 bytes, blocked 60 s\n"));
        assertTrue(result.err().contains("cycle: 0 → 1 → 0\n"));
    }

    @Test
    void shouldNotReportAHangWhileARankComputes() {
        final Result result = TestPlan.scripted(2, "init", "0?blocked:1", "wait")
            .hangLimits(PERIOD, QUIET)
            .timeLimit(Duration.ofSeconds(2))
            .run();
        assertEquals(110, result.code());
        assertFalse(result.err().contains("every rank"), result.err());
    }

    @Test
    void shouldShowOperationsAndStacksWhenTheTimeIsOver() {
        final Result result =
            TestPlan.scripted(3, "2?wait", "1?join", "0?init", "0?blocked:1", "wait").timeLimit(TIME_LIMIT).run();
        assertEquals(110, result.code());
        final String err = result.err();
        assertTrue(err.contains("rank 0: recv on COMM_WORLD from 1, tag 7"), err);
        assertTrue(err.contains("rank 1: not blocked in MPI"), err);
        assertTrue(err.contains("rank 2 has not called Init; stacks follow on standard output\n"), err);
        assertTrue(result.out().contains("Full thread dump"), result.out());
        assertEquals(1, count(result.out(), "\"main\" #"), result.out());
        assertTrue(err.contains("ranks 0, 1, thread \"main\":\n"), err);
        assertTrue(err.contains("ScriptedRank.act"), err);
        assertEquals(1, count(err, "\nstacks of all threads: "), err);
        assertTrue(err.endsWith("mpjrun: the time limit of 3 s is over\n"), err);
        assertFalse(err.contains("kill -QUIT"), err);
    }

    @Test
    void shouldNameRanksWithoutMpiWhenTheTimeIsOver() {
        final Result result =
            TestPlan.command(2, "sleep", "1000").timeLimit(Duration.ofMillis(200)).run();
        assertEquals(new Result(110, "", "ranks 0, 1 have not called Init; stacks follow on standard output\n"
            + "mpjrun: the time limit of 0.2 s is over\n"), result);
    }

    @Test
    void shouldNotMindATimeLimitThatIsNotReached() {
        assertEquals(new Result(0, "", ""),
            TestPlan.command(2, "true").timeLimit(Duration.ofSeconds(1000)).run());
    }

    @Test
    void shouldReportARealHang() {
        final Result result = TestPlan.java(1, RealProgram.class, "receive")
            .hangLimits(PERIOD, QUIET)
            .timeLimit(TIME_LIMIT.plus(QUIET))
            .run();
        assertEquals(110, result.code());
        assertTrue(result.err().contains("every rank has been blocked in MPI for 1 s or more"), result.err());
        assertTrue(result.err().contains("rank 0: recv on "), result.err());
        assertTrue(result.err().contains("RealProgram.main"), result.err());
    }
}
