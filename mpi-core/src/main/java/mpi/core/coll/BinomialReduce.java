package mpi.core.coll;

/**
 * Reduction up a binomial tree: each rank combines what its subtrees send, the smallest first, and passes the result
 * on.
 *
 * <ul>
 * <li><b>Cost</b>: L = ⌈log2 P⌉ rounds, P−1 messages, (P−1)·n bytes; L(α + nβ + nγ).
 * <li><b>When chosen</b>: short vectors and functions of users, if they commute. The order of operands is that of the
 * ranks from the root on, modulo P; so it is the order of the ranks when the root is 0, and {@link OrderedReduce}
 * builds on that.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class BinomialReduce {
    private BinomialReduce() {}

    /** Combines the contributions; the result is the accumulator's at the root and of no meaning elsewhere. */
    static void run(final PeerLink link, final Accumulator accumulator, final int root) {
        final int size = link.size();
        final int relative = (link.rank() - root + size) % size;
        for (int mask = 1; mask < size; mask <<= 1) {
            if ((relative & mask) != 0) {
                link.send((relative - mask + root) % size, accumulator.base(), accumulator.offset(),
                    accumulator.lengthBytes());
                return;
            }
            if (relative + mask < size) {
                link.recv((relative + mask + root) % size, accumulator.incoming(), 0, accumulator.lengthBytes());
                accumulator.combineRight();
            }
        }
    }
}
