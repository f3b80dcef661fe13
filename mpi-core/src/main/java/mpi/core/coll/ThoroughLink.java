package mpi.core.coll;

import mpi.MPI;
import mpi.MPIException;

/**
 * Messages of a collective operation that goes on when one of them fails: the first failure is remembered and thrown
 * when the operation ends. So no rank waits for a message that this one would have sent later, and no message is left
 * behind. What a failed receive leaves in memory is of no meaning, but may be passed on; where a rank has died a
 * {@link Loss} is sent in its place.
 */
final class ThoroughLink implements PeerLink, Failures {
    private final PeerLink link;
    private MPIException failure;
    private boolean received;

    ThoroughLink(final PeerLink link) {
        this.link = link;
    }

    @Override
    public int rank() {
        return link.rank();
    }

    @Override
    public int size() {
        return link.size();
    }

    @Override
    public void send(final int dest, final Object base, final long offset, final long lengthBytes) {
        if (haveLost()) {
            sendLoss(dest);
            return;
        }
        try {
            link.send(dest, base, offset, lengthBytes);
        } catch (final MPIException e) {
            remember(e);
        }
    }

    @Override
    public void sendLoss(final int dest) {
        try {
            link.sendLoss(dest);
        } catch (final MPIException e) {
            remember(e);
        }
    }

    @Override
    public void recv(final int source, final Object base, final long offset, final long lengthBytes) {
        received = false;
        try {
            link.recv(source, base, offset, lengthBytes);
            received = true;
        } catch (final MPIException e) {
            remember(e);
        }
    }

    @Override
    public void sendrecv(final int dest, final Object sendBase, final long sendOffset, final long sendBytes,
        final int source, final Object recvBase, final long recvOffset, final long recvBytes) {
        if (haveLost()) {
            sendLoss(dest);
            recv(source, recvBase, recvOffset, recvBytes);
            return;
        }
        received = false;
        try {
            link.sendrecv(dest, sendBase, sendOffset, sendBytes, source, recvBase, recvOffset, recvBytes);
            received = true;
        } catch (final MPIException e) {
            remember(e);
        }
    }

    @Override
    public void postSend(final int dest, final Object base, final long offset, final long lengthBytes) {
        if (haveLost()) {
            sendLoss(dest);
            return;
        }
        try {
            link.postSend(dest, base, offset, lengthBytes);
        } catch (final MPIException e) {
            remember(e);
        }
    }

    @Override
    public void postRecv(final int source, final Object base, final long offset, final long lengthBytes) {
        try {
            link.postRecv(source, base, offset, lengthBytes);
        } catch (final MPIException e) {
            remember(e);
        }
    }

    @Override
    public void awaitPosted() {
        try {
            link.awaitPosted();
        } catch (final MPIException e) {
            remember(e);
        }
    }

    /** Whether the latest receive has got its message. */
    boolean received() {
        return received;
    }

    /** What failed first in this operation, or {@code null}. */
    MPIException failure() {
        return failure;
    }

    /** Ends an operation: throws what failed first in it. */
    void end() {
        final MPIException first = failure;
        failure = null;
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void remember(final MPIException e) {
        if (failure == null) {
            failure = e;
        }
    }

    @Override
    public boolean haveLost() {
        return failure != null && failure.getErrorClass() == MPI.ERR_PROC_FAILED;
    }
}
