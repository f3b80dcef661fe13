package mpi.core.comm;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.coll.Collectives;
import mpi.core.coll.ScheduledCollectives;
import mpi.core.datatype.Packed;
import mpi.core.datatype.Packing;
import mpi.core.datatype.UserBuffers;
import mpi.core.diag.Counters.Purpose;
import mpi.core.p2p.PointToPoint;
import mpi.core.p2p.Scope;
import mpi.spi.BasicType;
import mpi.spi.Collective;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * One communicator of one rank (MPI 4.1, chapter 7): turns buffers into engine memory and hands on to point-to-point
 * and
 * to the collectives, each in a context of its own.
 */
public final class Communicator implements CommEngine {
    private static final Layout INTS = new Layout(BasicType.INT, Integer.BYTES, Integer.BYTES, null);
    /** What a member says of itself when a communicator is split: color, key, proposed context id. */
    private static final int SPLIT_INTS = 3;

    private final PointToPoint messages;
    private final Packing packing;
    private final ContextIds contexts;
    private final int contextId;
    private final int[] worldRanks;
    private final Scope pointToPoint;
    private final Scope collective;
    private final CommLink link;
    private final Collectives collectives;
    private final ScheduledCollectives scheduled;
    /** One for each kind of operation that has run as a schedule. */
    private final Map<Collective.Kind, Scope> scheduledScopes = new EnumMap<>(Collective.Kind.class);
    private final NullRequest nullSend = new NullRequest(this, "isend on %s to PROC_NULL");
    private final NullRequest nullReceive = new NullRequest(this, "irecv on %s from PROC_NULL");

    private Communicator(final PointToPoint messages, final Packing packing, final ContextIds contexts,
        final int contextId, final int rank, final int[] worldRanks, final String name) {
        this.messages = messages;
        this.packing = packing;
        this.contexts = contexts;
        this.contextId = contextId;
        this.worldRanks = worldRanks;
        pointToPoint = new Scope(contextId | ContextIds.POINT_TO_POINT, rank, worldRanks, name);
        collective = new Scope(contextId | ContextIds.COLLECTIVE, rank, worldRanks, name);
        link = new CommLink(messages, collective);
        final Supplier<String> presentName = this::name;
        collectives = new Collectives(link, packing, presentName);
        scheduled = new ScheduledCollectives(messages.progress().agenda(), packing, presentName, rank,
            worldRanks.length);
    }

    /**
     * Makes the communicator of all ranks.
     *
     * @param messages point-to-point protocol
     * @param packing packs what is not raw memory
     * @param contexts context ids of this rank
     * @param rank this rank
     * @param size ranks in the world
     * @return COMM_WORLD
     */
    public static Communicator world(final PointToPoint messages, final Packing packing, final ContextIds contexts,
        final int rank, final int size) {
        return new Communicator(messages, packing, contexts, ContextIds.WORLD, rank, identity(size), "COMM_WORLD");
    }

    /**
     * Makes the communicator of all ranks that the engine itself uses.
     *
     * @param messages point-to-point protocol
     * @param packing packs what is not raw memory
     * @param contexts context ids of this rank
     * @param rank this rank
     * @param size ranks in the world
     * @return a communicator that users do not see
     */
    public static Communicator internal(final PointToPoint messages, final Packing packing, final ContextIds contexts,
        final int rank, final int size) {
        return new Communicator(messages, packing, contexts, ContextIds.INTERNAL, rank, identity(size),
            "all ranks in Finalize");
    }

    /**
     * Makes the communicator of this rank alone.
     *
     * @param messages point-to-point protocol
     * @param packing packs what is not raw memory
     * @param contexts context ids of this rank
     * @param worldRank this rank in the world
     * @return COMM_SELF
     */
    public static Communicator self(final PointToPoint messages, final Packing packing, final ContextIds contexts,
        final int worldRank) {
        return new Communicator(messages, packing, contexts, contexts.self(), 0, new int[] {worldRank}, "COMM_SELF");
    }

    private static int[] identity(final int size) {
        final int[] ranks = new int[size];
        Arrays.setAll(ranks, rank -> rank);
        return ranks;
    }

    @Override
    public int rank() {
        return pointToPoint.rank();
    }

    @Override
    public int size() {
        return worldRanks.length;
    }

    @Override
    public int[] worldRanks() {
        return worldRanks.clone();
    }

    @Override
    public String name() {
        return pointToPoint.name();
    }

    @Override
    public void name(final String name) {
        pointToPoint.name(name);
        collective.name(name);
        scheduledScopes.values().forEach(scope -> scope.name(name));
    }

    @Override
    public void send(final SendMode mode, final Object buffer, final long offset, final long count, final Layout type,
        final int dest, final int tag) {
        if (dest == MPI.PROC_NULL) {
            return;
        }
        if (UserBuffers.isRaw(buffer, type)) {
            messages.send(pointToPoint, mode, UserBuffers.base(buffer), UserBuffers.offset(buffer, offset),
                UserBuffers.lengthBytes(count, type), 0, dest, tag);
            Reference.reachabilityFence(buffer);
        } else {
            final Packed packed = pack("send", buffer, offset, count, type, dest, tag);
            messages.send(pointToPoint, mode, packed.data(), 0, packed.lengthBytes(), packed.objectCount(), dest, tag);
        }
    }

    @Override
    public RequestEngine isend(final SendMode mode, final boolean copy, final Object buffer, final long offset,
        final long count, final Layout type, final int dest, final int tag) {
        if (dest == MPI.PROC_NULL) {
            return nullSend;
        }
        if (UserBuffers.isRaw(buffer, type)) {
            return messages.isend(pointToPoint, mode, copy, UserBuffers.base(buffer),
                UserBuffers.offset(buffer, offset), UserBuffers.lengthBytes(count, type), 0, buffer, dest, tag);
        }
        final Packed packed = pack("isend", buffer, offset, count, type, dest, tag);
        return messages.isend(pointToPoint, mode, false, packed.data(), 0, packed.lengthBytes(), packed.objectCount(),
            null, dest, tag);
    }

    private Packed pack(final String operation, final Object buffer, final long offset, final long count,
        final Layout type, final int dest, final int tag) {
        return packing.pack(buffer, offset, count, type,
            () -> operation + " on " + name() + ", rank " + rank() + " of " + size() + ", to " + dest + ", tag " + tag);
    }

    @Override
    public void recv(final Object buffer, final long offset, final long count, final Layout type, final int source,
        final int tag, final Completion completion) {
        if (source == MPI.PROC_NULL) {
            NullRequest.fill(completion);
        } else if (UserBuffers.isRaw(buffer, type)) {
            messages.recv(pointToPoint, UserBuffers.base(buffer), UserBuffers.offset(buffer, offset),
                UserBuffers.lengthBytes(count, type), source, tag, completion);
            Reference.reachabilityFence(buffer);
        } else {
            messages.irecvPacked(pointToPoint, buffer, offset, count, type, true, source, tag).await(completion);
        }
    }

    @Override
    public RequestEngine irecv(final Object buffer, final long offset, final long count, final Layout type,
        final int source, final int tag) {
        if (source == MPI.PROC_NULL) {
            return nullReceive;
        }
        if (UserBuffers.isRaw(buffer, type)) {
            return messages.irecv(pointToPoint, UserBuffers.base(buffer), UserBuffers.offset(buffer, offset),
                UserBuffers.lengthBytes(count, type), buffer, source, tag);
        }
        return messages.irecvPacked(pointToPoint, buffer, offset, count, type, false, source, tag);
    }

    @Override
    public void sendrecv(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final int dest, final int sendTag, final Object recvBuffer, final long recvOffset, final long recvCount,
        final Layout recvType, final int source, final int recvTag, final Completion completion) {
        if (dest != MPI.PROC_NULL && source != MPI.PROC_NULL && UserBuffers.isRaw(sendBuffer, sendType)
            && UserBuffers.isRaw(recvBuffer, recvType)) {
            messages.sendrecv(pointToPoint, UserBuffers.base(sendBuffer), UserBuffers.offset(sendBuffer, sendOffset),
                UserBuffers.lengthBytes(sendCount, sendType), dest, sendTag, UserBuffers.base(recvBuffer),
                UserBuffers.offset(recvBuffer, recvOffset), UserBuffers.lengthBytes(recvCount, recvType), source,
                recvTag, false, completion);
            Reference.reachabilityFence(sendBuffer);
            Reference.reachabilityFence(recvBuffer);
            return;
        }
        final RequestEngine receive = irecv(recvBuffer, recvOffset, recvCount, recvType, source, recvTag);
        try {
            send(SendMode.STANDARD, sendBuffer, sendOffset, sendCount, sendType, dest, sendTag);
        } catch (final MPIException e) {
            receive.cancel();
            throw e;
        }
        receive.complete(receive.use(), completion);
    }

    @Override
    public void probe(final int source, final int tag, final Completion completion) {
        if (source == MPI.PROC_NULL) {
            NullRequest.fill(completion);
        } else {
            messages.probe(pointToPoint, source, tag, completion);
        }
    }

    @Override
    public boolean iprobe(final int source, final int tag, final Completion completion) {
        if (source == MPI.PROC_NULL) {
            NullRequest.fill(completion);
            return true;
        }
        return messages.iprobe(pointToPoint, source, tag, completion);
    }

    /** Begins a collective of all members. */
    private void begin(final Purpose purpose) {
        collective.purpose(purpose);
        link.next();
    }

    @Override
    public void barrier() {
        begin(Purpose.BARRIER);
        collectives.barrier();
    }

    @Override
    public void bcast(final Object buffer, final long offset, final long count, final Layout type, final int root) {
        begin(Purpose.BCAST);
        collectives.bcast(buffer, offset, count, type, root);
    }

    @Override
    public void gather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType, final int root) {
        begin(Purpose.GATHER);
        collectives.gather(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCount, recvType,
            root);
    }

    @Override
    public void gatherv(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final int[] recvCounts, final int[] displs,
        final Layout recvType, final int root) {
        begin(Purpose.GATHERV);
        collectives.gatherv(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCounts, displs,
            recvType, root);
    }

    @Override
    public void scatter(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType, final int root) {
        begin(Purpose.SCATTER);
        collectives.scatter(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCount,
            recvType, root);
    }

    @Override
    public void scatterv(final Object sendBuffer, final long sendOffset, final int[] sendCounts, final int[] displs,
        final Layout sendType, final Object recvBuffer, final long recvOffset, final long recvCount,
        final Layout recvType, final int root) {
        begin(Purpose.SCATTERV);
        collectives.scatterv(sendBuffer, sendOffset, sendCounts, displs, sendType, recvBuffer, recvOffset,
            recvCount, recvType, root);
    }

    @Override
    public void allgather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType) {
        begin(Purpose.ALLGATHER);
        collectives.allgather(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCount,
            recvType);
    }

    @Override
    public void allgatherv(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final int[] recvCounts, final int[] displs,
        final Layout recvType) {
        begin(Purpose.ALLGATHERV);
        collectives.allgatherv(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCounts,
            displs, recvType);
    }

    @Override
    public void alltoall(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType) {
        begin(Purpose.ALLTOALL);
        collectives.alltoall(sendBuffer, sendOffset, sendCount, sendType, recvBuffer, recvOffset, recvCount,
            recvType);
    }

    @Override
    public void alltoallv(final Object sendBuffer, final long sendOffset, final int[] sendCounts,
        final int[] sendDispls, final Layout sendType, final Object recvBuffer, final long recvOffset,
        final int[] recvCounts, final int[] recvDispls, final Layout recvType) {
        begin(Purpose.ALLTOALLV);
        collectives.alltoallv(sendBuffer, sendOffset, sendCounts, sendDispls, sendType, recvBuffer, recvOffset,
            recvCounts, recvDispls, recvType);
    }

    @Override
    public void reduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op, final int root) {
        begin(Purpose.REDUCE);
        collectives.reduce(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, op, root);
    }

    @Override
    public void allreduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer,
        final long recvOffset, final long count, final Layout type, final Reduction op) {
        begin(Purpose.ALLREDUCE);
        collectives.allreduce(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, op);
    }

    @Override
    public void run(final Collective operation) {
        final Collective.Kind kind = operation.kind();
        if (kind == Collective.Kind.REDUCE_LOCAL) {
            collectives.reduceLocal(operation);
        } else if (ScheduledCollectives.areNeededFor(operation)) {
            scheduled.run(operation, nextPort(kind));
        } else {
            begin(purpose(kind));
            collectives.run(operation);
        }
    }

    @Override
    public RequestEngine start(final Collective operation) {
        return scheduled.start(operation, nextPort(operation.kind()));
    }

    /** The messages of the next collective of all members, which has a tag of its own in their order. */
    private CommPort nextPort(final Collective.Kind kind) {
        link.next();
        return new CommPort(messages, scheduledScopes.computeIfAbsent(kind, this::newScope), link.tag());
    }

    private Scope newScope(final Collective.Kind kind) {
        final Scope scope = new Scope(collective.context(), rank(), worldRanks, name());
        scope.purpose(purpose(kind));
        return scope;
    }

    /** What messages of an operation are counted as. */
    private static Purpose purpose(final Collective.Kind kind) {
        return Purpose.valueOf(kind.name());
    }

    @Override
    public CommEngine dup() {
        final int[] id = {rank() == 0 ? contexts.take() : 0};
        begin(Purpose.COMMUNICATOR);
        collectives.bcast(id, 0, 1, INTS, 0);
        return new Communicator(messages, packing, contexts, agreed(id[0], "dup"), rank(), worldRanks,
            "dup of " + name());
    }

    @Override
    public CommEngine split(final int color, final int key) {
        final int[] all = propose(color, key);
        final int[] members = membersOf(color, all);
        final int mine = all[SPLIT_INTS * rank() + 2];
        if (color == MPI.UNDEFINED) {
            contexts.give(mine);
            return null;
        }
        // The first member's proposal is the id, the others give theirs back.
        final int id = all[SPLIT_INTS * members[0] + 2];
        if (members[0] != rank()) {
            contexts.give(mine);
        }
        return part(members, positionIn(members), agreed(id, "split"), "split of " + name());
    }

    /** {@inheritDoc} Only members take part; others may call it or not. */
    @Override
    public CommEngine create(final int[] ranks) {
        final int position = positionIn(ranks);
        if (position < 0) {
            return null;
        }
        final int[] id = {position == 0 ? contexts.take() : 0};
        collective.purpose(Purpose.COMMUNICATOR);
        link.partial();
        if (position == 0) {
            for (int member = 1; member < ranks.length; member++) {
                link.send(ranks[member], id, 0, Integer.BYTES);
            }
        } else {
            link.recv(ranks[0], id, 0, Integer.BYTES);
        }
        return part(ranks, position, agreed(id[0], "create"), "part of " + name());
    }

    private int positionIn(final int[] ranks) {
        for (int position = 0; position < ranks.length; position++) {
            if (ranks[position] == rank()) {
                return position;
            }
        }
        return -1;
    }

    /** Tells all members this rank's color, key and proposal of a context id. */
    private int[] propose(final int color, final int key) {
        final int[] mine = {color, key, contexts.take()};
        final int[] all = new int[SPLIT_INTS * size()];
        begin(Purpose.COMMUNICATOR);
        collectives.allgather(mine, 0, SPLIT_INTS, INTS, all, 0, SPLIT_INTS, INTS);
        return all;
    }

    /** Ranks of a color, ordered by key, then rank. */
    private int[] membersOf(final int color, final int[] all) {
        final long[] order = new long[size()];
        int count = 0;
        for (int member = 0; member < size(); member++) {
            if (all[SPLIT_INTS * member] == color) {
                order[count++] = (long) all[SPLIT_INTS * member + 1] << Integer.SIZE | member;
            }
        }
        Arrays.sort(order, 0, count);
        final int[] members = new int[count];
        Arrays.setAll(members, i -> (int) order[i]);
        return members;
    }

    private Communicator part(final int[] members, final int position, final int id, final String name) {
        final int[] ranksInWorld = new int[members.length];
        Arrays.setAll(ranksInWorld, member -> worldRanks[members[member]]);
        return new Communicator(messages, packing, contexts, id, position, ranksInWorld, name);
    }

    private int agreed(final int id, final String operation) {
        if (id == ContextIds.NONE) {
            throw Faults.fault(MPI.ERR_INTERN, operation + " on " + name() + ", rank " + rank() + " of " + size(),
                "one rank has given ids to 32765 communicators that are not freed; free those no longer used");
        }
        return id;
    }

    /**
     * Blocks until all ranks have called it, as part of managing communicators or the job: counted and told of as such,
     * not as the user's barrier.
     */
    public void synchronise() {
        begin(Purpose.COMMUNICATOR);
        collectives.barrier();
    }

    @Override
    public void free() {
        synchronise();
        contexts.give(contextId);
    }
}
