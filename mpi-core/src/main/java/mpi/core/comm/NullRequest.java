package mpi.core.comm;

import mpi.MPI;
import mpi.core.p2p.CompleteRequest;
import mpi.spi.Completion;

/**
 * A request to or from {@code MPI.PROC_NULL} (MPI 4.1, section 3.11): complete at once.
 *
 * @param comm the communicator
 * @param operation what it is, for error texts
 */
record NullRequest(Communicator comm, String operation) implements CompleteRequest {
    static void fill(final Completion completion) {
        completion.reset();
        completion.source = MPI.PROC_NULL;
    }

    @Override
    public boolean test(final Completion completion) {
        fill(completion);
        return true;
    }

    @Override
    public void await(final Completion completion) {
        fill(completion);
    }

    @Override
    public void cancel() {
        // it is complete already
    }

    @Override
    public String describe() {
        return operation.formatted(comm.name());
    }
}
