package mpi.core.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SurvivorHandlerTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private static MPIException failure(final int errorClass) {
        return Faults.fault(errorClass, "recv on COMM_WORLD", "rank 2 of the world has failed: killed");
    }

    private Thread uncaught(final Throwable thrown, final Duration patience) {
        return Thread.ofPlatform()
            .name("worker")
            .start(() -> new SurvivorHandler(patience, err).uncaughtException(Thread.currentThread(), thrown));
    }

    private String firstLine() {
        return printed.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    @Test
    void shouldPrintOtherExceptionsAtOnceAsTheJvmDoes() throws InterruptedException {
        uncaught(failure(MPI.ERR_TRUNCATE), FOR_EVER).join();

        assertEquals(
            "Exception in thread \"worker\" mpi.MPIException: recv on COMM_WORLD: rank 2 of the world has failed:"
                + " killed (MPI.ERR_TRUNCATE)",
            firstLine());
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("\tat "), "the stack");
    }

    @Test
    void shouldWaitToBeEndedWhenAnotherRankHasFailed() throws InterruptedException {
        final Thread thread = uncaught(new IllegalStateException(failure(MPI.ERR_PROC_FAILED)), FOR_EVER);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertEquals("", firstLine());
        thread.interrupt();
        thread.join();
    }

    @Test
    void shouldPrintItAfterAllIfItIsNotEnded() throws InterruptedException {
        uncaught(failure(MPI.ERR_PROC_FAILED), Duration.ofMillis(1)).join();

        assertTrue(firstLine().endsWith("(MPI.ERR_PROC_FAILED)"), firstLine());
    }
}
