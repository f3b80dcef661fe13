package mpi.core.p2p;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.progress.Awaited;
import mpi.core.progress.Condition;
import mpi.spi.Completion;
import mpi.spi.RequestEngine;

/**
 * A send or a receive under way, which is also its request. All fields are guarded by the progress lock, but
 * {@link #isDone()}, which any thread may ask.
 */
abstract sealed class Operation extends Envelope implements Condition, RequestEngine
    permits SendOperation, ReceiveOperation {
    private static final VarHandle DONE;
    private static final VarHandle GIVEN_BACK;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            DONE = lookup.findVarHandle(Operation.class, "done", boolean.class);
            GIVEN_BACK = lookup.findVarHandle(Operation.class, "givenBack", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Completions completions;
    Scope scope;
    /** World rank of the peer, or {@code MPI.ANY_SOURCE}. */
    int peer;
    /** Engine memory, see {@link mpi.core.transport.Memory}. */
    Object base;
    long offset;
    /** Length of the message to send, or of the buffer to receive into. */
    long lengthBytes;
    /** Keeps memory that has only an address reachable. */
    Object owner;
    /** Set before done. */
    MPIException error;
    /** Name in the table of operations that frames refer to, or 0. */
    long id;
    /** Whether it was cancelled. */
    boolean cancelled;
    /** Whether a blocking call stands behind it. */
    boolean blocking;
    /** Whether something follows once it is done: it gives itself back, as the user has freed its request, or... */
    private boolean hooked;
    /** ...this is run, with the lock held. */
    private Runnable hook;
    /** Counts the uses of this object, so that a request which is not its own any more is told from its own. */
    private int use;
    /** The latest use that is over; written by a release store of whoever completes it, read by the pool. */
    private int givenBack;
    /** Written by a release store once everything else is, read by an acquire load outside the lock. */
    private boolean done;

    Operation(final Completions completions) {
        this.completions = completions;
    }

    /** Lets go of the user's memory. */
    void forgetMemory() {
        base = null;
        owner = null;
    }

    /** Whether nobody uses the object. */
    final boolean isGivenBack() {
        return (int) GIVEN_BACK.getAcquire(this) == use;
    }

    /** Says that nobody needs the outcome any more; called by whoever owns the present use. */
    final void giveBack() {
        giveBack(use);
    }

    /**
     * Says that nobody needs the outcome of a use any more. One store, of that use: of two threads that complete one
     * request, which is an error of the program, the later one must not give back what has a new owner. If it comes
     * after that owner has given it back, the pool takes the object for one in use, and lets go of it.
     */
    private void giveBack(final int endedUse) {
        GIVEN_BACK.setRelease(this, endedUse);
    }

    /** Makes the object fit for its next use; called by its pool. */
    void reset() {
        use++;
        hooked = false;
        cancelled = false;
        DONE.setOpaque(this, false);
        blocking = false;
        error = null;
        id = 0;
    }

    /** Ends the operation; called once, with the lock held. */
    final void finish() {
        forgetMemory();
        DONE.setRelease(this, true);
        if (hooked) {
            runHook();
        }
    }

    private void runHook() {
        final Runnable next = hook;
        hook = null;
        if (next == null) {
            giveBack();
        } else {
            next.run();
        }
    }

    /** Says what to run once it is done, which it is not yet. Called with the lock held. */
    final void whenDone(final Runnable next) {
        hook = next;
        hooked = true;
    }

    @Override
    public final boolean isDone() {
        return (boolean) DONE.getAcquire(this);
    }

    @Override
    public final boolean isMet() {
        return done;
    }

    @Override
    public final int use() {
        return use;
    }

    @Override
    public final boolean test(final Completion completion) {
        if (!isDone()) {
            completions.pollOnce();
            if (!isDone()) {
                return false;
            }
        }
        fill(completion);
        return true;
    }

    @Override
    public final void await(final Completion completion) {
        if (!isDone()) {
            completions.await(this);
        }
        fill(completion);
    }

    @Override
    public final void complete(final int forUse, final Completion completion) {
        if (forUse != use) {
            completion.reset();
            return;
        }
        await(completion);
        giveBack(forUse);
    }

    @Override
    public final MPIException completeWithoutStatus(final int forUse) {
        if (forUse != use) {
            return null;
        }
        if (!isDone()) {
            completions.await(this);
        }
        settle();
        final MPIException failure = error;
        giveBack(forUse);
        return failure;
    }

    @Override
    public final void free(final int forUse) {
        completions.free(this, forUse);
    }

    @Override
    public final void cancel() {
        completions.cancel(this);
    }

    /** Cancels the operation if that is still possible. Called with the lock held. */
    abstract void tryCancel();

    /** Notes that no request stands for it any more. Called with the lock held. */
    final void free() {
        if (isDone()) {
            giveBack();
        } else {
            hooked = true;
        }
    }

    /** What the thread that completes the operation has to do; called once it is done, without the lock. */
    void settle() {}

    /** Whether {@link #settle} has something to do, so that a thread has to complete it though its request is freed. */
    boolean needsThread() {
        return false;
    }

    /** Writes the outcome; called once the operation is done, without the lock. */
    abstract void fill(Completion completion);

    abstract String name();

    @Override
    public final void awaits(final Awaited ranks) {
        scope.awaits(peer, ranks);
    }

    @Override
    public final RankState.Operation describe(final long blockedNanos) {
        final boolean any = peer == MPI.ANY_SOURCE;
        return new RankState.Operation(scope.operation(name()), scope.name(), any ? RankState.ANY_PEER : peer, tag,
            lengthBytes, blockedNanos);
    }
}
