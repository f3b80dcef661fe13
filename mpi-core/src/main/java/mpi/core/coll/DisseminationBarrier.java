package mpi.core.coll;

/**
 * Barrier by dissemination: in round k every rank tells the one 2<sup>k</sup> above it and hears from the one
 * 2<sup>k</sup> below.
 *
 * <ul>
 * <li><b>Cost</b>: L = ⌈log2 P⌉ rounds, P·L empty messages.
 * <li><b>When chosen</b>: always; the only one.
 * <li><b>Source</b>: Hensgen, Finkel, Manber, Two algorithms for barrier synchronization, 1988.
 * </ul>
 */
final class DisseminationBarrier {
    private DisseminationBarrier() {}

    /** Blocks until every rank has entered. */
    static void run(final PeerLink link) {
        final int size = link.size();
        final int rank = link.rank();
        for (int distance = 1; distance < size; distance <<= 1) {
            link.sendrecv((rank + distance) % size, null, 0, 0, (rank - distance + size) % size, null, 0, 0);
        }
    }
}
