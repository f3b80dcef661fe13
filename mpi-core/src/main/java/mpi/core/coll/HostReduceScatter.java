package mpi.core.coll;

import mpi.core.coll.host.HostBoard;

/**
 * Reduction of which each rank gets a block, through shared memory: everybody writes a piece for each other rank into
 * his cell, then combines those for himself out of all cells, in the order of the ranks.
 *
 * <ul>
 * <li><b>Cost</b>: each contribution is written once; each rank combines P blocks; one phase for each P−1 pieces that
 * fit into a cell.
 * <li><b>When chosen</b>: ranks of one host, blocks of equal size; of many ranks only short blocks.
 * <li><b>Source</b>: Graham, Shipman, MPI support for multi-core architectures: optimized shared memory collectives,
 * 2008.
 * </ul>
 */
final class HostReduceScatter {
    private HostReduceScatter() {}

    /** Combines the contributions, each block by block in a region, into each rank's block of {@code fold.count()}. */
    static void run(final HostFold fold, final Region own, final Blocks blocks, final Region recv) {
        final HostBoard board = fold.board();
        final int rank = board.rank();
        final int others = board.size() - 1;
        final long pieceItems = Math.max(1, fold.itemsIn(board.cellBytes() / others));
        long done = 0;
        do { // at least once: who has nothing tells the others, who may have something
            final long items = Math.min(pieceItems, fold.count() - done);
            final int piece = (int) fold.bytes(items);
            final long doneBytes = fold.bytes(done);
            HostContributions.publishParts(board, own.base(), own.offset(), blocks, doneBytes, piece);
            fold.combine(items, own.base(), blocks.position(own.offset(), rank) + doneBytes, piece * others,
                (rank - 1L) * piece, (long) rank * piece);
            fold.result(recv.base(), recv.offset() + doneBytes);
            board.nextStep();
            done += pieceItems;
        } while (done < fold.count());
        board.finishLast((int) Math.min(board.cellBytes(), fold.totalBytes() * others));
    }
}
