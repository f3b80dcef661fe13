package mpi;

import java.util.Arrays;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.CommEngine;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Neighbours;
import mpi.spi.PersistentEngine;

/**
 * The arguments of one call of a collective operation, of either dialect: checks them and makes the operation that the
 * engine runs or starts. What does not matter at this rank is not looked at.
 *
 * <p>A null send buffer of the lowerCamelCase dialect (in scatter: receive buffer) means in place. Over an
 * intercommunicator nothing is in place, blocks are those of the remote group, and the root is {@link MPI#ROOT} at the
 * root itself and {@link MPI#PROC_NULL} at the others of its group (MPI 4.1, section 6.2.3).
 *
 * @param comm the communicator
 * @param dialect whose rules buffers follow
 * @param operation its name in error texts
 */
record CollectiveArguments(Comm comm, Dialect dialect, String operation) {

    /** A buffer of one block, as a user gives it. */
    record Items(Object buffer, int offset, int count, Datatype type) {}

    /** A buffer of blocks of any size; displacements are in extents of the type, or, of many types, in bytes. */
    record Pieces(Object buffer, int offset, int[] counts, int[] displs, Datatype type, Datatype[] types,
        boolean hasTypes) {
        static Pieces of(final Object buffer, final int offset, final int[] counts, final int[] displs,
            final Datatype type) {
            return new Pieces(buffer, offset, counts, displs, type, null, false);
        }

        static Pieces typed(final Object buffer, final int[] counts, final int[] displs, final Datatype[] types) {
            return new Pieces(buffer, 0, counts, displs, null, types, true);
        }
    }

    static CollectiveArguments of(final Comm comm, final String operation) {
        return of(comm, Dialect.LOWER_CASE, operation);
    }

    static CollectiveArguments of(final Comm comm, final Dialect dialect, final String operation) {
        if (comm.engine() == null) {
            throw comm.unusable(operation);
        }
        return new CollectiveArguments(comm, dialect, operation);
    }

    /** Refuses a form with one buffer where it would have to serve two groups. */
    static void requireOneGroup(final Comm comm, final String operation) {
        if (comm.engine(operation).isInter()) {
            throw Faults.inPlace(comm.describe(operation));
        }
    }

    Collective barrier() {
        return of(Kind.BARRIER, BufferBlocks.NONE, BufferBlocks.NONE, null, Collective.NO_ROOT);
    }

    Collective bcast(final Items items, final int root) {
        requireRoot(root);
        if (comm.isRoot(root)) {
            return of(Kind.BCAST, sent(items), BufferBlocks.NONE, null, root);
        }
        return of(Kind.BCAST, BufferBlocks.NONE, root < 0 ? BufferBlocks.NONE : received(items), null, root);
    }

    Collective gather(final Items send, final Items recv, final int root) {
        requireRoot(root);
        final boolean isRoot = comm.isRoot(root);
        final BufferBlocks blocks = isRoot ? receivedFromEach(recv) : BufferBlocks.NONE;
        return of(Kind.GATHER, contribution(send, root, isRoot && recv.count > 0), blocks, null, root);
    }

    Collective gatherv(final Items send, final Pieces recv, final int root) {
        requireRoot(root);
        final boolean isRoot = comm.isRoot(root);
        final BufferBlocks blocks = isRoot ? received(recv, comm.peers) : BufferBlocks.NONE;
        final boolean hasOwn = isRoot && !isInter() && recv.counts[root] > 0;
        return of(Kind.GATHERV, contribution(send, root, hasOwn), blocks, null, root);
    }

    /** What this rank sends to the root: nothing where the root is of its own group, over an intercommunicator. */
    private BufferBlocks contribution(final Items send, final int root, final boolean mayBeInPlace) {
        return root < 0 ? BufferBlocks.NONE
            : sentOrInPlace(mayBeInPlace, send.buffer, send.offset, send.count, send.type);
    }

    private BufferBlocks sentOrInPlace(final boolean mayBeInPlace, final Object buffer, final int offset,
        final int count, final Datatype type) {
        return mayBeInPlace && isInPlace(buffer) ? BufferBlocks.IN_PLACE : sent(buffer, offset, count, type);
    }

    Collective scatter(final Items send, final Items recv, final int root) {
        requireRoot(root);
        final boolean isRoot = comm.isRoot(root);
        final BufferBlocks blocks = isRoot ? sentToEach(send) : BufferBlocks.NONE;
        return of(Kind.SCATTER, blocks, part(recv, root, isRoot && send.count > 0), null, root);
    }

    Collective scatterv(final Pieces send, final Items recv, final int root) {
        requireRoot(root);
        final boolean isRoot = comm.isRoot(root);
        final BufferBlocks blocks = isRoot ? sent(send, comm.peers) : BufferBlocks.NONE;
        final boolean hasOwn = isRoot && !isInter() && send.counts[root] > 0;
        return of(Kind.SCATTERV, blocks, part(recv, root, hasOwn), null, root);
    }

    private BufferBlocks part(final Items recv, final int root, final boolean mayBeInPlace) {
        if (root < 0) {
            return BufferBlocks.NONE;
        }
        return mayBeInPlace && isInPlace(recv.buffer) ? BufferBlocks.IN_PLACE : received(recv);
    }

    Collective allgather(final Items send, final Items recv) {
        final BufferBlocks blocks = receivedFromEach(recv);
        return of(Kind.ALLGATHER, isInPlace(send.buffer) && recv.count > 0 ? BufferBlocks.IN_PLACE : sent(send), blocks,
            null, Collective.NO_ROOT);
    }

    Collective allgatherv(final Items send, final Pieces recv) {
        final BufferBlocks blocks = received(recv, comm.peers);
        final boolean inPlace = isInPlace(send.buffer) && recv.counts[comm.rank] > 0;
        return of(Kind.ALLGATHERV, inPlace ? BufferBlocks.IN_PLACE : sent(send), blocks, null, Collective.NO_ROOT);
    }

    Collective alltoall(final Items send, final Items recv) {
        final BufferBlocks blocks = receivedFromEach(recv);
        final boolean inPlace = isInPlace(send.buffer) && recv.count > 0;
        return of(Kind.ALLTOALL, inPlace ? BufferBlocks.IN_PLACE : sentToEach(send), blocks, null, Collective.NO_ROOT);
    }

    Collective alltoallv(final Pieces send, final Pieces recv) {
        return alltoallv(Kind.ALLTOALLV, send, recv);
    }

    Collective alltoallw(final Pieces send, final Pieces recv) {
        return alltoallv(Kind.ALLTOALLW, send, recv);
    }

    private Collective alltoallv(final Kind kind, final Pieces send, final Pieces recv) {
        final BufferBlocks blocks = received(recv, comm.peers);
        final boolean inPlace = isInPlace(send.buffer) && !isAllZero(send.counts);
        return of(kind, inPlace ? BufferBlocks.IN_PLACE : sent(send, comm.peers), blocks, null, Collective.NO_ROOT);
    }

    // Of reductions each rank has one block on either side, alike in all but the buffer

    Collective reduce(final Object sendbuf, final int sendoffset, final Object recvbuf, final int recvoffset,
        final int count, final Datatype type, final Op op, final int root) {
        requireRoot(root);
        final boolean isRoot = comm.isRoot(root);
        final BufferBlocks result = isRoot ? received(recvbuf, recvoffset, count, type) : BufferBlocks.NONE;
        final BufferBlocks own = root < 0 ? BufferBlocks.NONE
            : sentOrInPlace(isRoot && count > 0, sendbuf, sendoffset, count, type);
        if (isRoot || root >= 0) {
            requireReduction(op, type);
        }
        return of(Kind.REDUCE, own, result, op, root);
    }

    Collective allreduce(final Object sendbuf, final int sendoffset, final Object recvbuf, final int recvoffset,
        final int count, final Datatype type, final Op op) {
        return reduction(Kind.ALLREDUCE, sendbuf, sendoffset, recvbuf, recvoffset, count, type, op);
    }

    Collective scan(final Object sendbuf, final int sendoffset, final Object recvbuf, final int recvoffset,
        final int count, final Datatype type, final Op op) {
        return reduction(Kind.SCAN, sendbuf, sendoffset, recvbuf, recvoffset, count, type, op);
    }

    Collective exscan(final Object sendbuf, final int sendoffset, final Object recvbuf, final int recvoffset,
        final int count, final Datatype type, final Op op) {
        return reduction(Kind.EXSCAN, sendbuf, sendoffset, recvbuf, recvoffset, count, type, op);
    }

    Collective reduceLocal(final Items in, final Items inout, final Op op) {
        final BufferBlocks left = sent(in);
        final BufferBlocks right = received(inout);
        requireReduction(op, in.type);
        return of(Kind.REDUCE_LOCAL, left, right, op, Collective.NO_ROOT);
    }

    private Collective reduction(final Kind kind, final Object sendbuf, final int sendoffset, final Object recvbuf,
        final int recvoffset, final int count, final Datatype type, final Op op) {
        final BufferBlocks own = sentOrInPlace(count > 0, sendbuf, sendoffset, count, type);
        final BufferBlocks result = received(recvbuf, recvoffset, count, type);
        requireReduction(op, type);
        return of(kind, own, result, op, Collective.NO_ROOT);
    }

    Collective reduceScatter(final Object sendbuf, final int sendoffset, final Object recvbuf, final int recvoffset,
        final int[] recvcounts, final Datatype type, final Op op) {
        if (recvcounts == null || recvcounts.length < comm.size) {
            throw Faults.fault(MPI.ERR_COUNT, where(), recvcounts == null ? "the counts are null"
                : "there are " + recvcounts.length + " counts for " + comm.size + " ranks");
        }
        return reduceScatter(Kind.REDUCE_SCATTER, sendbuf, sendoffset, recvbuf, recvoffset,
            Arrays.copyOf(recvcounts, comm.size), type, op);
    }

    Collective reduceScatterBlock(final Object sendbuf, final Object recvbuf, final int recvcount, final Datatype type,
        final Op op) {
        final int[] counts = new int[comm.size];
        Arrays.fill(counts, recvcount);
        return reduceScatter(Kind.REDUCE_SCATTER_BLOCK, sendbuf, 0, recvbuf, 0, counts, type, op);
    }

    private Collective reduceScatter(final Kind kind, final Object sendbuf, final int sendoffset, final Object recvbuf,
        final int recvoffset, final int[] recvcounts, final Datatype type, final Op op) {
        final long[] counts = new long[recvcounts.length];
        long total = 0;
        for (int rank = 0; rank < counts.length; rank++) {
            requireCount(recvcounts[rank]);
            counts[rank] = recvcounts[rank];
            total += counts[rank];
        }
        final boolean inPlace = isInPlace(sendbuf) && total > 0;
        requireHeld(inPlace ? recvbuf : sendbuf, inPlace ? recvoffset : sendoffset, Checks.countable(total, type),
            type);
        requireReceivable(recvbuf, recvoffset, counts[comm.rank], type);
        requireReduction(op, type);
        final long sendStart = Buffers.startOf(sendoffset, type);
        final long recvStart = Buffers.startOf(recvoffset, type);
        if (inPlace) {
            return of(kind, BufferBlocks.IN_PLACE,
                BufferBlocks.consecutive(recvbuf, recvStart, counts, type.layout), op, Collective.NO_ROOT);
        }
        return of(kind, BufferBlocks.consecutive(sendbuf, sendStart, counts, type.layout),
            BufferBlocks.one(recvbuf, recvStart, counts[comm.rank], type.layout), op, Collective.NO_ROOT);
    }

    Collective neighborAllgather(final Items send, final Items recv) {
        final Neighbours neighbours = neighbours();
        return neighborhood(Kind.NEIGHBOR_ALLGATHER, sent(send), equal(recv, neighbours.sources().length, true),
            neighbours);
    }

    Collective neighborAllgatherv(final Items send, final Pieces recv) {
        final Neighbours neighbours = neighbours();
        return neighborhood(Kind.NEIGHBOR_ALLGATHERV, sent(send), received(recv, neighbours.sources().length),
            neighbours);
    }

    Collective neighborAlltoall(final Items send, final Items recv) {
        final Neighbours neighbours = neighbours();
        return neighborhood(Kind.NEIGHBOR_ALLTOALL, equal(send, neighbours.destinations().length, false),
            equal(recv, neighbours.sources().length, true), neighbours);
    }

    Collective neighborAlltoallv(final Pieces send, final Pieces recv) {
        final Neighbours neighbours = neighbours();
        return neighborhood(Kind.NEIGHBOR_ALLTOALLV, sent(send, neighbours.destinations().length),
            received(recv, neighbours.sources().length), neighbours);
    }

    private Collective neighborhood(final Kind kind, final BufferBlocks send, final BufferBlocks recv,
        final Neighbours neighbours) {
        return new Collective(kind, send, recv, null, Collective.NO_ROOT, neighbours);
    }

    private Neighbours neighbours() {
        final Neighbours neighbours = comm.neighbours();
        if (neighbours == null) {
            throw Faults.fault(MPI.ERR_TOPOLOGY, where(), "the communicator has no topology");
        }
        return neighbours;
    }

    private Collective of(final Kind kind, final BufferBlocks send, final BufferBlocks recv, final Op op,
        final int root) {
        return new Collective(kind, send, recv, op == null ? null : op.reduction(), root, null);
    }

    private BufferBlocks sent(final Items items) {
        return sent(items.buffer, items.offset, items.count, items.type);
    }

    private BufferBlocks sent(final Object buffer, final int offset, final int count, final Datatype type) {
        requireCount(count);
        requireHeld(buffer, offset, count, type);
        return comm.recentSends.one(buffer, Buffers.startOf(offset, type), count, type);
    }

    private BufferBlocks received(final Items items) {
        return received(items.buffer, items.offset, items.count, items.type);
    }

    private BufferBlocks received(final Object buffer, final int offset, final int count, final Datatype type) {
        requireCount(count);
        requireReceivable(buffer, offset, count, type);
        return comm.recentReceives.one(buffer, Buffers.startOf(offset, type), count, type);
    }

    private BufferBlocks sentToEach(final Items items) {
        return equal(items, comm.peers, false);
    }

    private BufferBlocks receivedFromEach(final Items items) {
        return equal(items, comm.peers, true);
    }

    private BufferBlocks equal(final Items items, final int blocks, final boolean isReceived) {
        requireCount(items.count);
        final long count = Checks.countable((long) items.count * blocks, items.type);
        if (isReceived) {
            requireReceivable(items.buffer, items.offset, count, items.type);
        } else {
            requireHeld(items.buffer, items.offset, count, items.type);
        }
        return (isReceived ? comm.recentReceives : comm.recentSends).equal(items.buffer,
            Buffers.startOf(items.offset, items.type), blocks, items.count, items.type);
    }

    private BufferBlocks received(final Pieces pieces, final int blocks) {
        if (!Buffers.isWritable(pieces.buffer)) {
            throw Faults.readOnlyBuffer(where());
        }
        return varying(pieces, blocks, true);
    }

    private BufferBlocks sent(final Pieces pieces, final int blocks) {
        return varying(pieces, blocks, false);
    }

    private BufferBlocks varying(final Pieces pieces, final int blocks, final boolean isReceived) {
        if (pieces.hasTypes) {
            return typed(pieces, blocks, isReceived);
        }
        Checks.blocks(comm, dialect, operation, pieces.buffer, pieces.offset, pieces.counts, pieces.displs, blocks,
            pieces.type, isReceived);
        return BufferBlocks.varying(pieces.buffer, Buffers.startOf(pieces.offset, pieces.type), blocks, pieces.counts,
            pieces.displs, pieces.type.layout);
    }

    /** Blocks of a type each, displacements in bytes (of objects: in slots). */
    private BufferBlocks typed(final Pieces pieces, final int blocks, final boolean isReceived) {
        Checks.lengths(comm, operation, pieces.counts, pieces.displs, blocks);
        if (pieces.types == null || pieces.types.length < blocks) {
            throw Faults.fault(MPI.ERR_TYPE, where(), pieces.types == null ? "the datatypes are null"
                : "there are " + pieces.types.length + " datatypes for " + blocks + " ranks");
        }
        final Layout[] layouts = new Layout[blocks];
        for (int block = 0; block < blocks; block++) {
            final String where = where() + ", block of rank " + block;
            final Datatype type = pieces.types[block];
            final int count = pieces.counts[block];
            if (count < 0 || count > 0 && pieces.buffer == null || !Buffers.holds(dialect, pieces.buffer, 0, 0, type)) {
                final int wrongCount = pieces.buffer == null ? count : Math.min(count, 0);
                throw Checks.buffer(where, dialect, pieces.buffer, 0, wrongCount, type);
            }
            if (count > 0) {
                requireWithin(where, pieces.buffer, pieces.displs[block], count, type);
            }
            if (isReceived && type.overlaps(count)) {
                throw Faults.overlapping(where, type, count);
            }
            layouts[block] = type.layout;
        }
        if (isReceived && blocks > 1) {
            final long[] starts = Arrays.stream(pieces.displs, 0, blocks).asLongStream().toArray();
            new BlockOverlaps(starts, pieces.counts, pieces.types).check(where());
        }
        return BufferBlocks.typed(pieces.buffer, 0, pieces.counts, pieces.displs, layouts);
    }

    private static void requireWithin(final String where, final Object buffer, final long displacement,
        final int count, final Datatype type) {
        final long start = Saturating.add(type.lowOf(count), displacement);
        final long end = Saturating.add(type.highOf(count), displacement);
        final long capacity = Buffers.capacity(buffer, type);
        if (start < 0 || end > capacity) {
            throw Faults.outside(where, count + " items of " + type,
                "bytes " + start + " to " + (end - 1),
                Buffers.describe(buffer) + ", which has " + capacity + " bytes");
        }
    }

    private void requireRoot(final int root) {
        if (!Checks.isRoot(comm, root)) {
            throw Checks.root(comm, operation, root);
        }
    }

    private void requireCount(final int count) {
        if (count < 0) {
            throw Faults.negativeCount(where(), count);
        }
    }

    private void requireHeld(final Object buffer, final int offset, final long count, final Datatype type) {
        if (!Buffers.holds(dialect, buffer, offset, count, type)) {
            throw Checks.buffer(where(), dialect, buffer, offset, count, type);
        }
    }

    private void requireReceivable(final Object buffer, final int offset, final long count, final Datatype type) {
        if (!Buffers.holdsDisjoint(dialect, buffer, offset, count, type) || !Buffers.isWritable(buffer)) {
            throw Checks.buffer(where(), dialect, buffer, offset, count, type);
        }
    }

    private void requireReduction(final Op op, final Datatype type) {
        if (!Checks.isReduction(op, type)) {
            throw Checks.reduction(where(), op, type);
        }
    }

    private boolean isInPlace(final Object buffer) {
        return buffer == null && dialect == Dialect.LOWER_CASE && !isInter();
    }

    private boolean isInter() {
        return engine().isInter();
    }

    private CommEngine engine() {
        return comm.engine();
    }

    private String where() {
        return comm.describe(operation);
    }

    private static boolean isAllZero(final int[] counts) {
        return counts != null && Arrays.stream(counts).allMatch(count -> count == 0);
    }

    // What becomes of it

    /** Runs an operation to its end. */
    void run(final Collective collective) {
        try {
            engine().run(collective);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    /** Starts an operation; the status of its request is empty. */
    Request start(final Collective collective) {
        try {
            return Request.ofReceive(engine().start(collective), comm, null);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    /** Prepares an operation, which is started by the request. */
    Prequest init(final Collective collective) {
        try {
            final PersistentEngine prepared = engine().init(collective);
            return new Prequest(comm, dialect, operation, null, _ -> prepared.start());
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }
}
