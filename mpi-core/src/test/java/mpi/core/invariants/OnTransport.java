package mpi.core.invariants;

import mpi.core.runtime.EngineJob;

/**
 * A test that runs over whatever transport its class names.
 */
@FunctionalInterface
public interface OnTransport {
    /** Name of the transport. */
    String transport();

    /** A job that uses it. */
    default EngineJob job(final int size) {
        return new EngineJob(size, transport());
    }
}
