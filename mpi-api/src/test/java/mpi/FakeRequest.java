package mpi;

import mpi.spi.Completion;
import mpi.spi.RequestEngine;

/**
 * A request that is complete when the test says so.
 */
final class FakeRequest implements RequestEngine {
    boolean done;
    boolean willComplete = true;
    boolean cancelled;
    int source = 1;
    long lengthBytes;
    MPIException error;
    /** What asking to cancel fails with. */
    MPIException refusal;

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public boolean test(final Completion completion) {
        if (done) {
            fill(completion);
        }
        return done;
    }

    @Override
    public void await(final Completion completion) {
        if (!done && !willComplete) {
            throw new AssertionError("would block for ever");
        }
        done = true;
        fill(completion);
    }

    private void fill(final Completion completion) {
        completion.reset();
        completion.source = source;
        completion.tag = 7;
        completion.lengthBytes = lengthBytes;
        completion.cancelled = cancelled;
        completion.error = error;
    }

    @Override
    public void cancel() {
        if (refusal != null) {
            throw refusal;
        }
        cancelled = true;
    }

    @Override
    public String describe() {
        return "recv on COMM_WORLD, rank 2 of 4, from 1, tag 7";
    }
}
