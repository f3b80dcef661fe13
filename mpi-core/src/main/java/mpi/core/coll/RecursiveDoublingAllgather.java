package mpi.core.coll;

/**
 * Allgather by recursive doubling, among a power of two of ranks: in round k groups of 2<sup>k</sup> ranks exchange the
 * slices they have, which lie one behind the other.
 *
 * <ul>
 * <li><b>Cost</b>: L = log2 P rounds, P·L messages, (P−1)·n bytes where n is all slices; Lα + n(P−1)/P·β.
 * <li><b>When chosen</b>: equal blocks that are not long in all, P a power of two; second half of
 * {@link ScatterDoublingBcast}.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class RecursiveDoublingAllgather {
    private RecursiveDoublingAllgather() {}

    /**
     * Fills in the slices of all other ranks; this rank's own is in its place already.
     *
     * @param lengthBytes length of all {@linkplain Slices slices}
     * @param root the rank of the first slice
     */
    static void run(final PeerLink link, final Object base, final long offset, final long lengthBytes,
        final int root) {
        final int size = link.size();
        final int own = (link.rank() - root + size) % size;
        for (int mask = 1; mask < size; mask <<= 1) {
            final int other = own ^ mask;
            final int partner = (other + root) % size;
            final int group = own & -mask;
            final int theirs = other & -mask;
            final long first = Slices.first(lengthBytes, size, group);
            final long theirFirst = Slices.first(lengthBytes, size, theirs);
            link.sendrecv(partner, base, offset + first, Slices.first(lengthBytes, size, group + mask) - first,
                partner, base, offset + theirFirst, Slices.first(lengthBytes, size, theirs + mask) - theirFirst);
        }
    }
}
