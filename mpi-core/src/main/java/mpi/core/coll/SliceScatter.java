package mpi.core.coll;

/**
 * The first half of a broadcast of a long message: down a binomial tree each rank gets the {@linkplain Slices slices}
 * of its subtree, the first of which is its own. Slices are counted from the root on. P−1 messages.
 */
final class SliceScatter {
    private SliceScatter() {}

    static void run(final PeerLink link, final Object base, final long offset, final long lengthBytes,
        final int root) {
        final int size = link.size();
        final int own = (link.rank() - root + size) % size;
        int mask = own == 0 ? Integer.highestOneBit(2 * size - 1) : Integer.lowestOneBit(own);
        if (own != 0) {
            final long first = Slices.first(lengthBytes, size, own);
            link.recv((own - mask + root) % size, base, offset + first,
                Slices.first(lengthBytes, size, Math.min(own + mask, size)) - first);
        }
        for (mask >>= 1; mask > 0; mask >>= 1) {
            final int child = own + mask;
            if (child < size) {
                final long first = Slices.first(lengthBytes, size, child);
                link.send((child + root) % size, base, offset + first,
                    Slices.first(lengthBytes, size, Math.min(child + mask, size)) - first);
            }
        }
    }
}
