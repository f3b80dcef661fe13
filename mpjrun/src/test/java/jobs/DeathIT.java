package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import jobs.program.LastStaysOut;
import jobs.program.Rounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranks and launchers that are killed or stopped. */
class DeathIT {
    private static final Duration PROMPTLY = Duration.ofSeconds(3);
    private static final Duration STOP = Duration.ofSeconds(2);

    private static RunningJob rounds(final String transport) throws Exception {
        return JobCommand.mpjrun("-n", "4", "--transport", transport).program(Rounds.class).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shm", "tcp"})
    void shouldEndAndNameTheRankThatIsKilled(final String transport) throws Exception {
        try (RunningJob job = rounds(transport)) {
            job.await(4, "ready");
            final long pid = job.pidOfRank(2);
            RunningJob.signal("KILL", pid);
            final JobResult result = job.end(PROMPTLY).expectCode(137);
            assertEquals("mpjrun: rank 2 (pid " + pid + ") was killed by signal 9 (KILL)\n", result.err());
            job.expectNothingLeft();
        }
    }

    @Test
    void shouldRemoveTheSegmentsOfARankThatIsKilledInInit() throws Exception {
        try (RunningJob job = JobCommand.mpjrun("-n", "3").program(LastStaysOut.class).start()) {
            job.await(3, "ready").awaitSegments(2);
            RunningJob.signal("KILL", job.pidOfRank(0));
            job.end(PROMPTLY).expectCode(137).expectErr(1, "^mpjrun: rank 0 \\(pid [0-9]+\\) was killed by signal 9");
            job.expectNothingLeft();
        }
    }

    @Test
    void shouldNotTakeAStoppedRankForDead() throws Exception {
        try (RunningJob job = rounds("auto")) {
            job.await(4, "ready");
            final long pid = job.pidOfRank(2);
            RunningJob.signal("STOP", pid);
            assertFalse(job.isOverWithin(STOP));
            RunningJob.signal("CONT", pid);
            job.tell("stop");
            job.end().expectCode(0).expectOut(4, "^done [0-3]$").expectNoErr();
            job.expectNothingLeft();
        }
    }

    @Test
    void shouldLeaveNoRankWhenTheLauncherIsKilled() throws Exception {
        try (RunningJob job = rounds("auto")) {
            job.await(4, "ready");
            RunningJob.signal("KILL", job.pid());
            job.expectNothingLeft();
        }
    }

    @Test
    void shouldLeaveNoRankThatNeverCalledInitWhenTheLauncherIsKilled() throws Exception {
        try (RunningJob job = JobCommand.mpjrun("-n", "2").program(LastStaysOut.class).start()) {
            job.await(2, "ready");
            assertEquals(3, job.processes().size());
            RunningJob.signal("KILL", job.pid());
            job.expectNoProcessLeft();
        }
    }

    @Test
    void shouldRemoveWhatAKilledJobLeftInSharedMemory() throws Exception {
        try (RunningJob job = JobCommand.mpjrun("-n", "3").program(LastStaysOut.class).start()) {
            job.await(3, "ready").awaitSegments(2);
            job.killAll();
            job.expectNoProcessLeft();
            assertFalse(job.files().isEmpty(), "nothing is left to remove");
            try (RunningJob next = JobCommand.mpjrun("-n", "2").program(Rounds.class).start()) {
                next.tell("stop");
                next.end().expectCode(0);
                next.expectNothingLeft();
            }
            assertTrue(job.files().isEmpty(), () -> "still there");
        }
    }
}
