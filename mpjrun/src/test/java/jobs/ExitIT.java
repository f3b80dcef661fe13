package jobs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jobs.program.Fatal;
import mpi.MPI;
import org.junit.jupiter.api.Test;

/** How a rank ends is how the job ends, and the user is told. */
class ExitIT {
    private static JobResult run(final String way) throws Exception {
        try (RunningJob job = JobCommand.mpjrun("-n", "3").program(Fatal.class, way).start()) {
            final JobResult result = job.end();
            job.expectNothingLeft();
            return result;
        }
    }

    private static void expectBlamed(final JobResult result, final int code, final String reason) {
        result.expectCode(code)
            .expectErr(1, "^mpjrun: ")
            .expectErr(1, "^mpjrun: rank 1 \\(pid [0-9]+\\) " + reason + "$");
    }

    private static void expectFirst(final JobResult result, final String line) {
        assertTrue(result.err().startsWith(line), result::toString);
    }

    @Test
    void shouldEndWithTheCodeOfSystemExit() throws Exception {
        expectBlamed(run("exit"), 3, "exited with code 3");
    }

    @Test
    void shouldShowAnUncaughtExceptionFirst() throws Exception {
        final JobResult result = run("throw");
        expectFirst(result,
            "Exception in thread \"main\" java.lang.IllegalStateException: the program is wrong\n\tat ");
        expectBlamed(result, 1, "exited with code 1");
    }

    @Test
    void shouldEndWithTheCodeOfAbort() throws Exception {
        expectBlamed(run("abort"), 7, "aborted the job with code 7.*");
    }

    @Test
    void shouldNotTakeAReturnWithoutFinalizeForSuccess() throws Exception {
        expectBlamed(run("return"), 1, "exited with code 0 without calling Finalize");
    }

    @Test
    void shouldEndTheJobWithTheTextOfAnErrorByDefault() throws Exception {
        final JobResult result = run("truncate");
        expectFirst(result, "mpi.MPIException: recv on COMM_WORLD, rank 1 of 3, from 1, tag 7: message of 8 bytes is"
            + " longer than the buffer of 4 bytes (MPI.ERR_TRUNCATE)\n\tat ");
        expectBlamed(result, MPI.ERR_TRUNCATE, "aborted the job with code " + MPI.ERR_TRUNCATE
            + ": rank 1: ERR_TRUNCATE under MPI.ERRORS_ARE_FATAL");
    }

    @Test
    void shouldShowAnErrorThatNobodyCatches() throws Exception {
        final JobResult result = run("mistake");
        expectFirst(result,
            "Exception in thread \"main\" mpi.MPIException: send on COMM_WORLD, rank 1 of 3, to 0, tag 7:"
                + " 5 items of MPI.INT take bytes 0 to 19 of int[4], which has 16 bytes (MPI.ERR_BUFFER)\n\tat ");
        expectBlamed(result, 1, "exited with code 1");
    }
}
