package mpi.core.coll;

import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Faults;

/** What code of the user throws in the midst of an operation that has to go on, for the sake of the other ranks. */
final class UserCode {
    private UserCode() {}

    /** What the operation fails with: the user's own MPIException, or one that has his exception as its cause. */
    static MPIException failure(final Throwable thrown, final String where) {
        if (thrown instanceof final MPIException e) {
            return e;
        }
        final MPIException fault = Faults.fault(MPI.ERR_OTHER, where, "code of the user has failed: " + thrown);
        fault.initCause(thrown);
        return fault;
    }
}
