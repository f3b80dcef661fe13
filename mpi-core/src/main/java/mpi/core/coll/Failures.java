package mpi.core.coll;

import mpi.MPIException;

/** What has failed in an operation that goes on nevertheless, so that nobody waits for this rank in vain. */
interface Failures {
    /** Notes a failure; the first one is the operation's. */
    void remember(MPIException e);

    /** Whether this rank misses what a rank that has failed should have sent, and has nothing to pass on. */
    boolean haveLost();
}
