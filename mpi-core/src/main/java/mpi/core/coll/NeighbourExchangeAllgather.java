package mpi.core.coll;

/**
 * Allgather by neighbour exchange, among an even number of ranks: every rank exchanges with its two neighbours in turn,
 * first its own block, then always the two blocks that it got last.
 *
 * <ul>
 * <li><b>Cost</b>: P/2 rounds, P·P/2 messages, (P−1)·n bytes where n is all blocks; P/2·α + n(P−1)/P·β. Only neighbours
 * talk, in half the rounds of {@link RingAllgather}.
 * <li><b>When chosen</b>: when forced; equal blocks, P even.
 * <li><b>Source</b>: Chen, Zhang, Zhang, Yuan, Performance evaluation of allgather algorithms on terascale Linux
 * cluster with fast Ethernet, 2005.
 * </ul>
 */
final class NeighbourExchangeAllgather {
    private NeighbourExchangeAllgather() {}

    /** Fills in the blocks of all other ranks; this rank's own is in its place already. */
    static void run(final PeerLink link, final Object base, final long offset, final long blockBytes) {
        final int size = link.size();
        final int rank = link.rank();
        final boolean isEven = rank % 2 == 0;
        final int right = (rank + 1) % size;
        final int left = (rank - 1 + size) % size;
        final int first = isEven ? right : left;
        final int second = isEven ? left : right;
        link.sendrecv(first, base, offset + rank * blockBytes, blockBytes,
            first, base, offset + first * blockBytes, blockBytes);
        // Pairs of blocks begin at even ones. From the first neighbour they come from one side, two further each time,
        // from the second from the other.
        final int step = isEven ? 2 : -2;
        int fromFirst = isEven ? rank : left;
        int fromSecond = fromFirst;
        int passed = fromFirst;
        for (int round = 1; round < size / 2; round++) {
            final boolean isSecond = round % 2 == 1;
            if (isSecond) {
                fromSecond = (fromSecond - step + size) % size;
            } else {
                fromFirst = (fromFirst + step + size) % size;
            }
            final int got = isSecond ? fromSecond : fromFirst;
            final int peer = isSecond ? second : first;
            link.sendrecv(peer, base, offset + passed * blockBytes, 2 * blockBytes,
                peer, base, offset + got * blockBytes, 2 * blockBytes);
            passed = got;
        }
    }
}
