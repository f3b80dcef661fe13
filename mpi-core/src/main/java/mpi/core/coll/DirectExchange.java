package mpi.core.coll;

import mpi.spi.Collective;

/**
 * Blocks of raw memory go straight from the rank that has them to those that want them, all at once.
 *
 * <ul>
 * <li><b>Cost</b>: 1 round, one message an edge of the {@link Pattern}, each block moves once to each receiver.
 * <li><b>When chosen</b>: neighbourhoods, and operations over intercommunicators that do not reduce.
 * <li><b>Source</b>: MPICH, {@code src/mpi/coll/ineighbor_alltoallw/ineighbor_alltoallw_allcomm_tsp_linear.c}.
 * </ul>
 */
final class DirectExchange {
    private DirectExchange() {}

    /** Writes the schedule of one rank. */
    static void plan(final Schedule schedule, final Collective c, final Pattern pattern) {
        final Region send = schedule.operands().send();
        final Region recv = schedule.operands().recv();
        final Blocks sendBlocks = ListedBlocks.of(c.send());
        final Blocks recvBlocks = ListedBlocks.of(c.recv());
        if (c.recv().blocks() > 0) {
            recv.openToReceive(c.recv().buffer(), c.recv().offset(), recvBlocks.lowBytes(), recvBlocks.highBytes(),
                c.recv().types()[0]);
        }
        if (c.send().blocks() > 0) {
            send.openToSend(c.send().buffer(), c.send().offset(), sendBlocks.lowBytes(), sendBlocks.highBytes(),
                c.send().types()[0]);
            if (send.overlaps(recv)) {
                send.detach();
            }
        }
        for (final Pattern.Edge edge : pattern.receives()) {
            if (edge.block() == Pattern.EMPTY) {
                schedule.receive(edge.peer(), null, 0, 0);
            } else {
                schedule.receive(edge.peer(), recv.base(), recvBlocks.position(recv.offset(), edge.block()),
                    recvBlocks.lengthBytes(edge.block()));
            }
        }
        for (final Pattern.Edge edge : pattern.sends()) {
            if (edge.block() == Pattern.EMPTY) {
                schedule.send(edge.peer(), null, 0, 0);
            } else {
                schedule.send(edge.peer(), send.base(), sendBlocks.position(send.offset(), edge.block()),
                    sendBlocks.lengthBytes(edge.block()));
            }
        }
    }
}
