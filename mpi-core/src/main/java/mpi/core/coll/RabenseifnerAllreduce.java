package mpi.core.coll;

/**
 * Allreduce of long vectors by Rabenseifner: a reduce-scatter by {@linkplain VectorHalving recursive halving}, then
 * an allgather of the slices by recursive doubling, straight into the user's memory. Where P is no power of two, ranks
 * {@linkplain Folding fold} first and unfold at the end. Each slice is reduced at one rank, in the order of the ranks,
 * so that the result is bitwise equal everywhere and operations need not commute.
 *
 * <ul>
 * <li><b>Cost</b>: 2·log2 Q rounds and 2 more where P &gt; Q; 2Q·log2 Q + 2(P−Q) messages,
 * 2(Q−1)·n + 2(P−Q)·n bytes; 2Lα + 2n(P−1)/P·β + n(P−1)/P·γ.
 * <li><b>When chosen</b>: predefined operations on vectors that are neither short nor very long.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class RabenseifnerAllreduce {
    private RabenseifnerAllreduce() {}

    /** Combines the contributions; the result is in the memory given at every rank. */
    static void run(final PeerLink link, final Accumulator accumulator, final Object base, final long offset) {
        final int rank = link.rank();
        final int size = link.size();
        final int member = Folding.member(rank, size);
        final long lengthBytes = accumulator.lengthBytes();
        if (member == Folding.NONE) {
            link.send(rank - 1, accumulator.base(), accumulator.offset(), lengthBytes);
            link.recv(rank - 1, base, offset, lengthBytes);
            return;
        }
        final boolean isPair = Folding.isPair(member, size);
        if (isPair) {
            link.recv(rank + 1, accumulator.incoming(), 0, lengthBytes);
            accumulator.combineRight();
        }
        VectorHalving.reduceScatter(link, accumulator, member, 0);
        final int members = Folding.members(size);
        final int slice = VectorHalving.slice(member, members);
        final long first = Slices.first(accumulator.items(), members, slice);
        accumulator.result(base, offset, first, Slices.first(accumulator.items(), members, slice + 1) - first);
        VectorHalving.allgather(link, base, offset, accumulator.items(), accumulator.lengthBytes(1), member);
        if (isPair) {
            link.send(rank + 1, base, offset, lengthBytes);
        }
    }
}
