package mpi.core.comm;

import mpi.MPIException;
import mpi.core.coll.PeerLink;
import mpi.core.p2p.PointToPoint;
import mpi.core.p2p.Scope;
import mpi.spi.Completion;
import mpi.spi.SendMode;

/**
 * The messages of one communicator's collectives. These run one at a time, in the same order at all members; each has
 * the next number as its tag, so that what a failed one leaves behind is not taken for a message of a later one.
 */
final class CommLink implements PeerLink {
    /** Of messages among some members, which the others do not count. */
    private static final int PARTIAL_TAG = 0;
    private static final int FIRST_TAG = 1;

    private final PointToPoint messages;
    private final Scope scope;
    private final Completion completion = new Completion();
    private int latestTag;
    private int tag;

    CommLink(final PointToPoint messages, final Scope scope) {
        this.messages = messages;
        this.scope = scope;
    }

    /** Begins an operation that all members take part in. */
    void next() {
        latestTag = latestTag == Integer.MAX_VALUE ? FIRST_TAG : latestTag + 1;
        tag = latestTag;
    }

    /** The tag of the operation begun last. */
    int tag() {
        return tag;
    }

    /** Begins an operation that only some members take part in. */
    void partial() {
        tag = PARTIAL_TAG;
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
        messages.send(scope, SendMode.STANDARD, base, offset, lengthBytes, 0, dest, tag);
    }

    @Override
    public void recv(final int source, final Object base, final long offset, final long lengthBytes) {
        messages.recv(scope, base, offset, lengthBytes, source, tag, completion);
        check();
    }

    @Override
    public void sendrecv(final int dest, final Object sendBase, final long sendOffset, final long sendBytes,
        final int source, final Object recvBase, final long recvOffset, final long recvBytes) {
        messages.sendrecv(scope, sendBase, sendOffset, sendBytes, dest, tag, recvBase, recvOffset, recvBytes, source,
            tag, true, completion);
        check();
    }

    private void check() {
        final MPIException error = completion.error;
        if (error != null) {
            throw error;
        }
    }
}
