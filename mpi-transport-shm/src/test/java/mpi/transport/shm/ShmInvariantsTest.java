package mpi.transport.shm;

import mpi.core.invariants.AllocationInvariant;
import mpi.core.invariants.BackgroundInvariant;
import mpi.core.invariants.BadInputCases;
import mpi.core.invariants.BufferingInvariant;
import mpi.core.invariants.DrainingInvariant;
import mpi.core.invariants.FailureBehaviour;
import mpi.core.invariants.FinalizeInvariant;
import mpi.core.invariants.ObjectsInvariant;
import mpi.core.invariants.ThreadsInvariant;
import mpi.core.invariants.WindowInvariant;
import mpi.core.kit.MpiTest;

/**
 * The engine over this transport.
 */
class ShmInvariantsTest implements DrainingInvariant, ThreadsInvariant, AllocationInvariant, BufferingInvariant,
    FinalizeInvariant, FailureBehaviour, ObjectsInvariant, BackgroundInvariant, WindowInvariant {
    @Override
    public String transport() {
        return "shm";
    }

    @MpiTest(ranks = 2, transport = "shm", settings = "MPJ_OBJECT_FILTER=!java.util.ArrayList")
    void shouldTellWhoeverIsWrong() {
        BadInputCases.run();
    }
}
