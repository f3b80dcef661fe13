package mpi.core.comm;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.check.Agreement;
import mpi.core.check.Call;
import mpi.core.coll.Form;
import mpi.core.coll.Preface;
import mpi.core.coll.PrefacedPort;
import mpi.core.coll.SchedulePort;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.MessageEngine;
import mpi.spi.PersistentEngine;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * A communicator on which all ranks tell each other what they call before a collective operation begins, and none
 * begins it if the calls do not fit together ({@link Agreement}). A blocking operation so waits for all ranks, as MPI
 * 4.1, section 6.14, lets any do; one that does not block tells, hears and begins as messages allow.
 */
final class CheckedCommunicator implements CommEngine {
    private final Communicator checked;
    private final CheckedCommunicators all;

    CheckedCommunicator(final Communicator checked, final CheckedCommunicators all) {
        this.checked = checked;
        this.all = all;
    }

    /** What is called once the calls fit together. */
    Communicator checked() {
        return checked;
    }

    /** Starts to tell all ranks what this one calls; fails if it does not fit to what they call. */
    RequestEngine startCheck(final Call call) {
        final SchedulePort port = checked.nextPortToAll(call.operation());
        return checked.scheduled().start(checked.describe(call.operation()), port, preface(call));
    }

    /** Whether ranks that did not agree may do so at their next call: none of them is gone. */
    boolean mayGoOn(final MPIException failure) {
        return failure.getErrorClass() != MPI.ERR_PROC_FAILED;
    }

    private Preface preface(final Call call) {
        final int remoteSize = isInter() ? checked.remoteWorldRanks().length : 0;
        return new Preface(remoteSize + size(), remoteSize + rank(), call.encode(), texts -> {
            final List<Call> calls = Arrays.stream(texts).map(Call::decode).toList();
            Agreement.require(checked.describe(call.operation()), calls.subList(remoteSize, calls.size()),
                calls.subList(0, remoteSize));
        });
    }

    private void check(final Call call) {
        final Completion completion = new Completion();
        startCheck(call).await(completion);
        if (completion.error != null) {
            throw completion.error;
        }
    }

    private void check(final Kind kind, final BufferBlocks send, final BufferBlocks recv, final Reduction op,
        final int root) {
        check(call(new Collective(kind, send, recv, op, root, null), Form.BLOCKING));
    }

    private static BufferBlocks one(final Object buffer, final long offset, final long count, final Layout type) {
        return buffer == IN_PLACE ? BufferBlocks.IN_PLACE : BufferBlocks.one(buffer, offset, count, type);
    }

    private BufferBlocks equal(final Object buffer, final long offset, final long count, final Layout type) {
        return buffer == IN_PLACE ? BufferBlocks.IN_PLACE : BufferBlocks.equal(buffer, offset, size(), count, type);
    }

    private BufferBlocks varying(final Object buffer, final long offset, final int[] counts, final int[] displs,
        final Layout type) {
        return buffer == IN_PLACE ? BufferBlocks.IN_PLACE
            : BufferBlocks.varying(buffer, offset, size(), counts, displs, type);
    }

    @Override
    public void barrier() {
        check(Kind.BARRIER, BufferBlocks.NONE, BufferBlocks.NONE, null, Collective.NO_ROOT);
        checked.barrier();
    }

    @Override
    public void bcast(final Object buffer, final long offset, final long count, final Layout type, final int root) {
        final BufferBlocks data = one(buffer, offset, count, type);
        check(Kind.BCAST, rank() == root ? data : BufferBlocks.NONE, rank() == root ? BufferBlocks.NONE : data, null,
            root);
        checked.bcast(buffer, offset, count, type, root);
    }

    @Override
    public void gather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType, final int root) {
        check(Kind.GATHER, one(sendBuffer, sendOffset, sendCount, sendType),
            rank() == root ? equal(recvBuffer, recvOffset, recvCount, recvType) : BufferBlocks.NONE, null, root);
        checked.gather(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCount, recvType, root);
    }

    @Override
    public void gatherv(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final int[] recvCounts, final int[] displs,
        final Layout recvType, final int root) {
        check(Kind.GATHERV, one(sendBuffer, sendOffset, sendCount, sendType),
            rank() == root ? varying(recvBuffer, recvOffset, recvCounts, displs, recvType) : BufferBlocks.NONE, null,
            root);
        checked.gatherv(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCounts, displs,
            recvType, root);
    }

    @Override
    public void scatter(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType, final int root) {
        check(Kind.SCATTER, rank() == root ? equal(sendBuffer, sendOffset, sendCount, sendType) : BufferBlocks.NONE,
            one(recvBuffer, recvOffset, recvCount, recvType), null, root);
        checked.scatter(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCount, recvType,
            root);
    }

    @Override
    public void scatterv(final Object sendBuffer, final long sendOffset, final int[] sendCounts, final int[] displs,
        final Layout sendType, final Object recvBuffer, final long recvOffset, final long recvCount,
        final Layout recvType, final int root) {
        check(Kind.SCATTERV,
            rank() == root ? varying(sendBuffer, sendOffset, sendCounts, displs, sendType) : BufferBlocks.NONE,
            one(recvBuffer, recvOffset, recvCount, recvType), null, root);
        checked.scatterv(sendBuffer, sendOffset, sendCounts, displs, sendType, recvBuffer, recvOffset, recvCount,
            recvType, root);
    }

    @Override
    public void allgather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType) {
        check(Kind.ALLGATHER, one(sendBuffer, sendOffset, sendCount, sendType),
            equal(recvBuffer, recvOffset, recvCount, recvType), null, Collective.NO_ROOT);
        checked.allgather(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCount, recvType);
    }

    @Override
    public void allgatherv(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final int[] recvCounts, final int[] displs,
        final Layout recvType) {
        check(Kind.ALLGATHERV, one(sendBuffer, sendOffset, sendCount, sendType),
            varying(recvBuffer, recvOffset, recvCounts, displs, recvType), null, Collective.NO_ROOT);
        checked.allgatherv(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCounts, displs,
            recvType);
    }

    @Override
    public void alltoall(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType) {
        check(Kind.ALLTOALL, equal(sendBuffer, sendOffset, sendCount, sendType),
            equal(recvBuffer, recvOffset, recvCount, recvType), null, Collective.NO_ROOT);
        checked.alltoall(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCount, recvType);
    }

    @Override
    public void alltoallv(final Object sendBuffer, final long sendOffset, final int[] sendCounts,
        final int[] sendDispls, final Layout sendType, final Object recvBuffer, final long recvOffset,
        final int[] recvCounts, final int[] recvDispls, final Layout recvType) {
        check(Kind.ALLTOALLV, varying(sendBuffer, sendOffset, sendCounts, sendDispls, sendType),
            varying(recvBuffer, recvOffset, recvCounts, recvDispls, recvType), null, Collective.NO_ROOT);
        checked.alltoallv(sendBuffer, sendOffset, sendCounts, sendDispls, sendType, recvBuffer, recvOffset, recvCounts,
            recvDispls, recvType);
    }

    @Override
    public void reduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op, final int root) {
        check(Kind.REDUCE, one(sendBuffer, sendOffset, count, type),
            rank() == root ? one(recvBuffer, recvOffset, count, type) : BufferBlocks.NONE, op, root);
        checked.reduce(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, op, root);
    }

    @Override
    public void allreduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer,
        final long recvOffset, final long count, final Layout type, final Reduction op) {
        check(Kind.ALLREDUCE, one(sendBuffer, sendOffset, count, type), one(recvBuffer, recvOffset, count, type), op,
            Collective.NO_ROOT);
        checked.allreduce(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, op);
    }

    @Override
    public void run(final Collective operation) {
        if (operation.kind() != Kind.REDUCE_LOCAL) {
            check(call(operation, Form.BLOCKING));
        }
        checked.run(operation);
    }

    @Override
    public RequestEngine start(final Collective operation) {
        final Call call = call(operation, Form.NON_BLOCKING);
        return checked.scheduled()
            .start(Form.NON_BLOCKING, operation, () -> checked.nextPrefacedPort(operation.kind()), preface(call));
    }

    /** {@inheritDoc} Each start compares what the ranks have initialised at the same place in their order. */
    @Override
    public PersistentEngine init(final Collective operation) {
        final Call call = call(operation, Form.PERSISTENT);
        checked.scheduled().check(Form.PERSISTENT, operation);
        return new Prepared(operation, call, checked.keptPrefacedPort(operation.kind()));
    }

    /** A persistent operation: each start is one that is not blocking, behind its comparison. */
    private final class Prepared implements PersistentEngine {
        private final Collective operation;
        private final Call call;
        private final PrefacedPort port;
        private RequestEngine latest;

        Prepared(final Collective operation, final Call call, final PrefacedPort port) {
            this.operation = operation;
            this.call = call;
            this.port = port;
        }

        @Override
        public RequestEngine start() {
            if (latest != null && !latest.isDone()) {
                throw Faults.activeRequest(checked.describe(call.operation()));
            }
            latest = checked.scheduled().start(Form.PERSISTENT, operation, () -> port, preface(call));
            return latest;
        }
    }

    private static Call call(final Collective operation, final Form form) {
        return Call.of(operation, form.nameOf(operation.kind()));
    }

    @Override
    public CommEngine dup() {
        check(Call.management("dup", ""));
        return all.check(checked.dup());
    }

    /** {@inheritDoc} An id is taken and told only once all ranks have agreed. */
    @Override
    public RequestEngine idup(final Consumer<CommEngine> made) {
        final Call call = Call.management("idup", "");
        return checked.idup(duplicate -> made.accept(all.check(duplicate)), checked.nextPortToAll(call.operation()),
            preface(call));
    }

    @Override
    public CommEngine split(final int color, final int key) {
        check(Call.management("split", ""));
        return all.check(checked.split(color, key));
    }

    /** {@inheritDoc} A rank that wants no part calls {@link #split} instead (MPI 4.1, section 7.4.2). */
    @Override
    public CommEngine splitShared(final int key) {
        check(Call.management("split", ""));
        return all.check(checked.splitShared(key));
    }

    @Override
    public CommEngine create(final int[] ranks) {
        check(Call.creation(ranks));
        return all.check(checked.create(ranks));
    }

    /** {@inheritDoc} Not checked: the others do not take part. */
    @Override
    public CommEngine createGroup(final int[] ranks, final int tag) {
        return all.check(checked.createGroup(ranks, tag));
    }

    @Override
    public CommEngine createInter(final int localLeader, final CommEngine peer, final int remoteLeader,
        final int tag) {
        check(Call.management("intercomm_create", "leader " + localLeader + ", tag " + tag));
        return all.check(checked.createInter(localLeader,
            peer instanceof final CheckedCommunicator way ? way.checked : peer, remoteLeader, tag));
    }

    @Override
    public CommEngine merge(final boolean high) {
        check(Call.management("intercomm_merge", "high " + high));
        return all.check(checked.merge(high));
    }

    @Override
    public void free() {
        check(Call.management("free", ""));
        all.forget(this);
        checked.free();
    }

    @Override
    public void disconnect() {
        check(Call.management("disconnect", ""));
        all.forget(this);
        checked.disconnect();
    }

    @Override
    public int rank() {
        return checked.rank();
    }

    @Override
    public int size() {
        return checked.size();
    }

    @Override
    public int[] worldRanks() {
        return checked.worldRanks();
    }

    @Override
    public boolean isInter() {
        return checked.isInter();
    }

    @Override
    public int[] remoteWorldRanks() {
        return checked.remoteWorldRanks();
    }

    @Override
    public String name() {
        return checked.name();
    }

    @Override
    public void name(final String name) {
        checked.name(name);
    }

    @Override
    public void send(final SendMode mode, final Object buffer, final long offset, final long count, final Layout type,
        final int dest, final int tag) {
        checked.send(mode, buffer, offset, count, type, dest, tag);
    }

    @Override
    public RequestEngine isend(final SendMode mode, final boolean copy, final Object buffer, final long offset,
        final long count, final Layout type, final int dest, final int tag) {
        return checked.isend(mode, copy, buffer, offset, count, type, dest, tag);
    }

    @Override
    public void recv(final Object buffer, final long offset, final long count, final Layout type, final int source,
        final int tag, final Completion completion) {
        checked.recv(buffer, offset, count, type, source, tag, completion);
        requireWhole("recv", type, completion);
    }

    @Override
    public RequestEngine irecv(final Object buffer, final long offset, final long count, final Layout type,
        final int source, final int tag) {
        return checked.irecv(buffer, offset, count, type, source, tag);
    }

    @Override
    public void sendrecv(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final int dest, final int sendTag, final Object recvBuffer, final long recvOffset, final long recvCount,
        final Layout recvType, final int source, final int recvTag, final Completion completion) {
        checked.sendrecv(sendBuffer, sendOffset, sendCount, sendType, dest, sendTag, recvBuffer, recvOffset, recvCount,
            recvType, source, recvTag, completion);
        requireWhole("sendrecv", recvType, completion);
    }

    /** A message that ends within an item of the basic type was sent as another type (MPI 4.1, section 3.3.1). */
    private void requireWhole(final String operation, final Layout type, final Completion completion) {
        final int itemBytes = type.basic().sizeBytes();
        if (completion.error == null && itemBytes > 1 && completion.lengthBytes % itemBytes != 0) {
            completion.error = Faults.notWhole(checked.describe(operation)
                + Faults.from(completion.source, completion.tag), completion.lengthBytes, type.basic(), itemBytes);
        }
    }

    @Override
    public int pack(final Object buffer, final long offset, final long count, final Layout type, final byte[] packed,
        final int position) {
        return checked.pack(buffer, offset, count, type, packed, position);
    }

    @Override
    public int unpack(final byte[] packed, final int position, final Object buffer, final long offset,
        final long count, final Layout type) {
        return checked.unpack(packed, position, buffer, offset, count, type);
    }

    @Override
    public void probe(final int source, final int tag, final Completion completion) {
        checked.probe(source, tag, completion);
    }

    @Override
    public boolean iprobe(final int source, final int tag, final Completion completion) {
        return checked.iprobe(source, tag, completion);
    }

    @Override
    public RequestEngine bsend(final Object buffer, final long offset, final long count, final Layout type,
        final int dest, final int tag) {
        return checked.bsend(buffer, offset, count, type, dest, tag);
    }

    @Override
    public MessageEngine mprobe(final int source, final int tag, final Completion completion) {
        return checked.mprobe(source, tag, completion);
    }

    @Override
    public MessageEngine improbe(final int source, final int tag, final Completion completion) {
        return checked.improbe(source, tag, completion);
    }
}
