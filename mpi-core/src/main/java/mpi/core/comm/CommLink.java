package mpi.core.comm;

import mpi.MPIException;
import mpi.core.coll.PeerLink;
import mpi.core.p2p.PointToPoint;
import mpi.core.p2p.Scope;
import mpi.spi.Completion;
import mpi.spi.SendMode;

/**
 * The messages of one communicator's collectives. Collectives of a communicator run one at a time, in the same order at
 * all members; so messages of a pair need no tag to be told apart.
 */
final class CommLink implements PeerLink {
    private static final int TAG = 0;

    private final PointToPoint messages;
    private final Scope scope;
    private final Completion completion = new Completion();

    CommLink(final PointToPoint messages, final Scope scope) {
        this.messages = messages;
        this.scope = scope;
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
        messages.send(scope, SendMode.STANDARD, base, offset, lengthBytes, 0, dest, TAG);
    }

    @Override
    public void recv(final int source, final Object base, final long offset, final long lengthBytes) {
        messages.recv(scope, base, offset, lengthBytes, source, TAG, completion);
        check();
    }

    @Override
    public void sendrecv(final int dest, final Object sendBase, final long sendOffset, final long sendBytes,
        final int source, final Object recvBase, final long recvOffset, final long recvBytes) {
        messages.sendrecv(scope, sendBase, sendOffset, sendBytes, dest, recvBase, recvOffset, recvBytes, source, TAG,
            completion);
        check();
    }

    private void check() {
        final MPIException error = completion.error;
        if (error != null) {
            throw error;
        }
    }
}
