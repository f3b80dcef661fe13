package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
}
