package mpjrun.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Verdict verdict = new Verdict(3);

    private void exitAndSettle(final long nowNanos, final int rank, final int code) {
        verdict.exited(nowNanos, rank, new ExitStatus(code), false);
        verdict.drained(rank);
    }

    private void assertNoEnding(final long nowNanos) {
        assertEquals(Optional.empty(), verdict.ending(nowNanos));
    }

    private void assertEnding(final long nowNanos, final int code, final int rank, final String reason) {
        assertEquals(Optional.of(new Ending(code, rank, reason)), verdict.ending(nowNanos));
    }

    @Test
    void shouldAcceptRanksThatNeverCallInit() {
        for (int rank = 0; rank < 3; rank++) {
            exitAndSettle(rank, rank, 0);
        }
        assertNoEnding(3);
    }

    @Test
    void shouldAcceptInitAndFinalizeAndMoreThanOnce() {
        verdict.joined(0);
        for (int epoch = 0; epoch < 2; epoch++) {
            verdict.initialized(0);
            verdict.finalized(0);
        }
        verdict.lineLost(0, 0);
        exitAndSettle(1, 0, 0);
        assertNoEnding(2);
    }

    @Test
    void shouldBlameTheFirstOfTwoThatExit() {
        exitAndSettle(0, 2, 3);
        exitAndSettle(1, 1, 4);
        assertEnding(2, 3, 2, "exited with code 3");
    }

    @Test
    void shouldNameASignal() {
        exitAndSettle(0, 2, 137);
        assertEnding(2, 137, 2, "was killed by signal 9 (KILL)");
    }

    @Test
    void shouldNameWantOfMemory() {
        verdict.exited(0, 1, ExitStatus.ofSignal(ExitStatus.KILL), true);
        verdict.drained(1);
        assertEnding(0, 137, 1, "was killed by signal 9 (KILL), probably out of memory");
    }

    @Test
    void shouldTakeExitZeroWithoutFinalizeForAFailure() {
        verdict.joined(1);
        verdict.initialized(1);
        exitAndSettle(0, 1, 0);
        assertNoEnding(0);
        verdict.lineLost(0, 1);
        assertEnding(0, 1, 1, "exited with code 0 without calling Finalize");
    }

    @Test
    void shouldTakeAFailureAfterFinalizeForOne() {
        verdict.joined(1);
        verdict.initialized(1);
        verdict.finalized(1);
        verdict.lineLost(0, 1);
        assertNoEnding(0);
        exitAndSettle(0, 1, 5);
        assertEnding(0, 5, 1, "exited with code 5");
    }

    @Test
    void shouldCutTheCodeOfAnAbortToOneByteThatIsNotZero() {
        verdict.abortRequested(0, 0, 256, "no input");
        assertEnding(0, 1, 0, "aborted the job with code 256: no input");
        verdict.abortRequested(0, 0, -1, "");
        assertEnding(0, 255, 0, "aborted the job with code -1");
    }

    @Test
    void shouldBlameTheRankWhoseLineEndedBeforeAnotherAborted() {
        verdict.joined(1);
        verdict.initialized(1);
        verdict.lineLost(0, 1);
        verdict.abortRequested(MILLI, 0, 1, "rank 1 died");
        assertNoEnding(2 * MILLI);
        exitAndSettle(3 * MILLI, 1, 137);
        assertEquals(Optional.of("was killed by signal 9 (KILL)"), verdict.deathOf(1));
        assertEnding(3 * MILLI, 137, 1, "was killed by signal 9 (KILL)");
    }

    @Test
    void shouldNotWaitForeverForTheExitOfARankWhoseLineEnded() {
        verdict.joined(1);
        verdict.initialized(1);
        verdict.lineLost(0, 1);
        verdict.abortRequested(MILLI, 0, 7, "");
        final long later = Verdict.GRACE.toNanos();
        assertEquals(later - MILLI, verdict.nanosToDeadline(MILLI));
        assertEnding(later, 7, 0, "aborted the job with code 7");
        assertEquals(Long.MAX_VALUE, verdict.nanosToDeadline(later));
    }

    @Test
    void shouldNotEndTheJobForALostLineAlone() {
        verdict.joined(1);
        verdict.initialized(1);
        verdict.lineLost(0, 1);
        assertNoEnding(Verdict.GRACE.toNanos());
    }

    @Test
    void shouldWaitForAnAbortThatIsOnItsWayWhenTheProcessEnds() {
        verdict.joined(1);
        verdict.exited(0, 1, new ExitStatus(9), false);
        verdict.drained(1);
        assertFalse(verdict.isSettled(MILLI, 1));
        assertNoEnding(MILLI);
        verdict.abortRequested(MILLI, 1, 9, "bad input");
        assertEnding(MILLI, 9, 1, "aborted the job with code 9: bad input");
    }

    @Test
    void shouldNotWaitForeverForTheEndOfTheLineOfAProcessThatEnded() {
        verdict.joined(1);
        verdict.initialized(1);
        exitAndSettle(0, 1, 4);
        assertNoEnding(MILLI);
        assertEquals(Verdict.GRACE.toNanos() - MILLI, verdict.nanosToDeadline(MILLI));
        assertEnding(Verdict.GRACE.toNanos(), 4, 1, "exited with code 4");
        assertTrue(verdict.isSettled(Verdict.GRACE.toNanos(), 1));
    }

    @Test
    void shouldHearOfInitAfterTheExit() {
        verdict.exited(0, 1, new ExitStatus(0), false);
        assertNoEnding(0);
        verdict.joined(1);
        verdict.initialized(1);
        verdict.drained(1);
        verdict.lineLost(0, 1);
        assertEnding(0, 1, 1, "exited with code 0 without calling Finalize");
    }

    @Test
    void shouldTellOthersOfARankThatWillNeverCallInit() {
        exitAndSettle(0, 1, 0);
        assertEquals(Optional.of("exited with code 0 without calling Init"), verdict.deathOf(1));
        verdict.joined(0);
        verdict.lineLost(0, 0);
        exitAndSettle(0, 0, 0);
        assertEquals(Optional.empty(), verdict.deathOf(0));
    }

    @Test
    void shouldKnowWhoIsInMpi() {
        verdict.joined(0);
        verdict.initialized(0);
        verdict.joined(1);
        verdict.initialized(1);
        verdict.finalized(1);
        verdict.joined(2);
        assertEquals(Set.of(0), verdict.inMpi());
        exitAndSettle(0, 0, 1);
        assertEquals(Set.of(), verdict.inMpi());
    }
}
