package mpi.transport.shm;

import mpi.core.invariants.AllocationInvariant;
import mpi.core.invariants.BufferingInvariant;
import mpi.core.invariants.DrainingInvariant;
import mpi.core.invariants.FailureBehaviour;
import mpi.core.invariants.FinalizeInvariant;
import mpi.core.invariants.ThreadsInvariant;

/**
 * The engine over this transport.
 */
class ShmInvariantsTest implements DrainingInvariant, ThreadsInvariant, AllocationInvariant, BufferingInvariant,
    FinalizeInvariant, FailureBehaviour {
    @Override
    public String transport() {
        return "shm";
    }
}
