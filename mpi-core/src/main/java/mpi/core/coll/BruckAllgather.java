package mpi.core.coll;

/**
 * Allgather of blocks of any size by Bruck: in round k every rank sends what it has to the one 2<sup>k</sup> below it
 * and receives as much from the one 2<sup>k</sup> above; blocks lie in a scratch array, this rank's own first, and are
 * put in their places in the end.
 *
 * <ul>
 * <li><b>Cost</b>: L = ⌈log2 P⌉ rounds, P·L messages, (P−1)·n bytes where n is all blocks; Lα + n(P−1)/P·β, and a
 * copy of all blocks. P need be no power of two.
 * <li><b>When chosen</b>: short blocks.
 * <li><b>Source</b>: Bruck, Ho, Kipnis, Upfal, Weathersby, Efficient algorithms for all-to-all communications in
 * multiport message-passing systems, 1997.
 * </ul>
 */
final class BruckAllgather {
    private BruckAllgather() {}

    /**
     * Fills in the blocks of all other ranks; this rank's own is in its place already.
     *
     * @param scratch room for all blocks
     */
    static void run(final PeerLink link, final Work work, final Object scratch, final Object base, final long offset,
        final Blocks blocks) {
        final int size = link.size();
        final int rank = link.rank();
        work.copy(base, blocks.position(offset, rank), scratch, 0, blocks.lengthBytes(rank));
        long heldBytes = blocks.lengthBytes(rank);
        for (int distance = 1; distance < size; distance <<= 1) {
            final int count = Math.min(distance, size - distance);
            final int above = (rank + distance) % size;
            final long recvBytes = lengthBytes(blocks, above, count);
            link.sendrecv((rank - distance + size) % size, scratch, 0, lengthBytes(blocks, rank, count),
                above, scratch, heldBytes, recvBytes);
            heldBytes += recvBytes;
        }
        long from = blocks.lengthBytes(rank);
        for (int i = 1; i < size; i++) {
            final int block = (rank + i) % size;
            work.copy(scratch, from, base, blocks.position(offset, block), blocks.lengthBytes(block));
            from += blocks.lengthBytes(block);
        }
    }

    /** Length of so many blocks from one on. */
    private static long lengthBytes(final Blocks blocks, final int first, final int count) {
        long lengthBytes = 0;
        for (int i = 0; i < count; i++) {
            lengthBytes += blocks.lengthBytes((first + i) % blocks.ranks());
        }
        return lengthBytes;
    }
}
