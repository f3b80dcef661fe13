package mpi.core.coll;

/**
 * Broadcast down a chain of all ranks, in segments: each rank passes a segment on while it receives the next.
 *
 * <ul>
 * <li><b>Cost</b>: S + P−2 rounds for S segments, (P−1)·S messages, (P−1)·n bytes; (S + P−2)(α + n/S·β).
 * <li><b>When chosen</b>: when forced; messages that are long for the number of ranks, which all but the root receive
 * once and but the last send once.
 * <li><b>Source</b>: Pjesivac-Grbovic et al., Performance analysis of MPI collective operations, 2007.
 * </ul>
 */
final class ChainBcast {
    private ChainBcast() {}

    /** Sends the root's memory, or receives it and passes it on. */
    static void run(final PeerLink link, final Object base, final long offset, final long lengthBytes,
        final long segmentBytes, final int root) {
        final int size = link.size();
        final int place = (link.rank() - root + size) % size;
        final int before = (link.rank() - 1 + size) % size;
        final int behind = (link.rank() + 1) % size;
        final boolean isLast = place == size - 1;
        // A message without bytes is one segment.
        for (long at = 0; at == 0 || at < lengthBytes; at += segmentBytes) {
            final long length = Math.min(segmentBytes, lengthBytes - at);
            if (place != 0 && (isLast || at == 0)) {
                link.recv(before, base, offset + at, length);
            }
            if (isLast) {
                continue;
            }
            final long next = at + segmentBytes;
            if (place == 0 || next >= lengthBytes) {
                link.send(behind, base, offset + at, length);
            } else {
                link.sendrecv(behind, base, offset + at, length,
                    before, base, offset + next, Math.min(segmentBytes, lengthBytes - next));
            }
        }
    }
}
