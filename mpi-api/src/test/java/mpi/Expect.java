package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.function.Executable;

/**
 * Expects errors of MPI.
 */
final class Expect {
    private Expect() {}

    static MPIException fault(final int errorClass, final String text, final Executable call) {
        final MPIException fault = assertThrows(MPIException.class, call);
        assertEquals(text, fault.getMessage());
        assertEquals(errorClass, fault.getErrorClass());
        assertEquals(errorClass, fault.getErrorCode());
        return fault;
    }

    /** Expects an error of a class whose text no test needs to hold word by word. */
    static MPIException fault(final int errorClass, final Executable call) {
        final MPIException fault = assertThrows(MPIException.class, call);
        assertEquals(errorClass, fault.getErrorClass(), fault.getMessage());
        return fault;
    }

    /** What a call prints to the error stream. */
    static String printed(final Runnable call) {
        final PrintStream err = System.err;
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            call.run();
        } finally {
            System.setErr(err);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
