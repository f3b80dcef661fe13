package mpi.core.coll;

import java.util.function.Supplier;
import mpi.core.coll.host.HostBoard;
import mpi.core.transport.Memory;

/**
 * Exchange of all with all through shared memory: everybody writes a piece for each other rank into his cell, then
 * reads his own out of all cells.
 *
 * <ul>
 * <li><b>Cost</b>: each block is written once and read once; one phase for each P−1 pieces that fit into a cell.
 * <li><b>When chosen</b>: ranks of one host, blocks of equal size.
 * <li><b>Source</b>: Graham, Shipman, MPI support for multi-core architectures: optimized shared memory collectives,
 * 2008.
 * </ul>
 */
final class HostAlltoall {
    /** Pieces are so aligned where they are longer. */
    private static final int ALIGNMENT_BYTES = 64;

    private HostAlltoall() {}

    /** Exchanges the blocks; this rank's own is in place. */
    static void run(final HostBoard board, final Region send, final Blocks sent, final Region recv,
        final Blocks received, final Supplier<String> where) {
        final int rank = board.rank();
        final int size = board.size();
        final long lengthBytes = received.lengthBytes(0);
        final int part = partBytes(board);
        long done = 0;
        do {
            final int piece = (int) Math.min(part, lengthBytes - done);
            write(board, send.base(), send.offset(), sent, done, piece);
            for (int distance = 1; distance < size; distance++) {
                final int writer = rank + distance < size ? rank + distance : rank + distance - size;
                HostFold.await(board, writer, lengthBytes, where);
                Memory.copyIn(part(board, writer, piece), recv.base(),
                    received.position(recv.offset(), writer) + done, piece);
            }
            board.nextStep();
            done += piece;
        } while (done < lengthBytes);
        board.finishLast((int) Math.min(board.cellBytes(), lengthBytes * (size - 1)));
    }

    /** Longest piece of each of the blocks that lie in one cell. */
    static int partBytes(final HostBoard board) {
        final int share = board.cellBytes() / (board.size() - 1);
        return share > ALIGNMENT_BYTES ? share & -ALIGNMENT_BYTES : share;
    }

    /** Publishes a piece of each block but the rank's own. */
    static void write(final HostBoard board, final Object base, final long offset, final Blocks blocks,
        final long done, final int piece) {
        final int rank = board.rank();
        long target = board.awaitRoom(piece * (board.size() - 1));
        for (int reader = 0; reader < board.size(); reader++) {
            if (reader != rank) {
                Memory.copyOut(base, blocks.position(offset, reader) + done, target, piece);
                target += piece;
            }
        }
        board.publish(blocks.lengthBytes(0), HostBoard.ALL);
    }

    /** Where the piece for this rank lies that a rank has published. */
    static long part(final HostBoard board, final int writer, final int piece) {
        final int index = board.rank() < writer ? board.rank() : board.rank() - 1;
        return board.payload(writer, piece * (board.size() - 1)) + (long) index * piece;
    }
}
