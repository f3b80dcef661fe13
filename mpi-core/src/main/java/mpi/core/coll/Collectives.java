package mpi.core.coll;

import java.util.function.Supplier;
import mpi.MPI;
import mpi.core.coll.select.Selector;
import mpi.core.datatype.Packing;
import mpi.core.op.Operations;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.CommEngine;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * The collective operations of one communicator (MPI 4.1, chapter 6), as {@link CommEngine} declares them: checks what
 * only the engine knows, before anything is sent, and hands on by what the items are, bytes or objects.
 *
 * <p>A message that fails, because it is too long or its peer is gone, fails the operation once this rank has done its
 * part in it: the others do not wait in vain, and nothing is left for the next operation.
 *
 * <p>One operation at a time (MPI 4.1, section 6.1): not thread-safe. Does not allocate for buffers of raw memory,
 * but for reductions and packed blocks longer than what is kept for reuse, and for exchanges whose buffers overlap.
 */
public final class Collectives {
    private static final int NO_ROOT = -1;

    private final ThoroughLink link;
    private final Supplier<String> name;
    private final RawCollectives raw;
    private final ObjectCollectives objects;
    private final CollectiveChecks checks;
    private final EqualBlocks sendEqual = new EqualBlocks();
    private final EqualBlocks recvEqual = new EqualBlocks();
    private final VaryingBlocks sendVarying = new VaryingBlocks();
    private final VaryingBlocks recvVarying = new VaryingBlocks();
    private final ListedBlocks sendListed = new ListedBlocks();
    private final ListedBlocks recvListed = new ListedBlocks();
    private String operation = "";
    private int operationRoot = NO_ROOT;

    /**
     * Works on one communicator.
     *
     * @param messages messages among its ranks in the context of its collectives
     * @param packing what makes messages of objects
     * @param selector chooses algorithms
     * @param name the communicator's present name, for error texts
     * @param host what its ranks share if they are on one host, otherwise those of this rank's host
     * @param hosts where its ranks are
     */
    public Collectives(final PeerLink messages, final Packing packing, final Selector selector,
        final Supplier<String> name, final HostTier host, final Hosts hosts) {
        this.link = new ThoroughLink(messages);
        this.name = name;
        final Supplier<String> where = this::where;
        this.checks = new CollectiveChecks(link.rank(), link.size(), false, (_, _, _) -> where());
        final Work work = new ThoroughWork(link, where);
        this.raw = new RawCollectives(link, hosts, host, work, selector, Scratch.KEPT_BYTES,
            new Operands(work, where), where, link);
        this.objects = new ObjectCollectives(link, packing, where);
    }

    /** See {@link CommEngine#barrier}. */
    public void barrier() {
        try {
            raw.barrier();
        } finally {
            link.end();
        }
    }

    /**
     * See {@link CommEngine#bcast}.
     *
     * @param buffer see {@link CommEngine#bcast}
     * @param offset see {@link CommEngine#bcast}
     * @param count see {@link CommEngine#bcast}
     * @param type see {@link CommEngine#bcast}
     * @param root see {@link CommEngine#bcast}
     */
    public void bcast(final Object buffer, final long offset, final long count, final Layout type, final int root) {
        enter("bcast", root);
        try {
            if (!type.isObject()) {
                raw.bcast(buffer, offset, count, type, root);
            } else {
                objects.bcast(buffer, offset, count, type, root);
            }
        } finally {
            leave();
        }
    }

    /**
     * See {@link CommEngine#gather}.
     *
     * @param sendBuffer see {@link CommEngine#gather}
     * @param sendOffset see {@link CommEngine#gather}
     * @param sendCount see {@link CommEngine#gather}
     * @param sendType see {@link CommEngine#gather}
     * @param recvBuffer see {@link CommEngine#gather}
     * @param recvOffset see {@link CommEngine#gather}
     * @param recvCount see {@link CommEngine#gather}
     * @param recvType see {@link CommEngine#gather}
     * @param root see {@link CommEngine#gather}
     */
    public void gather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType, final int root) {
        enter("gather", root);
        final boolean isRoot = link.rank() == root;
        gatherBlocks(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset,
            recvEqual.set(link.size(), isRoot ? recvCount : sendCount, isRoot ? recvType : sendType), recvType, root);
    }

    /**
     * See {@link CommEngine#gatherv}.
     *
     * @param sendBuffer see {@link CommEngine#gatherv}
     * @param sendOffset see {@link CommEngine#gatherv}
     * @param sendCount see {@link CommEngine#gatherv}
     * @param sendType see {@link CommEngine#gatherv}
     * @param recvBuffer see {@link CommEngine#gatherv}
     * @param recvOffset see {@link CommEngine#gatherv}
     * @param recvCounts see {@link CommEngine#gatherv}
     * @param displs see {@link CommEngine#gatherv}
     * @param recvType see {@link CommEngine#gatherv}
     * @param root see {@link CommEngine#gatherv}
     */
    public void gatherv(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final int[] recvCounts, final int[] displs,
        final Layout recvType, final int root) {
        enter("gatherv", root);
        gatherBlocks(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, link.rank() == root
            ? recvVarying.set(link.size(), recvCounts, displs, recvType)
            : recvVarying.unknown(), recvType, root);
    }

    /**
     * See {@link CommEngine#scatter}.
     *
     * @param sendBuffer see {@link CommEngine#scatter}
     * @param sendOffset see {@link CommEngine#scatter}
     * @param sendCount see {@link CommEngine#scatter}
     * @param sendType see {@link CommEngine#scatter}
     * @param recvBuffer see {@link CommEngine#scatter}
     * @param recvOffset see {@link CommEngine#scatter}
     * @param recvCount see {@link CommEngine#scatter}
     * @param recvType see {@link CommEngine#scatter}
     * @param root see {@link CommEngine#scatter}
     */
    public void scatter(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType, final int root) {
        enter("scatter", root);
        final boolean isRoot = link.rank() == root;
        scatterBlocks(sendBuffer, sendOffset,
            sendEqual.set(link.size(), isRoot ? sendCount : recvCount, isRoot ? sendType : recvType), sendType,
            recvBuffer, recvOffset, recvCount, recvType, root);
    }

    /**
     * See {@link CommEngine#scatterv}.
     *
     * @param sendBuffer see {@link CommEngine#scatterv}
     * @param sendOffset see {@link CommEngine#scatterv}
     * @param sendCounts see {@link CommEngine#scatterv}
     * @param displs see {@link CommEngine#scatterv}
     * @param sendType see {@link CommEngine#scatterv}
     * @param recvBuffer see {@link CommEngine#scatterv}
     * @param recvOffset see {@link CommEngine#scatterv}
     * @param recvCount see {@link CommEngine#scatterv}
     * @param recvType see {@link CommEngine#scatterv}
     * @param root see {@link CommEngine#scatterv}
     */
    public void scatterv(final Object sendBuffer, final long sendOffset, final int[] sendCounts, final int[] displs,
        final Layout sendType, final Object recvBuffer, final long recvOffset, final long recvCount,
        final Layout recvType, final int root) {
        enter("scatterv", root);
        scatterBlocks(sendBuffer, sendOffset, link.rank() == root
            ? sendVarying.set(link.size(), sendCounts, displs, sendType)
            : sendVarying.unknown(), sendType, recvBuffer,
            recvOffset, recvCount, recvType, root);
    }

    /**
     * See {@link CommEngine#allgather}.
     *
     * @param sendBuffer see {@link CommEngine#allgather}
     * @param sendOffset see {@link CommEngine#allgather}
     * @param sendCount see {@link CommEngine#allgather}
     * @param sendType see {@link CommEngine#allgather}
     * @param recvBuffer see {@link CommEngine#allgather}
     * @param recvOffset see {@link CommEngine#allgather}
     * @param recvCount see {@link CommEngine#allgather}
     * @param recvType see {@link CommEngine#allgather}
     */
    public void allgather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType) {
        enter("allgather", NO_ROOT);
        allgatherBlocks(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset,
            recvEqual.set(link.size(), recvCount, recvType), recvType);
    }

    /**
     * See {@link CommEngine#allgatherv}.
     *
     * @param sendBuffer see {@link CommEngine#allgatherv}
     * @param sendOffset see {@link CommEngine#allgatherv}
     * @param sendCount see {@link CommEngine#allgatherv}
     * @param sendType see {@link CommEngine#allgatherv}
     * @param recvBuffer see {@link CommEngine#allgatherv}
     * @param recvOffset see {@link CommEngine#allgatherv}
     * @param recvCounts see {@link CommEngine#allgatherv}
     * @param displs see {@link CommEngine#allgatherv}
     * @param recvType see {@link CommEngine#allgatherv}
     */
    public void allgatherv(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final int[] recvCounts, final int[] displs,
        final Layout recvType) {
        enter("allgatherv", NO_ROOT);
        allgatherBlocks(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset,
            recvVarying.set(link.size(), recvCounts, displs, recvType), recvType);
    }

    /**
     * See {@link CommEngine#alltoall}.
     *
     * @param sendBuffer see {@link CommEngine#alltoall}
     * @param sendOffset see {@link CommEngine#alltoall}
     * @param sendCount see {@link CommEngine#alltoall}
     * @param sendType see {@link CommEngine#alltoall}
     * @param recvBuffer see {@link CommEngine#alltoall}
     * @param recvOffset see {@link CommEngine#alltoall}
     * @param recvCount see {@link CommEngine#alltoall}
     * @param recvType see {@link CommEngine#alltoall}
     */
    public void alltoall(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType) {
        enter("alltoall", NO_ROOT);
        final EqualBlocks received = recvEqual.set(link.size(), recvCount, recvType);
        alltoallBlocks(sendBuffer, sendOffset,
            sendBuffer == CommEngine.IN_PLACE ? received : sendEqual.set(link.size(), sendCount, sendType), sendType,
            recvBuffer, recvOffset, received, recvType);
    }

    /**
     * See {@link CommEngine#alltoallv}.
     *
     * @param sendBuffer see {@link CommEngine#alltoallv}
     * @param sendOffset see {@link CommEngine#alltoallv}
     * @param sendCounts see {@link CommEngine#alltoallv}
     * @param sendDispls see {@link CommEngine#alltoallv}
     * @param sendType see {@link CommEngine#alltoallv}
     * @param recvBuffer see {@link CommEngine#alltoallv}
     * @param recvOffset see {@link CommEngine#alltoallv}
     * @param recvCounts see {@link CommEngine#alltoallv}
     * @param recvDispls see {@link CommEngine#alltoallv}
     * @param recvType see {@link CommEngine#alltoallv}
     */
    public void alltoallv(final Object sendBuffer, final long sendOffset, final int[] sendCounts,
        final int[] sendDispls, final Layout sendType, final Object recvBuffer, final long recvOffset,
        final int[] recvCounts, final int[] recvDispls, final Layout recvType) {
        enter("alltoallv", NO_ROOT);
        final VaryingBlocks received = recvVarying.set(link.size(), recvCounts, recvDispls, recvType);
        alltoallBlocks(sendBuffer, sendOffset, sendBuffer == CommEngine.IN_PLACE ? received
            : sendVarying.set(link.size(), sendCounts, sendDispls, sendType), sendType, recvBuffer, recvOffset,
            received, recvType);
    }

    /**
     * See {@link CommEngine#reduce}.
     *
     * @param sendBuffer see {@link CommEngine#reduce}
     * @param sendOffset see {@link CommEngine#reduce}
     * @param recvBuffer see {@link CommEngine#reduce}
     * @param recvOffset see {@link CommEngine#reduce}
     * @param count see {@link CommEngine#reduce}
     * @param type see {@link CommEngine#reduce}
     * @param op see {@link CommEngine#reduce}
     * @param root see {@link CommEngine#reduce}
     */
    public void reduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op, final int root) {
        enter("reduce", root);
        try {
            requireInPlaceAtRoot(sendBuffer, root);
            requireDefined(op, type);
            if (!type.isObject()) {
                raw.reduce(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, op, root);
            } else {
                objects.reduce(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, op, root);
            }
        } finally {
            leave();
        }
    }

    /**
     * See {@link CommEngine#allreduce}.
     *
     * @param sendBuffer see {@link CommEngine#allreduce}
     * @param sendOffset see {@link CommEngine#allreduce}
     * @param recvBuffer see {@link CommEngine#allreduce}
     * @param recvOffset see {@link CommEngine#allreduce}
     * @param count see {@link CommEngine#allreduce}
     * @param type see {@link CommEngine#allreduce}
     * @param op see {@link CommEngine#allreduce}
     */
    public void allreduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer,
        final long recvOffset, final long count, final Layout type, final Reduction op) {
        enter("allreduce", NO_ROOT);
        try {
            requireDefined(op, type);
            if (!type.isObject()) {
                raw.allreduce(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, op);
            } else {
                objects.allreduce(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, op);
            }
        } finally {
            leave();
        }
    }

    /**
     * Runs an operation of any kind on items that are bytes, but those of neighbourhoods.
     *
     * @param call the operation
     */
    public void run(final Collective call) {
        operation = call.kind().text();
        operationRoot = call.kind().isRooted() ? call.root() : NO_ROOT;
        try {
            checks.check(Form.BLOCKING, call);
            RawDispatch.run(call, raw, sendListed, recvListed);
        } finally {
            leave();
        }
    }

    /**
     * Combines two buffers of this rank; exchanges nothing.
     *
     * @param call the operation
     */
    public void reduceLocal(final Collective call) {
        if (!ScheduledCollectives.hasObjects(call)) {
            run(call);
            return;
        }
        operation = call.kind().text();
        operationRoot = NO_ROOT;
        checks.check(Form.BLOCKING, call);
        final BufferBlocks in = call.send();
        final BufferBlocks inout = call.recv();
        call.op()
            .function()
            .combine(in.buffer(), (int) in.offset(), inout.buffer(), (int) inout.offset(), (int) in.counts()[0],
                in.types()[0]);
    }

    private void gatherBlocks(final Object sendBuffer, final long sendOffset, final long sendCount,
        final Layout sendType, final Object recvBuffer, final long recvOffset, final SlotBlocks recvBlocks,
        final Layout recvType, final int root) {
        try {
            requireInPlaceAtRoot(sendBuffer, root);
            if (link.rank() == root && sendBuffer != CommEngine.IN_PLACE) {
                requireSameKind(sendType, recvType);
            }
            final boolean isRaw = sendBuffer == CommEngine.IN_PLACE ? !recvType.isObject() : !sendType.isObject();
            if (isRaw) {
                raw.gather(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvBlocks, recvType,
                    root);
            } else {
                objects.gather(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvBlocks,
                    recvType, root);
            }
        } finally {
            leave();
        }
    }

    private void scatterBlocks(final Object sendBuffer, final long sendOffset, final SlotBlocks sendBlocks,
        final Layout sendType, final Object recvBuffer, final long recvOffset, final long recvCount,
        final Layout recvType, final int root) {
        try {
            requireInPlaceAtRoot(recvBuffer, root);
            if (link.rank() == root && recvBuffer != CommEngine.IN_PLACE) {
                requireSameKind(sendType, recvType);
            }
            final boolean isRaw = recvBuffer == CommEngine.IN_PLACE ? !sendType.isObject() : !recvType.isObject();
            if (isRaw) {
                raw.scatter(sendBuffer, sendOffset, sendBlocks, sendType, recvBuffer, recvOffset, recvCount, recvType,
                    root);
            } else {
                objects.scatter(sendBuffer, sendOffset, sendBlocks, sendType, recvBuffer, recvOffset, recvCount,
                    recvType, root);
            }
        } finally {
            leave();
        }
    }

    private void allgatherBlocks(final Object sendBuffer, final long sendOffset, final long sendCount,
        final Layout sendType, final Object recvBuffer, final long recvOffset, final SlotBlocks recvBlocks,
        final Layout recvType) {
        try {
            if (sendBuffer != CommEngine.IN_PLACE) {
                requireSameKind(sendType, recvType);
            }
            if (!recvType.isObject()) {
                raw.allgather(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvBlocks,
                    recvType);
            } else {
                objects.allgather(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvBlocks,
                    recvType);
            }
        } finally {
            leave();
        }
    }

    private void alltoallBlocks(final Object sendBuffer, final long sendOffset, final SlotBlocks sendBlocks,
        final Layout sendType, final Object recvBuffer, final long recvOffset, final SlotBlocks recvBlocks,
        final Layout recvType) {
        try {
            if (sendBuffer != CommEngine.IN_PLACE) {
                requireSameKind(sendType, recvType);
            }
            if (!recvType.isObject()) {
                raw.alltoall(sendBuffer, sendOffset, sendBlocks, sendType, recvBuffer, recvOffset, recvBlocks,
                    recvType);
            } else {
                objects.alltoall(sendBuffer, sendOffset, sendBlocks, sendType, recvBuffer, recvOffset, recvBlocks,
                    recvType);
            }
        } finally {
            leave();
        }
    }

    private void enter(final String operationName, final int root) {
        operation = operationName;
        operationRoot = root;
        if (root != NO_ROOT && (root < 0 || root >= link.size())) {
            throw Faults.fault(MPI.ERR_ROOT, where(), "the root is not a rank of the communicator");
        }
    }

    /** Throws the first failure of a message, also in place of what has come of it. */
    private void leave() {
        raw.close();
        sendVarying.close();
        recvVarying.close();
        sendListed.close();
        recvListed.close();
        link.end();
    }

    private void requireDefined(final Reduction op, final Layout type) {
        if (!Operations.isDefined(op, type)) {
            throw Operations.undefined(op, type, where());
        }
    }

    private void requireInPlaceAtRoot(final Object buffer, final int root) {
        if (buffer == CommEngine.IN_PLACE && link.rank() != root) {
            throw Faults.fault(MPI.ERR_BUFFER, where(), "only the root may give MPI.IN_PLACE");
        }
    }

    private void requireSameKind(final Layout sendType, final Layout recvType) {
        if (sendType.isObject() != recvType.isObject()) {
            throw Faults.fault(MPI.ERR_TYPE, where(),
                "items of MPI." + sendType.basic() + " cannot be received as MPI." + recvType.basic());
        }
    }

    private String where() {
        return operation + " on " + name.get() + ", rank " + link.rank() + " of " + link.size()
            + (operationRoot == NO_ROOT ? "" : ", root " + operationRoot);
    }
}
