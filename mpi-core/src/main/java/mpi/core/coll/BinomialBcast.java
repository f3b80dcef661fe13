package mpi.core.coll;

/**
 * Broadcast down a binomial tree: who has the message passes it on to the largest subtree first.
 *
 * <ul>
 * <li><b>Cost</b>: L = ⌈log2 P⌉ rounds, P−1 messages, (P−1)·n bytes; L(α + nβ).
 * <li><b>When chosen</b>: always.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class BinomialBcast {
    private BinomialBcast() {}

    /** Sends the root's memory, or receives it and passes it on. */
    static void run(final PeerLink link, final Object base, final long offset, final long lengthBytes,
        final int root) {
        final int size = link.size();
        final int relative = (link.rank() - root + size) % size;
        int mask = 1;
        while (mask < size && (relative & mask) == 0) {
            mask <<= 1;
        }
        if (relative != 0) {
            link.recv((relative - mask + root) % size, base, offset, lengthBytes);
        }
        for (mask >>= 1; mask > 0; mask >>= 1) {
            if (relative + mask < size) {
                link.send((relative + mask + root) % size, base, offset, lengthBytes);
            }
        }
    }
}
