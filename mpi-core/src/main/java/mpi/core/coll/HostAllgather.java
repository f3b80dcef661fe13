package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.core.transport.Memory;

/**
 * Allgather through shared memory: everybody writes his block, a cell at a time, and reads those of all others.
 *
 * <ul>
 * <li><b>Cost</b>: each block is written once and read P−1 times; one phase for each cell.
 * <li><b>When chosen</b>: ranks of one host, blocks of equal size.
 * <li><b>Source</b>: Graham, Shipman, MPI support for multi-core architectures: optimized shared memory collectives,
 * 2008.
 * </ul>
 */
final class HostAllgather {
    private HostAllgather() {}

    /** Exchanges the blocks; this rank's own is in place. */
    static void run(final HostBoard board, final Object base, final long offset, final Blocks blocks) {
        final int rank = board.rank();
        final int size = board.size();
        final long lengthBytes = blocks.lengthBytes(0);
        final long own = blocks.position(offset, rank);
        long done = 0;
        do {
            final int piece = (int) Math.min(board.cellBytes(), lengthBytes - done);
            HostContributions.publish(board, base, own + done, piece, lengthBytes, HostBoard.ALL);
            for (int distance = 1; distance < size; distance++) {
                final int writer = HostContributions.writer(board, distance);
                HostContributions.await(board, writer, lengthBytes);
                Memory.copyIn(board.payload(writer, piece), base, blocks.position(offset, writer) + done, piece);
            }
            board.nextStep();
            done += piece;
        } while (done < lengthBytes);
        board.finishLast((int) Math.min(board.cellBytes(), lengthBytes));
    }
}
