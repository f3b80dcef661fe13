package mpi.core.coll;

/**
 * Messages among some of the ranks of a communicator, which are numbered by their places among them: so an algorithm
 * for all ranks runs among some.
 */
final class GroupLink implements PeerLink {
    private final PeerLink link;
    private final int[] ranks;
    private int rank;

    /** A group of {@code ranks}; it sees it when these change. */
    GroupLink(final PeerLink link, final int[] ranks) {
        this.link = link;
        this.ranks = ranks;
    }

    /** Sets this rank's place in the group. */
    void place(final int place) {
        rank = place;
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return ranks.length;
    }

    @Override
    public void send(final int dest, final Object base, final long offset, final long lengthBytes) {
        link.send(ranks[dest], base, offset, lengthBytes);
    }

    @Override
    public void sendLoss(final int dest) {
        link.sendLoss(ranks[dest]);
    }

    @Override
    public void recv(final int source, final Object base, final long offset, final long lengthBytes) {
        link.recv(ranks[source], base, offset, lengthBytes);
    }

    @Override
    public void sendrecv(final int dest, final Object sendBase, final long sendOffset, final long sendBytes,
        final int source, final Object recvBase, final long recvOffset, final long recvBytes) {
        link.sendrecv(ranks[dest], sendBase, sendOffset, sendBytes, ranks[source], recvBase, recvOffset, recvBytes);
    }

    @Override
    public void postSend(final int dest, final Object base, final long offset, final long lengthBytes) {
        link.postSend(ranks[dest], base, offset, lengthBytes);
    }

    @Override
    public void postRecv(final int source, final Object base, final long offset, final long lengthBytes) {
        link.postRecv(ranks[source], base, offset, lengthBytes);
    }

    @Override
    public void awaitPosted() {
        link.awaitPosted();
    }
}
