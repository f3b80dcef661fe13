package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.core.transport.Memory;

/**
 * Gather through shared memory: everybody writes a cell at a time, which the root reads.
 *
 * <ul>
 * <li><b>Cost</b>: each block is written once, all of them at once, and read once by the root.
 * <li><b>When chosen</b>: ranks of one host, blocks of equal size.
 * <li><b>Source</b>: Graham, Shipman, MPI support for multi-core architectures: optimized shared memory collectives,
 * 2008.
 * </ul>
 */
final class HostGather {
    private HostGather() {}

    /** Sends this rank's block to the root. */
    static void send(final HostBoard board, final Object base, final long offset, final long lengthBytes,
        final int root) {
        HostContributions.publishAll(board, base, offset, lengthBytes, root);
        board.finishLast(0);
    }

    /** Receives the blocks of the others; the root's own is in place. */
    static void receive(final HostBoard board, final Object base, final long offset, final Blocks blocks) {
        final long lengthBytes = blocks.lengthBytes(0);
        long done = 0;
        do {
            final int piece = (int) Math.min(board.cellBytes(), lengthBytes - done);
            for (int writer = 0; writer < board.size(); writer++) {
                if (writer != board.rank()) {
                    HostContributions.await(board, writer, lengthBytes);
                    Memory.copyIn(board.payload(writer, piece), base, blocks.position(offset, writer) + done, piece);
                }
            }
            board.finish(HostBoard.ALL, piece);
            board.nextStep();
            done += piece;
        } while (done < lengthBytes);
    }
}
