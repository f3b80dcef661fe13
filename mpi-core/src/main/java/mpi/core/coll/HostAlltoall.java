package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.core.transport.Memory;

/**
 * Exchange of all with all through shared memory: everybody writes a piece for each other rank into his cell, then
 * reads his own out of all cells.
 *
 * <ul>
 * <li><b>Cost</b>: each block is written once and read once; one phase for each P−1 pieces that fit into a cell.
 * <li><b>When chosen</b>: ranks of one host, blocks of equal size; of many ranks only short blocks.
 * <li><b>Source</b>: Graham, Shipman, MPI support for multi-core architectures: optimized shared memory collectives,
 * 2008.
 * </ul>
 */
final class HostAlltoall {
    private HostAlltoall() {}

    /** Exchanges the blocks; this rank's own is in place. */
    static void run(final HostBoard board, final Region send, final Blocks sent, final Region recv,
        final Blocks received) {
        final int size = board.size();
        final long lengthBytes = received.lengthBytes(0);
        final int part = HostContributions.partBytes(board);
        long done = 0;
        do {
            final int piece = (int) Math.min(part, lengthBytes - done);
            HostContributions.publishParts(board, send.base(), send.offset(), sent, done, piece);
            for (int distance = 1; distance < size; distance++) {
                final int writer = HostContributions.writer(board, distance);
                HostContributions.await(board, writer, lengthBytes);
                Memory.copyIn(HostContributions.part(board, writer, piece), recv.base(),
                    received.position(recv.offset(), writer) + done, piece);
            }
            board.nextStep();
            done += piece;
        } while (done < lengthBytes);
        board.finishLast((int) Math.min(board.cellBytes(), lengthBytes * (size - 1)));
    }
}
