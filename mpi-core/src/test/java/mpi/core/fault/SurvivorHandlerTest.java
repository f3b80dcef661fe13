package mpi.core.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Faults;
import org.junit.jupiter.api.Test;

class SurvivorHandlerTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private static MPIException failure(final int errorClass) {
        return Faults.fault(errorClass, "recv on COMM_WORLD", "rank 2 of the world has failed: killed");
    }

    /** Hands an exception to the handler; what has been printed when it gives the launcher time, if it does. */
    private String printedBeforeTheVerdict(final Throwable thrown) throws InterruptedException {
        final String[] before = new String[1];
        final SurvivorHandler handler = new SurvivorHandler(() -> before[0] = firstLine(), err);
        Thread.ofPlatform()
            .name("worker")
            .start(() -> handler.uncaughtException(Thread.currentThread(), thrown))
            .join();
        return before[0];
    }

    private String firstLine() {
        return printed.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    @Test
    void shouldPrintOtherExceptionsAtOnceAsTheJvmDoes() throws InterruptedException {
        assertNull(printedBeforeTheVerdict(failure(MPI.ERR_TRUNCATE)));

        assertEquals(
            "Exception in thread \"worker\" mpi.MPIException: recv on COMM_WORLD: rank 2 of the world has failed:"
                + " killed (MPI.ERR_TRUNCATE)",
            firstLine());
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("\tat "), "the stack");
    }

    @Test
    void shouldWaitToBeEndedBeforeItPrintsThatAnotherRankHasFailed() throws InterruptedException {
        assertEquals("", printedBeforeTheVerdict(new IllegalStateException(failure(MPI.ERR_PROC_FAILED))));
        assertTrue(firstLine().contains("(MPI.ERR_PROC_FAILED)"), firstLine());
    }
}
