package mpi.core.coll;

/**
 * Gather of equal blocks up a binomial tree: each rank collects the blocks of its subtree, which are of consecutive
 * ranks from the root on, and passes them on in one message.
 *
 * <ul>
 * <li><b>Cost</b>: L = ⌈log2 P⌉ rounds, P−1 messages; the root receives n(P−1)/P bytes; Lα + n(P−1)/P·β. Ranks with
 * subtrees need room for them.
 * <li><b>When chosen</b>: equal blocks.
 * <li><b>Source</b>: Thakur, Rabenseifner, Gropp, Optimization of collective communication operations in MPICH, 2005.
 * </ul>
 */
final class BinomialGather {
    private BinomialGather() {}

    /** Sends this rank's block, after those of its subtree have come; for all but the root. */
    static void send(final PeerLink link, final Work work, final Scratch scratch, final Object base,
        final long offset, final long blockBytes, final int root) {
        final int size = link.size();
        final int own = (link.rank() - root + size) % size;
        final int span = Integer.lowestOneBit(own);
        final int parent = (own - span + root) % size;
        final int blocks = Math.min(span, size - own);
        if (blocks == 1) {
            link.send(parent, base, offset, blockBytes);
            return;
        }
        final Object subtree = scratch.atLeast((int) (blocks * blockBytes));
        work.copy(base, offset, subtree, 0, blockBytes);
        for (int mask = 1; mask < blocks; mask <<= 1) {
            link.recv((own + mask + root) % size, subtree, mask * blockBytes,
                Math.min(mask, blocks - mask) * blockBytes);
        }
        link.send(parent, subtree, 0, blocks * blockBytes);
    }

    /** Receives all blocks but the root's own; for the root. */
    static void receive(final PeerLink link, final Work work, final Scratch scratch, final Object base,
        final long offset, final long blockBytes) {
        final int size = link.size();
        for (int mask = 1; mask < size; mask <<= 1) {
            final int child = (link.rank() + mask) % size;
            final int blocks = Math.min(mask, size - mask);
            final int untilEnd = Math.min(blocks, size - child);
            if (untilEnd == blocks) {
                link.recv(child, base, offset + child * blockBytes, blocks * blockBytes);
            } else {
                final Object subtree = scratch.atLeast((int) (blocks * blockBytes));
                link.recv(child, subtree, 0, blocks * blockBytes);
                work.copy(subtree, 0, base, offset + child * blockBytes, untilEnd * blockBytes);
                work.copy(subtree, untilEnd * blockBytes, base, offset, (blocks - untilEnd) * blockBytes);
            }
        }
    }
}
