package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.spi.Layout;
import mpi.spi.Reduction;

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

    /** Combines the contributions, which lie block by block in a region, into each rank's block. */
    static void run(final HostBoard board, final Accumulator accumulator, final Reduction op, final Layout type,
        final long count, final Region own, final Blocks blocks, final Region recv) {
        final int rank = board.rank();
        final long itemBytes = Math.max(1, type.sizeBytes());
        final long totalBytes = blocks.lengthBytes(0);
        final long pieceItems = Math.max(1, board.cellBytes() / (board.size() - 1) / itemBytes);
        long done = 0;
        do { // at least once: who has nothing tells the others, who may have something
            final long items = Math.min(pieceItems, count - done);
            final int piece = (int) (items * type.sizeBytes());
            final long doneBytes = done * type.sizeBytes();
            HostContributions.publishParts(board, own.base(), own.offset(), blocks, doneBytes, piece);
            HostFold.run(board, accumulator, op, type, items, own.base(),
                blocks.position(own.offset(), rank) + doneBytes, piece * (board.size() - 1), (rank - 1L) * piece,
                (long) rank * piece, totalBytes);
            accumulator.result(recv.base(), recv.offset() + doneBytes);
            board.nextStep();
            done += pieceItems;
        } while (done < count);
        board.finishLast((int) Math.min(board.cellBytes(), totalBytes * (board.size() - 1)));
    }
}
