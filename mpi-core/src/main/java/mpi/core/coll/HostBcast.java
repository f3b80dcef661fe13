package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.core.transport.Memory;

/**
 * Broadcast through shared memory: the root writes, everybody reads, a cell at a time.
 *
 * <ul>
 * <li><b>Cost</b>: n bytes written once and read P−1 times at once; a step for each cell, of which two are under way.
 * <li><b>When chosen</b>: ranks of one host; of two only for short messages.
 * <li><b>Source</b>: Graham, Shipman, MPI support for multi-core architectures: optimized shared memory collectives,
 * 2008.
 * </ul>
 */
final class HostBcast {
    private HostBcast() {}

    /** Whether a message of this length is only announced: the root says so, whatever the others expect. */
    static boolean isOnlyAnnounced(final HostBoard board, final long lengthBytes) {
        return board.limits().isMessage(board.size(), lengthBytes);
    }

    /** Sends or receives; returns the length of what the root has sent, of which no more than fits is received. */
    static long run(final HostBoard board, final Object base, final long offset, final long lengthBytes,
        final int root) {
        if (board.rank() == root) {
            if (isOnlyAnnounced(board, lengthBytes)) {
                board.awaitRoom(0);
                board.publish(lengthBytes, HostBoard.ALL);
                return lengthBytes;
            }
            HostContributions.publishAll(board, base, offset, lengthBytes, HostBoard.ALL);
            board.finishLast(0);
            return lengthBytes;
        }
        long done = 0;
        long sentBytes;
        do {
            board.awaitPublished(root);
            sentBytes = board.totalBytes(root);
            if (isOnlyAnnounced(board, sentBytes)) {
                board.finish(root, 0);
                return sentBytes;
            }
            final int piece = (int) Math.min(board.cellBytes(), sentBytes - done);
            final long fitting = Math.min(piece, lengthBytes - done);
            if (fitting > 0) {
                Memory.copyIn(board.payload(root, piece), base, offset + done, fitting);
            }
            board.finish(root, piece);
            board.nextStep();
            done += piece;
        } while (done < sentBytes);
        return sentBytes;
    }
}
