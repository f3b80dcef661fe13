package mpi.core.p2p;

import mpi.MPIException;
import mpi.spi.Completion;
import mpi.spi.RequestEngine;

/**
 * The request of a message that has left, or was copied, before the user's call returned. Nothing is left to be known
 * of it, so that all such messages of a communicator share one.
 */
record SentMessage(Scope scope) implements RequestEngine {
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
        // MPI 4.1, section 3.8.4: a send that cannot be cancelled completes as if it had not been asked to.
    }

    @Override
    public String describe() {
        return Texts.on(scope, "isend");
    }
}
