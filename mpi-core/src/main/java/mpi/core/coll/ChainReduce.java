package mpi.core.coll;

/**
 * Reduction along the ranks from both ends to the root, in their order: each rank combines what comes from its outer
 * neighbour with its own, and passes it on to the inner one. Of a vector that is reduced segment by segment, ranks work
 * on different segments at once.
 *
 * <ul>
 * <li><b>Cost</b>: P−1 messages, (P−1)·n bytes, of which no rank receives more than two n; P−1 rounds at most; for S
 * segments (S + P−2)(α + n/S·β + n/S·γ) at most.
 * <li><b>When chosen</b>: among leaders of hosts, where vectors are long or the operation does not commute.
 * <li><b>Source</b>: Pjesivac-Grbovic et al., Performance analysis of MPI collective operations, 2007.
 * </ul>
 */
final class ChainReduce {
    private ChainReduce() {}

    /** Combines the contributions; the result is the accumulator's at the root and of no meaning elsewhere. */
    static void run(final PeerLink link, final Accumulator accumulator, final int root) {
        final int rank = link.rank();
        if (rank <= root && rank > 0) {
            link.recv(rank - 1, accumulator.incoming(), 0, accumulator.lengthBytes());
            accumulator.combineLeft();
        }
        if (rank >= root && rank < link.size() - 1) {
            link.recv(rank + 1, accumulator.incoming(), 0, accumulator.lengthBytes());
            accumulator.combineRight();
        }
        if (rank != root) {
            link.send(rank < root ? rank + 1 : rank - 1, accumulator.base(), accumulator.offset(),
                accumulator.lengthBytes());
        }
    }
}
