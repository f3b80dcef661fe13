package mpi.core.rma;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.progress.Awaited;
import mpi.core.progress.Condition;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;

/**
 * An operation that goes by messages: its request. Guarded by the progress lock, but {@link #isDone()}, which any
 * thread may ask.
 */
final class ServedRequest implements RequestEngine, Condition {
    private static final VarHandle DONE;
    private static final int NO_TAG = -1;

    static {
        try {
            DONE = MethodHandles.lookup().findVarHandle(ServedRequest.class, "done", boolean.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final WindowMembers members;
    private final String operation;
    private final int target;
    /** What is left to do once all messages are done, or {@code null}. */
    private final Runnable end;
    /** Messages that are not done, and one as long as more may follow. */
    private int open = 1;
    private MPIException error;
    private boolean done;

    ServedRequest(final WindowMembers members, final String operation, final int target, final Runnable end) {
        this.members = members;
        this.operation = operation;
        this.target = target;
        this.end = end;
    }

    /** Notes that a message has begun. */
    void begun() {
        open++;
    }

    /** Notes that a message is done, or that no more will begin. */
    void ended() {
        if (--open == 0) {
            if (end != null && error == null) {
                end.run();
            }
            DONE.setRelease(this, true);
        }
    }

    /** Notes a failure; the first one counts. */
    void fail(final MPIException failure) {
        if (error == null) {
            error = failure;
        }
    }

    /** Blocks until it is done; throws what it failed with. */
    void join() {
        final MPIException failure = completeWithoutStatus(use());
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public boolean isDone() {
        return (boolean) DONE.getAcquire(this);
    }

    @Override
    public boolean isMet() {
        return done;
    }

    @Override
    public boolean test(final Completion completion) {
        if (!isDone()) {
            members.poll();
            if (!isDone()) {
                return false;
            }
        }
        fill(completion);
        return true;
    }

    @Override
    public void await(final Completion completion) {
        await();
        fill(completion);
    }

    private void await() {
        if (!isDone()) {
            members.progress().agenda().await(this);
        }
    }

    @Override
    public MPIException completeWithoutStatus(final int use) {
        await();
        return error;
    }

    private void fill(final Completion completion) {
        completion.reset();
        completion.error = error;
    }

    @Override
    public void cancel() {
        throw Faults.fault(MPI.ERR_REQUEST, describe(), "a one-sided operation cannot be cancelled");
    }

    @Override
    public String describe() {
        return members.describe(operation) + ", to " + target;
    }

    @Override
    public void awaits(final Awaited ranks) {
        ranks.addEverybody(); // the target may wait for a third rank, for instance for one that holds a lock
    }

    @Override
    public RankState.Operation describe(final long blockedNanos) {
        return new RankState.Operation(operation, members.comm().name(), members.worldRanks()[target], NO_TAG, 0,
            blockedNanos);
    }
}
