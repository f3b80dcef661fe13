package mpi.core.invariants;

/**
 * The engine over the loopback transport.
 */
class LoopbackInvariantsTest implements DrainingInvariant, ThreadsInvariant, AllocationInvariant, BufferingInvariant,
    FinalizeInvariant, FailureBehaviour, ObjectsInvariant, BackgroundInvariant, WindowInvariant {
    @Override
    public String transport() {
        return "loopback";
    }
}
