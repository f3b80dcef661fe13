package mpi.core.coll;

/**
 * Prefix reduction by recursive doubling: in round k ranks that differ in bit k exchange the results of their groups of
 * 2<sup>k</sup> ranks; the higher one puts what it gets in front of its prefix. Only groups below a rank matter to it,
 * and they are complete, so that no power of two is needed. Keeps the order of the ranks.
 *
 * <ul>
 * <li><b>Cost</b>: L = ⌈log2 P⌉ rounds, at most P·L messages of n bytes; L(α + nβ + 2nγ).
 * <li><b>When chosen</b>: always; the only one.
 * <li><b>Source</b>: MPICH, {@code src/mpi/coll/scan/scan_intra_recursive_doubling.c}.
 * </ul>
 */
final class RecursiveDoublingScan {
    private RecursiveDoublingScan() {}

    /**
     * Combines the contributions of lower ranks.
     *
     * @param group begins with this rank's contribution; afterwards of no meaning
     * @param prefix begins with this rank's contribution; afterwards the result, at rank 0 the contribution
     * @param exclusive whether this rank's own contribution does not count
     */
    static void run(final PeerLink link, final Accumulator group, final Accumulator prefix, final boolean exclusive) {
        final int rank = link.rank();
        final long lengthBytes = group.lengthBytes();
        boolean isEmpty = exclusive;
        for (int mask = 1; mask < link.size(); mask <<= 1) {
            final int partner = rank ^ mask;
            if (partner >= link.size()) {
                continue;
            }
            link.sendrecv(partner, group.base(), group.offset(), lengthBytes, partner, group.incoming(), 0,
                lengthBytes);
            if (partner > rank) {
                group.combineRight();
            } else {
                if (isEmpty) {
                    prefix.replace(group);
                    isEmpty = false;
                } else {
                    prefix.combineLeft(group);
                }
                group.combineLeft();
            }
        }
    }
}
