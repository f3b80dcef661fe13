package mpi.core.coll;

/**
 * Gather of blocks of any size: every rank sends to the root, which receives in rank order.
 *
 * <ul>
 * <li><b>Cost</b>: P−1 messages and rounds at the root, each block moves once; (P−1)α + n(P−1)/P·β.
 * <li><b>When chosen</b>: blocks of any size, which only the root knows.
 * <li><b>Source</b>: MPICH, {@code src/mpi/coll/gatherv/gatherv_allcomm_linear.c}.
 * </ul>
 */
final class LinearGather {
    private LinearGather() {}

    /** Sends this rank's block; for all but the root. */
    static void send(final PeerLink link, final Object base, final long offset, final long lengthBytes,
        final int root) {
        link.send(root, base, offset, lengthBytes);
    }

    /** Receives all blocks but the root's own; for the root. */
    static void receive(final PeerLink link, final Object base, final long offset, final Blocks blocks) {
        for (int rank = 0; rank < link.size(); rank++) {
            if (rank != link.rank()) {
                link.recv(rank, base, blocks.position(offset, rank), blocks.lengthBytes(rank));
            }
        }
    }
}
