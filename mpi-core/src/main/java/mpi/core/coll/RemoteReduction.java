package mpi.core.coll;

import java.util.ArrayList;
import java.util.List;
import mpi.core.op.Operations;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Layout;

/**
 * Reduction over an intercommunicator: contributions go straight to the ranks of the other group that get a result,
 * each of which combines them in the order of the ranks.
 *
 * <ul>
 * <li><b>Cost</b>: 1 round, one message of n bytes from each contributor to each receiver; γ·n·P at a receiver, whose
 * working memory is n·P.
 * <li><b>When chosen</b>: reduce, allreduce and reduce_scatter over intercommunicators.
 * <li><b>Source</b>: MPI 4.1, sections 6.9 and 6.10, taken literally.
 * </ul>
 */
final class RemoteReduction {
    private RemoteReduction() {}

    /** Writes the schedule of one rank, which is {@code rank} in its own group. */
    static void plan(final Schedule schedule, final Collective c, final Pattern pattern, final int rank) {
        final Work work = schedule.recorder();
        final BufferBlocks recv = c.recv();
        final Region result = schedule.operands().recv();
        final List<Object> operands = new ArrayList<>();
        // Of reduce_scatter every rank contributes, so that the send blocks tell the length of the whole.
        final BufferBlocks whole = c.send().blocks() > 0 ? c.send() : recv;
        final Layout type = whole.blocks() > 0 ? whole.types()[0] : null;
        final int items = (int) whole.totalCount();
        final Region own = schedule.operands().send();
        // Both before any message: what is copied first must not wait for those of the others.
        if (!pattern.receives().isEmpty()) {
            result.openToReceive(recv.buffer(), recv.offset(), 0, recv.counts()[0] * type.sizeBytes(), type);
        }
        if (!pattern.sends().isEmpty()) {
            own.openToSend(c.send().buffer(), c.send().offset(), 0, items * type.sizeBytes(), type);
            if (own.overlaps(result)) {
                own.detach();
            }
        }
        for (final Pattern.Edge edge : pattern.receives()) {
            final Object operand = Accumulator.newOperand(type, items);
            operands.add(operand);
            schedule.receive(edge.peer(), operand, 0, items * type.sizeBytes());
        }
        for (final Pattern.Edge edge : pattern.sends()) {
            schedule.send(edge.peer(), own.base(), own.offset(), items * type.sizeBytes());
        }
        if (!operands.isEmpty()) {
            final Object last = operands.getLast();
            for (int i = operands.size() - 2; i >= 0; i--) {
                work.combine(c.op(), type, operands.get(i), last, 0, items * Operations.elementsPerItem(type));
            }
            final boolean isScattered = c.kind() != Collective.Kind.REDUCE
                && c.kind() != Collective.Kind.ALLREDUCE;
            final long from = isScattered ? ListedBlocks.of(c.send()).offsetBytes(rank) : 0;
            final long lengthBytes = recv.counts()[0] * type.sizeBytes();
            work.copy(last, from, result.base(), lengthBytes == 0 ? 0 : result.offset(), lengthBytes);
            work.deliver(result, 0, lengthBytes);
        }
    }
}
