package mpi.core.coll;

/**
 * Reduction that keeps the order of the ranks: up the binomial tree of rank 0, whose subtrees are consecutive ranks,
 * then from rank 0 to the root.
 *
 * <ul>
 * <li><b>Cost</b>: as {@link BinomialReduce}, and one message of n bytes more unless the root is 0.
 * <li><b>When chosen</b>: operations that do not commute.
 * <li><b>Source</b>: MPICH, {@code src/mpi/coll/reduce/reduce_intra_binomial.c}.
 * </ul>
 */
final class OrderedReduce {
    private OrderedReduce() {}

    /** Combines the contributions; the result is the accumulator's at the root and of no meaning elsewhere. */
    static void run(final PeerLink link, final Accumulator accumulator, final int root) {
        BinomialReduce.run(link, accumulator, 0);
        if (root == 0) {
            return;
        }
        if (link.rank() == 0) {
            link.send(root, accumulator.base(), accumulator.offset(), accumulator.lengthBytes());
        } else if (link.rank() == root) {
            link.recv(0, accumulator.incoming(), 0, accumulator.lengthBytes());
            accumulator.replace();
        }
    }
}
