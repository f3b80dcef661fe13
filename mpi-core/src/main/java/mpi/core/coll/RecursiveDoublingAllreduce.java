package mpi.core.coll;

/**
 * Allreduce by recursive doubling: in round k groups of 2<sup>k</sup> ranks exchange and combine their results. Where
 * P is no power of two, the first 2(P−Q) ranks first fold into P−Q, Q being the power of two below, and unfold at the
 * end.
 *
 * <p>Groups are consecutive ranks and the lower group is the left operand on both sides, so that the order of the ranks
 * is kept and the result is bitwise equal everywhere.
 *
 * <ul>
 * <li><b>Cost</b>: log2 Q rounds and 2 more where P &gt; Q; Q·log2 Q + 2(P−Q) messages of n bytes;
 * L(α + nβ + nγ).
 * <li><b>When chosen</b>: always.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class RecursiveDoublingAllreduce {
    private RecursiveDoublingAllreduce() {}

    /** Combines the contributions; the result is the accumulator's at every rank. */
    static void run(final PeerLink link, final Accumulator accumulator) {
        final int rank = link.rank();
        final int members = Integer.highestOneBit(link.size());
        final int folded = link.size() - members;
        final long lengthBytes = accumulator.lengthBytes();
        final boolean isFoldedPair = rank < 2 * folded;
        if (isFoldedPair && rank % 2 == 0) {
            link.send(rank + 1, accumulator.base(), accumulator.offset(), lengthBytes);
            link.recv(rank + 1, accumulator.incoming(), 0, lengthBytes);
            accumulator.replace();
            return;
        }
        if (isFoldedPair) {
            link.recv(rank - 1, accumulator.incoming(), 0, lengthBytes);
            accumulator.combineLeft();
        }
        exchange(link, accumulator, isFoldedPair ? rank / 2 : rank - folded, members, folded);
        if (isFoldedPair) {
            link.send(rank - 1, accumulator.base(), accumulator.offset(), lengthBytes);
        }
    }

    private static void exchange(final PeerLink link, final Accumulator accumulator, final int member,
        final int members, final int folded) {
        final long lengthBytes = accumulator.lengthBytes();
        for (int mask = 1; mask < members; mask <<= 1) {
            final int other = member ^ mask;
            final int partner = other < folded ? 2 * other + 1 : other + folded;
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
