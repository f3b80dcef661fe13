package mpi.core.coll;

/**
 * Broadcast down a binomial tree: who has the message passes it on to the largest subtree first.
 *
 * <ul>
 * <li><b>Cost</b>: L = ⌈log2 P⌉ rounds, P−1 messages, (P−1)·n bytes; L(α + nβ).
 * <li><b>When chosen</b>: short messages, few ranks.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class BinomialBcast {
    private BinomialBcast() {}

    /** Sends the root's memory, or receives it and passes it on. */
    static void run(final PeerLink link, final Object base, final long offset, final long lengthBytes,
        final int root) {
        receive(link, base, offset, lengthBytes, root);
        pass(link, base, offset, lengthBytes, root);
    }

    /** The first half: receives, unless this is the root. */
    static void receive(final PeerLink link, final Object base, final long offset, final long lengthBytes,
        final int root) {
        final int size = link.size();
        final int relative = relative(link, root);
        if (relative != 0) {
            link.recv((relative - Integer.lowestOneBit(relative) + root) % size, base, offset, lengthBytes);
        }
    }

    /** The second half: sends to this rank's subtrees. */
    static void pass(final PeerLink link, final Object base, final long offset, final long lengthBytes,
        final int root) {
        final int size = link.size();
        final int relative = relative(link, root);
        int mask = 1;
        while (mask < size && (relative & mask) == 0) {
            mask <<= 1;
        }
        for (mask >>= 1; mask > 0; mask >>= 1) {
            if (relative + mask < size) {
                link.send((relative + mask + root) % size, base, offset, lengthBytes);
            }
        }
    }

    private static int relative(final PeerLink link, final int root) {
        return (link.rank() - root + link.size()) % link.size();
    }
}
