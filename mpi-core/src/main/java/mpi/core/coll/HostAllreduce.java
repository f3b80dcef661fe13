package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.core.transport.Memory;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * Allreduce through shared memory, a cell at a time, in one of three ways. The result is bitwise equal at all ranks: in
 * each way operands are combined in the order of the ranks.
 *
 * <ul>
 * <li><b>Everybody reads all</b>: one phase; each rank combines P·n bytes.
 * <li><b>Slices</b>: each rank combines its slice of all cells, n bytes, and reads the others' results: two phases.
 * <li><b>By rank 0</b>, which combines all, P·n bytes, and lets everybody read the result: two phases, in which the
 * others leave their cores to it.
 * <li><b>When chosen</b>: ranks of one host. The first for short vectors of few ranks, and for two; slices otherwise;
 * the last where there are more ranks than cores.
 * <li><b>Source</b>: Jain et al., Framework for scalable intra-node collective operations using shared memory, 2018.
 * </ul>
 */
final class HostAllreduce {
    private HostAllreduce() {}

    /** Combines the contributions into all ranks' regions. */
    static void run(final HostBoard board, final Accumulator accumulator, final Reduction op, final Layout type,
        final long count, final Region own, final Region recv) {
        final long totalBytes = count * type.sizeBytes();
        final long pieceItems = board.cellBytes() / Math.max(1, type.sizeBytes());
        final boolean isByAll = board.limits().isCombinedByAll(board.size(), totalBytes);
        long done = 0;
        do { // at least once: who has nothing tells the others, who may have something
            final long items = Math.min(pieceItems, count - done);
            final long from = own.offset() + done * type.sizeBytes();
            final long to = recv.offset() + done * type.sizeBytes();
            if (isByAll) {
                readAll(board, accumulator, op, type, items, own.base(), from, recv.base(), to, totalBytes);
            } else if (board.isBusyHost()) {
                byRankZero(board, accumulator, op, type, items, own.base(), from, recv.base(), to, totalBytes);
            } else {
                bySlices(board, accumulator, op, type, items, own.base(), from, recv.base(), to, totalBytes);
            }
            done += pieceItems;
        } while (done < count);
        board.finishLast((int) Math.min(board.cellBytes(), totalBytes));
    }

    private static void readAll(final HostBoard board, final Accumulator accumulator, final Reduction op,
        final Layout type, final long items, final Object ownBase, final long from, final Object recvBase,
        final long to, final long totalBytes) {
        final int piece = (int) (items * type.sizeBytes());
        HostContributions.publish(board, ownBase, from, piece, totalBytes, HostBoard.ALL);
        HostFold.run(board, accumulator, op, type, items, ownBase, from, piece, 0, 0, totalBytes);
        accumulator.result(recvBase, to);
        board.nextStep();
    }

    private static void bySlices(final HostBoard board, final Accumulator accumulator, final Reduction op,
        final Layout type, final long items, final Object ownBase, final long from, final Object recvBase,
        final long to, final long totalBytes) {
        final int rank = board.rank();
        final int size = board.size();
        final int piece = (int) (items * type.sizeBytes());
        HostContributions.publish(board, ownBase, from, piece, totalBytes, HostBoard.ALL);
        final long first = items * rank / size;
        final long count = items * (rank + 1) / size - first;
        final long shift = first * type.sizeBytes();
        HostFold.run(board, accumulator, op, type, count, ownBase, from + shift, piece, shift, shift, totalBytes);
        board.nextStep();
        accumulator.result(null, board.awaitRoom((int) (count * type.sizeBytes())));
        board.publish(totalBytes, HostBoard.ALL);
        accumulator.result(recvBase, to + shift);
        for (int distance = 1; distance < size; distance++) {
            final int writer = HostContributions.writer(board, distance);
            final long start = items * writer / size * type.sizeBytes();
            final int sliceBytes = (int) (items * (writer + 1) / size * type.sizeBytes() - start);
            HostContributions.await(board, writer, totalBytes);
            Memory.copyIn(board.payload(writer, sliceBytes), recvBase, to + start, sliceBytes);
        }
        board.nextStep();
    }

    private static void byRankZero(final HostBoard board, final Accumulator accumulator, final Reduction op,
        final Layout type, final long items, final Object ownBase, final long from, final Object recvBase,
        final long to, final long totalBytes) {
        final int piece = (int) (items * type.sizeBytes());
        if (board.rank() == 0) {
            HostFold.run(board, accumulator, op, type, items, ownBase, from, piece, 0, 0, totalBytes);
            board.nextStep();
            accumulator.result(null, board.awaitRoom(piece));
            board.publish(totalBytes, HostBoard.ALL);
            accumulator.result(recvBase, to);
        } else {
            HostContributions.publish(board, ownBase, from, piece, totalBytes, 0);
            board.nextStep();
            HostContributions.await(board, 0, totalBytes);
            Memory.copyIn(board.payload(0, piece), recvBase, to, piece);
        }
        board.nextStep();
    }
}
