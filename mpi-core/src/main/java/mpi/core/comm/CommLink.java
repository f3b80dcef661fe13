package mpi.core.comm;

import mpi.MPIException;
import mpi.core.coll.Loss;
import mpi.core.coll.PeerLink;
import mpi.core.p2p.Exchange;
import mpi.core.p2p.PointToPoint;
import mpi.core.p2p.Receiver;
import mpi.core.p2p.Scope;
import mpi.core.p2p.Sender;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.SendMode;

/**
 * The messages of one communicator's collectives. These run one at a time, in the same order at all members; each has
 * the next number as its tag, so that what a failed one leaves behind is not taken for a message of a later one.
 */
final class CommLink implements PeerLink {
    /** Of messages among some members, which the others do not count. */
    static final int PARTIAL_TAG = 0;
    private static final int FIRST_TAG = 1;
    /** From here on tags are those of persistent operations, which keep theirs. */
    private static final int FIRST_KEPT_TAG = 1 << 30;
    /** The tag of the user's tag 0; MPI.ANY_TAG is above. */
    private static final int LAST_USER_TAG = -3;

    private final Sender sender;
    private final Receiver receiver;
    private final Exchange exchange;
    private final Scope scope;
    private final Completion completion = new Completion();
    private final Posted posted = new Posted();
    private long number;
    private int latestTag;
    private int latestKeptTag = FIRST_KEPT_TAG;
    private int tag;

    CommLink(final PointToPoint messages, final Scope scope) {
        sender = messages.sender();
        receiver = messages.receiver();
        exchange = messages.exchange();
        this.scope = scope;
    }

    /** Begins an operation that all members take part in; its tag. */
    int next() {
        number++;
        latestTag = latestTag == FIRST_KEPT_TAG - 1 ? FIRST_TAG : latestTag + 1;
        tag = latestTag;
        return tag;
    }

    /** Prepares an operation that all members take part in; the tag of all its starts. */
    int nextKept() {
        latestKeptTag = latestKeptTag == Integer.MAX_VALUE ? FIRST_KEPT_TAG : latestKeptTag + 1;
        return latestKeptTag;
    }

    /** How many operations have begun. */
    long number() {
        return number;
    }

    /**
     * The tag of an operation that the user gives a tag: a negative one, apart from the numbers. Of the two highest the
     * difference wraps around, to numbers that are not reached in practice.
     */
    static int tagOf(final int userTag) {
        return LAST_USER_TAG - userTag;
    }

    /** The tag of the operation begun last. */
    int tag() {
        return tag;
    }

    @Override
    public int rank() {
        return scope.rank();
    }

    @Override
    public int size() {
        return scope.size();
    }

    @Override
    public void send(final int dest, final Object base, final long offset, final long lengthBytes) {
        sender.send(scope, SendMode.STANDARD, base, offset, lengthBytes, 0, dest, tag);
    }

    @Override
    public void sendLoss(final int dest) {
        sender.send(scope, SendMode.STANDARD, null, 0, 0, Loss.OBJECT_COUNT, dest, tag);
    }

    @Override
    public void recv(final int source, final Object base, final long offset, final long lengthBytes) {
        receiver.recv(scope, base, offset, lengthBytes, source, tag, completion);
        check();
    }

    @Override
    public void sendrecv(final int dest, final Object sendBase, final long sendOffset, final long sendBytes,
        final int source, final Object recvBase, final long recvOffset, final long recvBytes) {
        exchange.sendrecv(scope, sendBase, sendOffset, sendBytes, dest, tag, recvBase, recvOffset, recvBytes, source,
            tag, true, completion);
        check();
    }

    @Override
    public void postSend(final int dest, final Object base, final long offset, final long lengthBytes) {
        posted.add(sender.isend(scope, SendMode.STANDARD, false, base, offset, lengthBytes, 0, null, dest, tag));
    }

    @Override
    public void postRecv(final int source, final Object base, final long offset, final long lengthBytes) {
        posted.add(receiver.irecv(scope, base, offset, lengthBytes, null, source, tag));
    }

    @Override
    public void awaitPosted() {
        final MPIException error = posted.complete(completion, scope);
        if (error != null) {
            throw error;
        }
    }

    private void check() {
        final MPIException error = failure(completion, scope);
        if (error != null) {
            throw error;
        }
    }

    /** What has failed with a message that is complete, or {@code null}. */
    static MPIException failure(final Completion completion, final Scope scope) {
        if (completion.error != null || !Loss.isIn(completion)) {
            return completion.error;
        }
        return Loss.fault(Faults.on(scope.operation(), scope.name(), scope.rank(), scope.size()), completion.source);
    }
}
