package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.core.transport.Memory;

/**
 * Scatter through shared memory: the root writes a piece for each rank into its cell, everybody reads his own.
 *
 * <ul>
 * <li><b>Cost</b>: each block is written once by the root, and read once, all of them at once.
 * <li><b>When chosen</b>: ranks of one host, blocks of equal size; of many ranks only short blocks, since pieces are
 * short. Longer ones are announced, and sent by messages.
 * <li><b>Source</b>: Graham, Shipman, MPI support for multi-core architectures: optimized shared memory collectives,
 * 2008.
 * </ul>
 */
final class HostScatter {
    private HostScatter() {}

    /** Sends all blocks but the root's own, or announces them. */
    static void send(final HostBoard board, final Object base, final long offset, final Blocks blocks) {
        final long lengthBytes = blocks.lengthBytes(0);
        if (HostContributions.areOnlyAnnounced(board, lengthBytes)) {
            HostContributions.announce(board, lengthBytes);
            return;
        }
        final int part = HostContributions.partBytes(board);
        long done = 0;
        do {
            final int piece = (int) Math.min(part, lengthBytes - done);
            HostContributions.publishParts(board, base, offset, blocks, done, piece);
            board.nextStep();
            done += piece;
        } while (done < lengthBytes);
        board.finishLast(0);
    }

    /** Receives this rank's block; returns its length at the root, of which no more than fits is received. */
    static long receive(final HostBoard board, final Object base, final long offset, final long lengthBytes,
        final int root) {
        final int part = HostContributions.partBytes(board);
        long done = 0;
        long sentBytes;
        do {
            board.awaitPublished(root);
            sentBytes = board.totalBytes(root);
            if (HostContributions.areOnlyAnnounced(board, sentBytes)) {
                board.finish(root, 0);
                return sentBytes;
            }
            final int piece = (int) Math.min(part, sentBytes - done);
            final long fitting = Math.min(piece, lengthBytes - done);
            if (fitting > 0) {
                Memory.copyIn(HostContributions.part(board, root, piece), base, offset + done, fitting);
            }
            board.finish(root, piece * (board.size() - 1));
            board.nextStep();
            done += piece;
        } while (done < sentBytes);
        return sentBytes;
    }
}
