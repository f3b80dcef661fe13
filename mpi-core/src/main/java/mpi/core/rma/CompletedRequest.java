package mpi.core.rma;

import mpi.MPI;
import mpi.core.p2p.CompleteRequest;
import mpi.spi.Faults;

/**
 * The request of an operation that was complete when it returned.
 *
 * @param members the ranks of the window
 */
record CompletedRequest(WindowMembers members) implements CompleteRequest {
    @Override
    public void cancel() {
        throw Faults.fault(MPI.ERR_REQUEST, describe(), "a one-sided operation cannot be cancelled");
    }

    @Override
    public String describe() {
        return members.describe("request");
    }
}
