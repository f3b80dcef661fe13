package mpi.core.coll;

/**
 * Scatter of equal blocks down a binomial tree: each rank gets the blocks of its subtree, which are of consecutive
 * ranks from the root on, in one message, and passes the halves of it on.
 *
 * <ul>
 * <li><b>Cost</b>: L = ⌈log2 P⌉ rounds, P−1 messages; the root sends n(P−1)/P bytes; Lα + n(P−1)/P·β. Ranks with
 * subtrees need room for them.
 * <li><b>When chosen</b>: equal blocks.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class BinomialScatter {
    private BinomialScatter() {}

    /** Sends all blocks but the root's own; for the root. */
    static void send(final PeerLink link, final Work work, final Scratch scratch, final Object base,
        final long offset, final long blockBytes) {
        final int size = link.size();
        for (int mask = Integer.highestOneBit(size - 1); mask > 0; mask >>= 1) {
            final int child = (link.rank() + mask) % size;
            final int blocks = Math.min(mask, size - mask);
            final int untilEnd = Math.min(blocks, size - child);
            if (untilEnd == blocks) {
                link.send(child, base, offset + child * blockBytes, blocks * blockBytes);
            } else {
                final Object subtree = scratch.atLeast((int) (blocks * blockBytes));
                work.copy(base, offset + child * blockBytes, subtree, 0, untilEnd * blockBytes);
                work.copy(base, offset, subtree, untilEnd * blockBytes, (blocks - untilEnd) * blockBytes);
                link.send(child, subtree, 0, blocks * blockBytes);
            }
        }
    }

    /** Receives this rank's block, and passes on those of its subtree; for all but the root. */
    static void receive(final PeerLink link, final Work work, final Scratch scratch, final Object base,
        final long offset, final long blockBytes, final int root) {
        final int size = link.size();
        final int own = (link.rank() - root + size) % size;
        final int span = Integer.lowestOneBit(own);
        final int parent = (own - span + root) % size;
        final int blocks = Math.min(span, size - own);
        if (blocks == 1) {
            link.recv(parent, base, offset, blockBytes);
            return;
        }
        final Object subtree = scratch.atLeast((int) (blocks * blockBytes));
        link.recv(parent, subtree, 0, blocks * blockBytes);
        for (int mask = span >> 1; mask > 0; mask >>= 1) {
            if (mask < blocks) {
                link.send((own + mask + root) % size, subtree, mask * blockBytes,
                    Math.min(mask, blocks - mask) * blockBytes);
            }
        }
        work.copy(subtree, 0, base, offset, blockBytes);
    }
}
