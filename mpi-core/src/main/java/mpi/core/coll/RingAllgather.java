package mpi.core.coll;

/**
 * Allgather of blocks of any size around a ring: in each round every rank passes on to its right neighbour the block it
 * got last.
 *
 * <ul>
 * <li><b>Cost</b>: P−1 rounds, P(P−1) messages, (P−1)·n bytes where n is all blocks; (P−1)α + n(P−1)/P·β.
 * <li><b>When chosen</b>: long blocks; second half of {@link ScatterRingBcast} and {@link RingAllreduce}.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class RingAllgather {
    private RingAllgather() {}

    /** Fills in the blocks of all other ranks; this rank's own is in its place already. */
    static void run(final PeerLink link, final Object base, final long offset, final Blocks blocks) {
        final int size = link.size();
        final int right = (link.rank() + 1) % size;
        final int left = (link.rank() - 1 + size) % size;
        int passed = link.rank();
        for (int round = 1; round < size; round++) {
            final int next = (passed - 1 + size) % size;
            link.sendrecv(right, base, blocks.position(offset, passed), blocks.lengthBytes(passed),
                left, base, blocks.position(offset, next), blocks.lengthBytes(next));
            passed = next;
        }
    }

    /**
     * The same for the {@linkplain Slices slices} of a vector.
     *
     * @param units units of the whole vector
     * @param unitBytes length of a unit
     * @param root the rank of the first slice
     */
    static void run(final PeerLink link, final Object base, final long offset, final long units, final long unitBytes,
        final int root) {
        final int size = link.size();
        final int right = (link.rank() + 1) % size;
        final int left = (link.rank() - 1 + size) % size;
        int passed = (link.rank() - root + size) % size;
        for (int round = 1; round < size; round++) {
            final int next = (passed - 1 + size) % size;
            final long first = Slices.first(units, size, passed);
            final long nextFirst = Slices.first(units, size, next);
            link.sendrecv(right, base, offset + first * unitBytes,
                (Slices.first(units, size, passed + 1) - first) * unitBytes,
                left, base, offset + nextFirst * unitBytes,
                (Slices.first(units, size, next + 1) - nextFirst) * unitBytes);
            passed = next;
        }
    }
}
