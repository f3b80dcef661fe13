package mpi.core.coll;

/**
 * Total exchange of blocks of any size, all posted at once: sends and receives with 32 ranks at a time, each rank
 * beginning with those next to it.
 *
 * <ul>
 * <li><b>Cost</b>: P(P−1) messages, each block moves once: (P−1)·n bytes; the latencies of 32 exchanges overlap.
 * <li><b>When chosen</b>: blocks of middle length, and blocks of any size.
 * <li><b>Source</b>: MPICH, {@code src/mpi/coll/alltoall/alltoall_intra_scattered.c}.
 * </ul>
 */
final class ScatteredAlltoall {
    /** So many exchanges are under way at once: MPICH's default. */
    private static final int BATCH = 32;

    private ScatteredAlltoall() {}

    /** Exchanges the blocks of all other ranks; the two places do not overlap. */
    static void run(final PeerLink link, final Object sendBase, final long sendOffset, final Blocks sendBlocks,
        final Object recvBase, final long recvOffset, final Blocks recvBlocks) {
        final int size = link.size();
        final int rank = link.rank();
        for (int from = 1; from < size; from += BATCH) {
            final int to = Math.min(size, from + BATCH);
            for (int distance = from; distance < to; distance++) {
                final int source = (rank - distance + size) % size;
                link.postRecv(source, recvBase, recvBlocks.position(recvOffset, source),
                    recvBlocks.lengthBytes(source));
            }
            for (int distance = from; distance < to; distance++) {
                final int dest = (rank + distance) % size;
                link.postSend(dest, sendBase, sendBlocks.position(sendOffset, dest),
                    sendBlocks.lengthBytes(dest));
            }
            link.awaitPosted();
        }
    }
}
