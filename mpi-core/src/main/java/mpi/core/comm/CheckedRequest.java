package mpi.core.comm;

import mpi.spi.Completion;
import mpi.spi.RequestEngine;

/**
 * The request of an operation that is under way together with its check: over when both are, or the check has failed.
 */
final class CheckedRequest implements RequestEngine {
    private final RequestEngine check;
    private final RequestEngine operation;

    CheckedRequest(final RequestEngine check, final RequestEngine operation) {
        this.check = check;
        this.operation = operation;
    }

    @Override
    public boolean isDone() {
        return check.isDone() && (hasFailed(new Completion()) || operation.isDone());
    }

    /** Whether the check, which is done, has failed; leaves its outcome. */
    private boolean hasFailed(final Completion completion) {
        check.await(completion);
        return completion.error != null;
    }

    @Override
    public boolean test(final Completion completion) {
        return check.test(completion) && (completion.error != null || operation.test(completion));
    }

    @Override
    public void await(final Completion completion) {
        if (!hasFailed(completion)) {
            operation.await(completion);
        }
    }

    @Override
    public void cancel() {
        operation.cancel();
    }

    @Override
    public String describe() {
        return operation.describe();
    }
}
