package mpi.core.rma;

import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;

/**
 * The request of an operation that was complete when it returned.
 *
 * @param members the ranks of the window
 */
record CompletedRequest(WindowMembers members) implements RequestEngine {
    @Override
    public boolean isDone() {
        return true;
    }

    @Override
    public boolean test(final Completion completion) {
        completion.reset();
        return true;
    }

    @Override
    public void await(final Completion completion) {
        completion.reset();
    }

    @Override
    public MPIException completeWithoutStatus(final int use) {
        return null;
    }

    @Override
    public void cancel() {
        throw Faults.fault(MPI.ERR_REQUEST, describe(), "a one-sided operation cannot be cancelled");
    }

    @Override
    public String describe() {
        return members.describe("request");
    }
}
