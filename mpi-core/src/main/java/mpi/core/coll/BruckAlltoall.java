package mpi.core.coll;

/**
 * Total exchange of short equal blocks by Bruck: blocks lie in a scratch array by how far they have to go; in round k
 * those whose distance has bit k go 2<sup>k</sup> ranks on, in one message.
 *
 * <ul>
 * <li><b>Cost</b>: L = ⌈log2 P⌉ rounds, P·L messages; at powers of two P·L·n/2 bytes where n is what a rank receives;
 * Lα + (n/2)Lβ, and some copies. P need be no power of two.
 * <li><b>When chosen</b>: blocks that are very short, 8 ranks or more.
 * <li><b>Source</b>: Bruck, Ho, Kipnis, Upfal, Weathersby, Efficient algorithms for all-to-all communications in
 * multiport message-passing systems, 1997.
 * </ul>
 */
final class BruckAlltoall {
    private BruckAlltoall() {}

    /** How much scratch memory is needed. */
    static long scratchBytes(final int size, final long blockBytes) {
        return (size + 2L * (size + 1 >> 1)) * blockBytes;
    }

    /** Exchanges all blocks, this rank's own included; the two regions may be the same. */
    static void run(final PeerLink link, final Work work, final Object scratch, final Region send,
        final Blocks sendBlocks, final Region recv, final Blocks recvBlocks) {
        final int size = link.size();
        final int rank = link.rank();
        final long blockBytes = sendBlocks.lengthBytes(rank);
        for (int i = 0; i < size; i++) {
            work.copy(send.base(), sendBlocks.position(send.offset(), (rank + i) % size), scratch, i * blockBytes,
                blockBytes);
        }
        final long packed = size * blockBytes;
        final long received = packed + (size + 1 >> 1) * blockBytes;
        for (int distance = 1; distance < size; distance <<= 1) {
            long at = 0;
            for (int i = distance; i < size; i = next(i, distance)) {
                work.copy(scratch, i * blockBytes, scratch, packed + at, blockBytes);
                at += blockBytes;
            }
            link.sendrecv((rank + distance) % size, scratch, packed, at, (rank - distance + size) % size, scratch,
                received, at);
            at = 0;
            for (int i = distance; i < size; i = next(i, distance)) {
                work.copy(scratch, received + at, scratch, i * blockBytes, blockBytes);
                at += blockBytes;
            }
        }
        for (int i = 0; i < size; i++) {
            work.copy(scratch, i * blockBytes, recv.base(),
                recvBlocks.position(recv.offset(), (rank - i + size) % size), blockBytes);
        }
    }

    /** The next number with that bit. */
    private static int next(final int number, final int bit) {
        return number + 1 | bit;
    }
}
