package mpi.core.coll;

/**
 * Allreduce of very long vectors around a ring: each of P slices goes once around and is combined on its way, then once
 * more around as it is. Each slice is reduced on one way, which begins at another rank for each, so that the result is
 * bitwise equal everywhere but operations have to commute.
 *
 * <ul>
 * <li><b>Cost</b>: 2(P−1) rounds, 2P(P−1) messages, 2(P−1)·n bytes; 2(P−1)α + 2n(P−1)/P·β + n(P−1)/P·γ. Only
 * neighbours talk, and P need be no power of two.
 * <li><b>When chosen</b>: predefined operations on very long vectors.
 * <li><b>Source</b>: Patarasuk, Yuan, Bandwidth optimal all-reduce algorithms for clusters of workstations, 2009.
 * </ul>
 */
final class RingAllreduce {
    private RingAllreduce() {}

    /** Combines the contributions; the result is in the memory given at every rank. */
    static void run(final PeerLink link, final Accumulator accumulator, final Object base, final long offset) {
        final int size = link.size();
        if (size == 1) {
            accumulator.result(base, offset);
            return;
        }
        final int rank = link.rank();
        final int right = (rank + 1) % size;
        final int left = (rank - 1 + size) % size;
        final long items = accumulator.items();
        // The slice that ends here after P−1 rounds is this rank's own.
        int passed = left;
        for (int round = 1; round < size; round++) {
            final int next = (passed - 1 + size) % size;
            final long passedFirst = Slices.first(items, size, passed);
            final long nextFirst = Slices.first(items, size, next);
            final long nextItems = Slices.first(items, size, next + 1) - nextFirst;
            final boolean isOwnContribution = round == 1;
            link.sendrecv(right, isOwnContribution ? accumulator.base() : accumulator.incoming(),
                isOwnContribution ? accumulator.offset(passedFirst) : accumulator.lengthBytes(passedFirst),
                accumulator.lengthBytes(Slices.first(items, size, passed + 1) - passedFirst),
                left, accumulator.incoming(), accumulator.lengthBytes(nextFirst), accumulator.lengthBytes(nextItems));
            accumulator.combineIncoming(nextFirst, nextItems);
            passed = next;
        }
        final long first = Slices.first(items, size, rank);
        accumulator.combined(base, offset, first, Slices.first(items, size, rank + 1) - first);
        RingAllgather.run(link, base, offset, items, accumulator.lengthBytes(1), 0);
    }
}
