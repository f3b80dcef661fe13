package jobs;

import jobs.program.Stuck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs whose ranks wait for each other for ever end by themselves under {@code --check}, others do not. */
class CheckIT {
    private static final int DEADLOCK_CODE = 111;

    private static JobCommand checked(final String transport) {
        return JobCommand.mpjrun("-n", "2", "--check", "--transport", transport);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "shm | send       | send on COMM_WORLD to 1, tag 7, 1048576 | send on COMM_WORLD to 0, tag 7, 1048576 ",
        "shm | wait       | irecv on COMM_WORLD from 1, tag 7 | irecv on COMM_WORLD from 0, tag 7",
        "shm | collective | recv on COMM_WORLD from 1, tag 7 | barrier on COMM_WORLD, waiting for 0"
    })
    void shouldEndADeadlock(final String transport, final String way, final String first, final String second)
        throws Exception {
        checked(transport).program(Stuck.class, way)
            .run()
            .expectCode(DEADLOCK_CODE)
            .expectErr(1, "^mpjrun: deadlock: ranks 0, 1 wait for each other, and no message is under way$")
            .expectErr(1, "^rank 0: " + first)
            .expectErr(1, "^rank 1: " + second)
            .expectErr(1, "^cycle: 0 → 1 → 0$")
            .expectErr(way.equals("send") ? 1 : 0, "^hint: each of them sends before it receives; use sendRecv")
            .expectErr(1, "^mpjrun: the job is deadlocked$");
    }

    @Tag("soak")
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "shm | receive    | recv on COMM_WORLD from 1, tag 7,| recv on COMM_WORLD from 0, tag 7,",
        "tcp | receive    | recv on COMM_WORLD from 1, tag 7,| recv on COMM_WORLD from 0, tag 7,",
        "tcp | send       | send on COMM_WORLD to 1, tag 7, 1048576 | send on COMM_WORLD to 0, tag 7, 1048576 ",
        "shm | finalize   | send on COMM_WORLD to 1, tag 7, 1048576 | finalize on COMM_WORLD from 0"
    })
    void shouldEndOtherDeadlocks(final String transport, final String way, final String first, final String second)
        throws Exception {
        shouldEndADeadlock(transport, way, first, second);
    }

    @Tag("soak")
    @Test
    void shouldEndADeadlockOfRanksThatReceiveFromAny() throws Exception {
        checked("shm").program(Stuck.class, "any")
            .run()
            .expectCode(DEADLOCK_CODE)
            .expectErr(2, "^rank [01]: recv on COMM_WORLD from any source, tag 7, 4 bytes");
    }

    @Test
    void shouldEndADeadlockOfOneRankWhileTheOtherComputes() throws Exception {
        checked("shm").program(Stuck.class, "itself")
            .run()
            .expectCode(DEADLOCK_CODE)
            .expectErr(1, "^mpjrun: deadlock: rank 0 waits for itself, and no message is under way$")
            .expectErr(1, "^rank 1: not blocked in MPI$")
            .expectErr(1, "^cycle: 0 → 0$");
    }

    /** Of the library, which so does not count. */
    @Test
    void shouldEndADeadlockBesideAThreadInTheBackground() throws Exception {
        checked("shm").add("-Dmpj.progress=thread")
            .program(Stuck.class, "collective")
            .run()
            .expectCode(DEADLOCK_CODE)
            .expectErr(1, "^rank 0: recv on COMM_WORLD from 1, tag 7")
            .expectErr(1, "^rank 1: barrier on COMM_WORLD, waiting for 0")
            .expectErr(1, "^cycle: 0 → 1 → 0$");
    }

    @Test
    void shouldLetAThreadInTheBackgroundGoOn() throws Exception {
        checked("shm").add("-Dmpj.progress=thread")
            .program(Stuck.class, "computing")
            .run()
            .expectCode(0)
            .expectErr(0, "deadlock")
            .expectOut(2, "^all went on$");
    }

    @ParameterizedTest
    @CsvSource({"tcp, computing", "shm, slow"})
    void shouldLetGoOnWhoTakesHisTime(final String transport, final String way) throws Exception {
        checked(transport).program(Stuck.class, way)
            .run()
            .expectCode(0)
            .expectErr(0, "deadlock")
            .expectOut(2, "^all went on$");
    }

    @Test
    void shouldRefuseABlockingSendToItselfThatNobodyCanReceive() throws Exception {
        JobCommand.mpjrun("-n", "2")
            .program(Stuck.class, "sendToItself")
            .run()
            .expectCode(0)
            .expectOut(2, "^send on COMM_WORLD, rank [01] of 2, to [01], tag 7: deadlock: this rank sends to itself")
            .expectOut(2, "^all went on$");
    }
}
