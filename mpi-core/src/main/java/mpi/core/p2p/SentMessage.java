package mpi.core.p2p;

/**
 * The request of a message that has left, or was copied, before the user's call returned. Nothing is left to be known
 * of it, so that all such messages of a communicator share one.
 */
record SentMessage(Scope scope) implements CompleteRequest {
    @Override
    public void cancel() {
        // MPI 4.1, section 3.8.4: a send that cannot be cancelled completes as if it had not been asked to.
    }

    @Override
    public String describe() {
        return Texts.on(scope, "isend");
    }
}
