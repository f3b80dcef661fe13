package mpi.core.p2p;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
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

    static {
        try {
            DONE = MethodHandles.lookup().findVarHandle(Operation.class, "done", boolean.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final PointToPoint protocol;
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
    /** Whether a blocking call stands behind it. */
    boolean blocking;
    /** Counts the uses of this object, so that a request which is not its own any more is told from its own. */
    private int use;
    /** Written by a release store once everything else is, read by an acquire load outside the lock. */
    private boolean done;

    Operation(final PointToPoint protocol) {
        this.protocol = protocol;
    }

    /** Makes the object fit for its next use. */
    void reset() {
        use++;
        DONE.setOpaque(this, false);
        blocking = false;
        error = null;
        id = 0;
        owner = null;
        base = null;
    }

    /** Ends the operation; called once, with the lock held. */
    final void finish() {
        DONE.setRelease(this, true);
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
            protocol.pollOnce();
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
            protocol.await(this);
        }
        fill(completion);
    }

    /** Gives this object to its pool, if it is from one. */
    abstract void release();

    /** Writes the outcome; called once the operation is done, without the lock. */
    abstract void fill(Completion completion);

    abstract String name();

    @Override
    public final RankState.Operation describe(final long blockedNanos) {
        final boolean any = peer == MPI.ANY_SOURCE;
        return new RankState.Operation(scope.operation(name()), scope.name(), any ? RankState.ANY_PEER : peer, tag,
            lengthBytes, blockedNanos);
    }
}
