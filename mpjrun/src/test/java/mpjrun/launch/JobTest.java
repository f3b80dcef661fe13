package mpjrun.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import mpjrun.launch.TestPlan.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How jobs end. */
@Timeout(60)
class JobTest {
    private static void assertEnds(final Result result, final int code, final String line) {
        assertEquals(code, result.code(), result.toString());
        final String shown = result.err().replaceAll("\\(pid \\d+\\)", "(pid P)");
        assertTrue(shown.lines().toList().contains(line), result.toString());
        assertEquals(1, shown.lines().filter(text -> text.startsWith("mpjrun: ")).count(), result.toString());
    }

    private static void assertSucceeds(final Result result) {
        assertEquals(0, result.code(), result.toString());
        assertEquals("", result.err());
    }

    /** A script by which all ranks but one never end, as if nobody had told them. */
    private static String onlyRank(final int rank, final String script) {
        return "if [ $MPJ_RANK = " + rank + " ]; then " + script + "; else exec sleep 1000; fi";
    }

    @Test
    void shouldRunProgramsThatDoNotCallMpi() {
        final Result result =
            TestPlan.shell(3, "echo $MPJ_RANK of $MPJ_SIZE, $COLOUR in $PWD; echo $MPJ_SECRET > /dev/null")
                .environment(Map.of("COLOUR", "blue"))
                .directory(Path.of("/"))
                .run();
        assertSucceeds(result);
        assertEquals(List.of("0 of 3, blue in /", "1 of 3, blue in /", "2 of 3, blue in /"), result.outLines());
    }

    @Test
    void shouldEndWithTheCodeOfTheRankThatFails() {
        assertEnds(TestPlan.shell(3, onlyRank(2, "exit 3")).run(), 3, "mpjrun: rank 2 (pid P) exited with code 3");
    }

    @Test
    void shouldNameTheSignalThatKilledARank() {
        assertEnds(TestPlan.shell(3, onlyRank(2, "kill -KILL $$")).run(), 137,
            "mpjrun: rank 2 (pid P) was killed by signal 9 (KILL)");
    }

    @Test
    void shouldKillRanksThatDoNotEndWhenAskedTo(@TempDir final Path directory) {
        final Result result = TestPlan.shell(2, "trap '' TERM; if [ $MPJ_RANK = 0 ]; then"
            + " until [ -e started ]; do sleep 0.02; done; exit 5; fi;"
            + " touch started; while :; do sleep 1000; done").directory(directory).run();
        assertEnds(result, 5, "mpjrun: rank 0 (pid P) exited with code 5");
    }

    @Test
    void shouldEndWhatRanksHaveStarted(@TempDir final Path directory) {
        final Result result = TestPlan.shell(2, "if [ $MPJ_RANK = 0 ]; then until [ -e started ]; do sleep 0.02; done;"
            + " exit 5; fi; sleep 1000 & echo $!; touch started; wait").directory(directory).run();
        assertEquals(5, result.code());
        ProcessHandle.of(Long.parseLong(result.out().strip())).ifPresent(child -> child.onExit().join());
    }

    @Test
    void shouldReportOneOfTwoThatFailAtTheSameTime() {
        for (int round = 0; round < 10; round++) {
            final Result result = TestPlan.shell(2, "exit $((MPJ_RANK + 3))").run();
            final int rank = result.code() - 3;
            assertTrue(rank == 0 || rank == 1, result.toString());
            assertEnds(result, result.code(), "mpjrun: rank " + rank + " (pid P) exited with code " + result.code());
        }
    }

    @Test
    void shouldSayOnceWhyNothingCanBeStarted() {
        assertEnds(TestPlan.command(2, "no-such-program").run(), 127,
            "mpjrun: cannot start rank 0: no program \"no-such-program\" in PATH");
        assertEnds(TestPlan.command(2, "/etc/passwd").run(), 127,
            "mpjrun: cannot start rank 0: /etc/passwd is not a program that can be run");
        assertEnds(TestPlan.shell(2, "true").directory(Path.of("/no/such")).run(), 127,
            "mpjrun: cannot start rank 0: no directory /no/such");
    }

    @Test
    void shouldEndWithAnUncaughtException() {
        final Result result = TestPlan.scripted(2, "init", "meet", "1?throw:too cold", "wait").run();
        assertEnds(result, 1, "mpjrun: rank 1 (pid P) exited with code 1");
        assertTrue(result.err().indexOf("too cold") < result.err().indexOf("mpjrun: "), result.toString());
    }

    @Test
    void shouldAcceptInitAndFinalize() {
        assertSucceeds(TestPlan.scripted(2, "init", "meet", "finalize").run());
    }

    @Test
    void shouldTakeExitZeroWithoutFinalizeForAFailure() {
        assertEnds(TestPlan.scripted(2, "init", "meet", "1?exit:0", "wait").run(), 1,
            "mpjrun: rank 1 (pid P) exited with code 0 without calling Finalize");
        assertEnds(TestPlan.scripted(1, "init", "exit:0").run(), 1,
            "mpjrun: rank 0 (pid P) exited with code 0 without calling Finalize");
    }

    @Test
    void shouldEndWhenARankAborts() {
        assertEnds(TestPlan.scripted(2, "init", "meet", "1?abort:7", "wait").run(), 7,
            "mpjrun: rank 1 (pid P) aborted the job with code 7: input is wrong");
        assertEnds(TestPlan.scripted(2, "init", "0?abort:256", "wait").run(), 1,
            "mpjrun: rank 0 (pid P) aborted the job with code 256: input is wrong");
    }

    @Test
    void shouldNotLetOthersWaitForARankThatNeverCallsInit() {
        final Result result = TestPlan.scripted(2, "1?exit:0", "init", "meet").run();
        assertEnds(result, 1, "mpjrun: rank 0 (pid P) exited with code 1");
        assertTrue(result.err().contains("rank 1 died: exited with code 0 without calling Init"), result.toString());
    }

    @Test
    void shouldBlameARankThatIsKilledAndNotThoseThatLoseIt() {
        final Result result = TestPlan.scripted(3, "init", "meet", "2?kill:9", "meet").run();
        assertEnds(result, 137, "mpjrun: rank 2 (pid P) was killed by signal 9 (KILL)");
    }

    @Test
    void shouldRunARealProgram() {
        assertSucceeds(TestPlan.java(1, RealProgram.class, "finalize").run());
        assertEnds(TestPlan.java(1, RealProgram.class, "return").run(), 1,
            "mpjrun: rank 0 (pid P) exited with code 0 without calling Finalize");
        final Result aborted = TestPlan.java(1, RealProgram.class, "abort").run();
        assertEquals(7, aborted.code(), aborted.toString());
        assertTrue(aborted.err().contains("aborted the job with code 7"), aborted.toString());
    }
}
