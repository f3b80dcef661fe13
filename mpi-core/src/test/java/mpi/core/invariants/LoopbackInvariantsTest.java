package mpi.core.invariants;

/**
 * The engine over the loopback transport.
 */
class LoopbackInvariantsTest implements DrainingInvariant, BufferingInvariant, FinalizeInvariant, FailureBehaviour {
    @Override
    public String transport() {
        return "loopback";
    }
}
