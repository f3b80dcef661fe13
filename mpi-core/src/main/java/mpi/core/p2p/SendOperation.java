package mpi.core.p2p;

import mpi.spi.Completion;
import mpi.spi.SendMode;

/**
 * A send under way that could not go at once.
 */
final class SendOperation extends Operation implements Outgoing {
    /** How far it has come. */
    enum State {
        /** Its envelope has not left. */
        QUEUED,
        /** Request-to-send has left; early payload goes out in pieces, the rest waits for clear-to-send or done. */
        REQUESTED,
        /** The receiver has answered: what it wants goes out in pieces. */
        CLEARED
    }

    State state;
    SendMode mode;
    int objectCount;
    /** Payload announced as early, cleared by the receiver, and sent so far. */
    int earlyBytes;
    long clearedBytes;
    long sentBytes;
    long receiveId;
    /** Whether the user's call may return before the receiver answers; then its memory must not be read in place. */
    boolean detachable;
    /** Whether base is a copy of ours, so that the user's call has returned. */
    boolean retained;
    /** Whether the receiver has been asked to take the message back. */
    boolean cancelling;

    SendOperation(final Completions completions) {
        super(completions);
    }

    @Override
    void reset() {
        super.reset();
        state = State.QUEUED;
        detachable = false;
        retained = false;
        cancelling = false;
        earlyBytes = 0;
        clearedBytes = 0;
        sentBytes = 0;
    }

    /** How much of what the next piece belongs to, early payload or the rest, may go out and has not. */
    long sendableBytes() {
        return (isNextEarly() ? earlyBytes : clearedBytes) - sentBytes;
    }

    boolean isNextEarly() {
        return sentBytes < earlyBytes;
    }

    @Override
    public int attempt(final Peer to) {
        return completions.sends().attempt(this, to);
    }

    @Override
    public boolean isPayload() {
        return state != State.QUEUED;
    }

    @Override
    void fill(final Completion completion) {
        completion.reset();
        completion.cancelled = cancelled;
        completion.error = error;
    }

    @Override
    void tryCancel() {
        completions.sends().cancel(this);
    }

    @Override
    public String describe() {
        return Texts.to(scope, name(), scope.memberOf(peer), tag);
    }

    @Override
    String name() {
        return blocking ? "send" : "isend";
    }
}
