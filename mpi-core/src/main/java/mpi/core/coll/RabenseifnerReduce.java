package mpi.core.coll;

/**
 * Reduction of long vectors by Rabenseifner: a reduce-scatter by {@linkplain VectorHalving recursive halving}, then
 * the slices are gathered up a binomial tree. Ranks are counted from the root on, so that it is never one that
 * {@linkplain Folding folds}; so operations have to commute.
 *
 * <ul>
 * <li><b>Cost</b>: 2·log2 Q rounds and 1 more where P &gt; Q; Q·log2 Q + (Q−1) + (P−Q) messages,
 * (Q−1)·n + log2 Q·n/2 + (P−Q)·n bytes; 2Lα + 2n(P−1)/P·β + n(P−1)/P·γ.
 * <li><b>When chosen</b>: predefined operations that commute, on vectors that are not short.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class RabenseifnerReduce {
    private RabenseifnerReduce() {}

    /** Combines the contributions; the result is in the memory given at the root, which others need not give. */
    static void run(final PeerLink link, final Accumulator accumulator, final int root, final Object base,
        final long offset) {
        final int size = link.size();
        final int relative = (link.rank() - root + size) % size;
        final int member = Folding.member(relative, size);
        if (member == Folding.NONE) {
            link.send((relative - 1 + root) % size, accumulator.base(), accumulator.offset(),
                accumulator.lengthBytes());
            return;
        }
        if (Folding.isPair(member, size)) {
            link.recv((relative + 1 + root) % size, accumulator.incoming(), 0, accumulator.lengthBytes());
            accumulator.combineRight();
        }
        VectorHalving.reduceScatter(link, accumulator, member, root);
        final long items = accumulator.items();
        if (member != 0) {
            VectorHalving.gather(link, accumulator.base(), accumulator.offset(), items, accumulator.lengthBytes(1),
                member, root);
            return;
        }
        accumulator.result(base, offset, 0, Slices.first(items, Folding.members(size), 1));
        VectorHalving.gather(link, base, offset, items, accumulator.lengthBytes(1), member, root);
    }
}
