package mpi.core.coll;

/**
 * Total exchange of blocks of any size: in round k every rank sends to the one k above it and receives from the one k
 * below.
 *
 * <ul>
 * <li><b>Cost</b>: P−1 rounds, P(P−1) messages, each block moves once: (P−1)·n bytes; (P−1)α + n(P−1)/P·β.
 * <li><b>When chosen</b>: long equal blocks.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class PairwiseAlltoall {
    private PairwiseAlltoall() {}

    /** Exchanges the blocks of all other ranks; the two regions do not overlap. */
    static void run(final PeerLink link, final Region send, final Blocks sendBlocks, final Region recv,
        final Blocks recvBlocks) {
        final int size = link.size();
        for (int round = 1; round < size; round++) {
            final int dest = (link.rank() + round) % size;
            final int source = (link.rank() - round + size) % size;
            link.sendrecv(dest, send.base(), sendBlocks.position(send.offset(), dest),
                sendBlocks.lengthBytes(dest), source, recv.base(), recvBlocks.position(recv.offset(), source),
                recvBlocks.lengthBytes(source));
        }
    }
}
