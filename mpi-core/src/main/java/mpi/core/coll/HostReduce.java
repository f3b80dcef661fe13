package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * Reduction through shared memory: everybody writes a cell at a time, the root combines them in the order of the ranks.
 *
 * <ul>
 * <li><b>Cost</b>: each contribution is written once, all of them at once; the root combines P·n bytes.
 * <li><b>When chosen</b>: ranks of one host.
 * <li><b>Source</b>: Graham, Shipman, MPI support for multi-core architectures: optimized shared memory collectives,
 * 2008.
 * </ul>
 */
final class HostReduce {
    private HostReduce() {}

    /** Combines the contributions into memory that the root gives. */
    static void run(final HostBoard board, final Accumulator accumulator, final Reduction op, final Layout type,
        final long count, final Object ownBase, final long ownOffset, final Object recvBase, final long recvOffset,
        final int root) {
        final long itemBytes = Math.max(1, type.sizeBytes());
        final long totalBytes = count * type.sizeBytes();
        final long pieceItems = board.cellBytes() / itemBytes;
        long done = 0;
        do { // at least once: who has nothing tells the others, who may have something
            final long items = Math.min(pieceItems, count - done);
            final int piece = (int) (items * type.sizeBytes());
            final long doneBytes = done * type.sizeBytes();
            if (board.rank() == root) {
                HostFold.run(board, accumulator, op, type, items, ownBase, ownOffset + doneBytes, piece, 0, 0,
                    totalBytes);
                board.finish(HostBoard.ALL, piece);
                accumulator.result(recvBase, recvOffset + doneBytes);
            } else {
                HostContributions.publish(board, ownBase, ownOffset + doneBytes, piece, totalBytes, root);
            }
            board.nextStep();
            done += pieceItems;
        } while (done < count);
        board.finishLast(0);
    }
}
