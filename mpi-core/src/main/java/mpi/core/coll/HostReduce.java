package mpi.core.coll;

import mpi.core.coll.host.HostBoard;

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
    static void run(final HostFold fold, final Object ownBase, final long ownOffset, final Object recvBase,
        final long recvOffset, final int root) {
        final HostBoard board = fold.board();
        final long pieceItems = fold.itemsIn(board.cellBytes());
        long done = 0;
        do { // at least once: who has nothing tells the others, who may have something
            final long items = Math.min(pieceItems, fold.count() - done);
            final int piece = (int) fold.bytes(items);
            final long doneBytes = fold.bytes(done);
            if (board.rank() == root) {
                fold.combine(items, ownBase, ownOffset + doneBytes);
                board.finish(HostBoard.ALL, piece);
                fold.result(recvBase, recvOffset + doneBytes);
            } else {
                fold.publish(ownBase, ownOffset + doneBytes, piece, root);
            }
            board.nextStep();
            done += pieceItems;
        } while (done < fold.count());
        board.finishLast(0);
    }
}
