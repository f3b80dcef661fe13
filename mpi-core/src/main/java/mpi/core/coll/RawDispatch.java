package mpi.core.coll;

import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Layout;

/** Hands an operation of an intracommunicator on items that are bytes to its algorithm. */
final class RawDispatch {
    private RawDispatch() {}

    /** Runs an operation; the blocks are for it to use. */
    static void run(final Collective c, final RawCollectives raw, final ListedBlocks sendBlocks,
        final ListedBlocks recvBlocks) {
        final BufferBlocks send = c.send();
        final BufferBlocks recv = c.recv();
        final BufferBlocks items = items(c);
        final boolean isEqual = switch (c.kind()) {
            case GATHER, SCATTER, ALLGATHER, ALLTOALL -> true;
            default -> false;
        };
        final long count = items.blocks() == 0 ? 0 : items.counts()[0];
        final Layout type = items.blocks() == 0 ? null : items.types()[0];
        switch (c.kind()) {
            case BARRIER -> raw.barrier();
            case BCAST -> raw.bcast(items.buffer(), items.offset(), count, type, c.root());
            case GATHER, GATHERV -> raw.gather(send.buffer(), send.offset(), count, type, recv.buffer(),
                recv.offset(), recvBlocks.set(recv, isEqual), type, c.root());
            case SCATTER, SCATTERV -> {
                final BufferBlocks own = recv.isInPlace() ? send : recv;
                raw.scatter(send.buffer(), send.offset(), sendBlocks.set(send, isEqual), own.types()[0],
                    recv.buffer(),
                    recv.offset(), own.counts()[0], own.types()[0], c.root());
            }
            case ALLGATHER, ALLGATHERV -> raw.allgather(send.buffer(), send.offset(), count, type, recv.buffer(),
                recv.offset(), recvBlocks.set(recv, isEqual), recv.types()[0]);
            case ALLTOALL, ALLTOALLV, ALLTOALLW -> raw.alltoall(send.buffer(), send.offset(),
                sendBlocks.set(send, isEqual), type, recv.buffer(), recv.offset(), recvBlocks.set(recv, isEqual),
                recv.types()[0]);
            case REDUCE -> raw.reduce(send.buffer(), send.offset(), recv.buffer(), recv.offset(), count, type, c.op(),
                c.root());
            case ALLREDUCE -> raw.allreduce(send.buffer(), send.offset(), recv.buffer(), recv.offset(), count, type,
                c.op());
            case SCAN, EXSCAN -> raw.scan(send.buffer(), send.offset(), recv.buffer(), recv.offset(), count, type,
                c.op(), c.kind() == Collective.Kind.EXSCAN);
            case REDUCE_SCATTER, REDUCE_SCATTER_BLOCK -> raw.reduceScatter(send.buffer(), send.offset(),
                sendBlocks.set(items, isEqual), recv.buffer(), recv.offset(), type, c.op());
            case REDUCE_LOCAL -> raw.reduceLocal(send.buffer(), send.offset(), recv.buffer(), recv.offset(), count,
                type, c.op());
            default -> throw new IllegalArgumentException(c.kind() + " needs a schedule");
        }
    }

    /** What this rank contributes, which in place lies in the receive buffer; else what it receives. */
    static BufferBlocks items(final Collective c) {
        return c.send().isInPlace() || c.send().blocks() == 0 ? c.recv() : c.send();
    }
}
