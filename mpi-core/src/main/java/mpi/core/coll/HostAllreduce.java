package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.core.transport.Memory;

/**
 * Allreduce through shared memory, a cell at a time, in one of three ways. The result is bitwise equal at all ranks,
 * but for which of two NaNs remains: {@link HostFold} says in which order operands are combined.
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
    static void run(final HostFold fold, final Region own, final Region recv) {
        final HostBoard board = fold.board();
        final boolean isByAll = board.limits().isCombinedByAll(board.size(), fold.totalBytes());
        final long pieceItems = fold.itemsIn(board.cellBytes());
        long done = 0;
        do { // at least once: who has nothing tells the others, who may have something
            final long items = Math.min(pieceItems, fold.count() - done);
            final long from = own.offset() + fold.bytes(done);
            final long to = recv.offset() + fold.bytes(done);
            if (isByAll) {
                readAll(fold, items, own.base(), from, recv.base(), to);
            } else if (board.isBusyHost()) {
                byRankZero(fold, items, own.base(), from, recv.base(), to);
            } else {
                bySlices(fold, items, own.base(), from, recv.base(), to);
            }
            done += pieceItems;
        } while (done < fold.count());
        board.finishLast((int) Math.min(board.cellBytes(), fold.totalBytes()));
    }

    private static void readAll(final HostFold fold, final long items, final Object ownBase, final long from,
        final Object recvBase, final long to) {
        fold.publish(ownBase, from, (int) fold.bytes(items), HostBoard.ALL);
        fold.combine(items, ownBase, from);
        fold.result(recvBase, to);
        fold.board().nextStep();
    }

    private static void bySlices(final HostFold fold, final long items, final Object ownBase, final long from,
        final Object recvBase, final long to) {
        final HostBoard board = fold.board();
        final int rank = board.rank();
        final int size = board.size();
        final int piece = (int) fold.bytes(items);
        fold.publish(ownBase, from, piece, HostBoard.ALL);
        final long first = items * rank / size;
        final long count = items * (rank + 1) / size - first;
        final long shift = fold.bytes(first);
        fold.combine(count, ownBase, from + shift, piece, shift, shift);
        board.nextStep();
        fold.publishResult(count);
        fold.result(recvBase, to + shift);
        for (int distance = 1; distance < size; distance++) {
            final int writer = HostContributions.writer(board, distance);
            final long start = fold.bytes(items * writer / size);
            final int sliceBytes = (int) (fold.bytes(items * (writer + 1) / size) - start);
            fold.await(writer);
            Memory.copyIn(board.payload(writer, sliceBytes), recvBase, to + start, sliceBytes);
        }
        board.nextStep();
    }

    private static void byRankZero(final HostFold fold, final long items, final Object ownBase, final long from,
        final Object recvBase, final long to) {
        final HostBoard board = fold.board();
        final int piece = (int) fold.bytes(items);
        if (board.rank() == 0) {
            fold.combine(items, ownBase, from);
            board.nextStep();
            fold.publishResult(items);
            fold.result(recvBase, to);
        } else {
            fold.publish(ownBase, from, piece, 0);
            board.nextStep();
            fold.await(0);
            Memory.copyIn(board.payload(0, piece), recvBase, to, piece);
        }
        board.nextStep();
    }
}
