package mpi.core.coll;

/**
 * Allreduce by recursive doubling: in round k groups of 2<sup>k</sup> ranks exchange and combine their results. Where
 * P is no power of two, ranks {@linkplain Folding fold} first and unfold at the end.
 *
 * <p>Groups are consecutive ranks and the lower group is the left operand on both sides, so that the order of the ranks
 * is kept and the result is bitwise equal everywhere.
 *
 * <ul>
 * <li><b>Cost</b>: log2 Q rounds and 2 more where P &gt; Q; Q·log2 Q + 2(P−Q) messages of n bytes;
 * L(α + nβ + nγ).
 * <li><b>When chosen</b>: short vectors, fewer items than ranks, operations of users.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class RecursiveDoublingAllreduce {
    private RecursiveDoublingAllreduce() {}

    /** Combines the contributions; the result is the accumulator's at every rank. */
    static void run(final PeerLink link, final Accumulator accumulator) {
        final int rank = link.rank();
        final int size = link.size();
        final int member = Folding.member(rank, size);
        final long lengthBytes = accumulator.lengthBytes();
        if (member == Folding.NONE) {
            link.send(rank - 1, accumulator.base(), accumulator.offset(), lengthBytes);
            link.recv(rank - 1, accumulator.incoming(), 0, lengthBytes);
            accumulator.replace();
            return;
        }
        if (Folding.isPair(member, size)) {
            link.recv(rank + 1, accumulator.incoming(), 0, lengthBytes);
            accumulator.combineRight();
        }
        exchange(link, accumulator, member);
        if (Folding.isPair(member, size)) {
            link.send(rank + 1, accumulator.base(), accumulator.offset(), lengthBytes);
        }
    }

    private static void exchange(final PeerLink link, final Accumulator accumulator, final int member) {
        final int size = link.size();
        final long lengthBytes = accumulator.lengthBytes();
        for (int mask = 1; mask < Folding.members(size); mask <<= 1) {
            final int other = member ^ mask;
            final int partner = Folding.rank(other, size);
            link.sendrecv(partner, accumulator.base(), accumulator.offset(), lengthBytes,
                partner, accumulator.incoming(), 0, lengthBytes);
            if (member < other) {
                accumulator.combineRight();
            } else {
                accumulator.combineLeft();
            }
        }
    }
}
