package mpi.core.comm;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.coll.Collectives;
import mpi.core.coll.Form;
import mpi.core.coll.HostTier;
import mpi.core.coll.Hosts;
import mpi.core.coll.Preface;
import mpi.core.coll.PrefacedPort;
import mpi.core.coll.SchedulePort;
import mpi.core.coll.ScheduledCollectives;
import mpi.core.coll.host.HostMembers;
import mpi.core.coll.host.HostPart;
import mpi.core.coll.host.HostSpace;
import mpi.core.coll.select.Selector;
import mpi.core.datatype.Packed;
import mpi.core.datatype.Packing;
import mpi.core.datatype.UserBuffers;
import mpi.core.diag.Counters.Purpose;
import mpi.core.p2p.Exchange;
import mpi.core.p2p.PointToPoint;
import mpi.core.p2p.Prober;
import mpi.core.p2p.Receiver;
import mpi.core.p2p.Scope;
import mpi.core.p2p.Sender;
import mpi.core.progress.Condition;
import mpi.core.transport.ScatteredMemory;
import mpi.spi.BasicType;
import mpi.spi.Collective;
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
 * One communicator of one rank (MPI 4.1, chapter 7): turns buffers into engine memory and hands on to point-to-point
 * and to the collectives, each in a context of its own.
 */
public final class Communicator implements CommEngine {
    private static final Collective.Kind[] KINDS = Collective.Kind.values();
    private static final Layout INTS = new Layout(BasicType.INT, Integer.BYTES, Integer.BYTES, null);

    private final PointToPoint messages;
    private final Sender sender;
    private final Receiver receiver;
    private final Exchange exchange;
    private final Prober prober;
    private final Packing packing;
    private final Selector selector;
    private final ContextIds contexts;
    private final int contextId;
    private final int[] worldRanks;
    /** World ranks of the other group of an intercommunicator; null in an intracommunicator. */
    private final int[] remoteWorldRanks;
    /** The communicator of this rank's group of an intercommunicator; null in an intracommunicator. */
    private final Communicator local;
    private final Scope pointToPoint;
    private final Scope collective;
    private final CommLink link;
    /** What the collectives of this host share; handed to communicators made from this one. */
    private final HostSpace hostSpace;
    private final HostTier hostTier;
    private final Collectives collectives;
    private final ScheduledCollectives scheduled;
    /** One for each kind of operation that has run as a schedule. */
    private final Scope[] scheduledScopes = new Scope[KINDS.length];
    /** Of what is told before an operation; {@code null} while nothing is. */
    private Scope prefaceScope;
    private final NullRequest nullSend = new NullRequest(this, "isend on %s to PROC_NULL");
    private final NullRequest nullReceive = new NullRequest(this, "irecv on %s from PROC_NULL");

    private Communicator(final PointToPoint messages, final Packing packing, final Selector selector,
        final ContextIds contexts,
        final int contextId, final int rank, final int[] worldRanks, final HostSpace hostSpace, final String name) {
        this(messages, packing, selector, contexts, contextId, rank, worldRanks, null, null, hostSpace, name);
    }

    private Communicator(final PointToPoint messages, final Packing packing, final Selector selector,
        final ContextIds contexts,
        final int contextId, final int rank, final int[] worldRanks, final int[] remoteWorldRanks,
        final Communicator local, final HostSpace hostSpace, final String name) {
        this.messages = messages;
        sender = messages.sender();
        receiver = messages.receiver();
        exchange = messages.exchange();
        prober = messages.prober();
        this.packing = packing;
        this.selector = selector;
        this.contexts = contexts;
        this.contextId = contextId;
        this.worldRanks = worldRanks;
        this.remoteWorldRanks = remoteWorldRanks;
        this.local = local;
        final int[] peers = local == null ? worldRanks : remoteWorldRanks;
        pointToPoint = new Scope(contextId | ContextIds.POINT_TO_POINT, rank, worldRanks.length, peers, name);
        collective = new Scope(contextId | ContextIds.COLLECTIVE, rank, worldRanks.length, peers, name);
        link = new CommLink(messages, collective);
        final Supplier<String> presentName = this::name;
        this.hostSpace = hostSpace;
        final Hosts hosts = local == null ? hosts() : Hosts.one(worldRanks.length);
        hostTier = hostSpace == null || local != null ? HostTier.none() : new HostTier(hostSpace, neighbours(hosts));
        collectives = new Collectives(link, packing, selector, presentName, hostTier, hosts);
        scheduled = local == null
            ? new ScheduledCollectives(messages.agenda(), packing, selector, presentName, rank, hosts)
            : ScheduledCollectives.inter(messages.agenda(), packing, selector, presentName, rank, worldRanks.length,
                remoteWorldRanks.length);
    }

    /**
     * Makes the communicator of all ranks.
     *
     * @param messages point-to-point protocol
     * @param packing packs what is not raw memory
     * @param selector chooses the algorithms of collectives
     * @param contexts context ids of this rank
     * @param rank this rank
     * @param size ranks in the world
     * @param hostSpace what collectives among ranks of this host share, or {@code null} if they are messages
     * @return COMM_WORLD
     */
    public static Communicator world(final PointToPoint messages, final Packing packing, final Selector selector,
        final ContextIds contexts, final int rank, final int size, final HostSpace hostSpace) {
        return new Communicator(messages, packing, selector, contexts, ContextIds.WORLD, rank, identity(size),
            hostSpace, "COMM_WORLD");
    }

    /**
     * Makes the communicator of all ranks that the engine itself uses.
     *
     * @param messages point-to-point protocol
     * @param packing packs what is not raw memory
     * @param selector chooses the algorithms of collectives
     * @param contexts context ids of this rank
     * @param rank this rank
     * @param size ranks in the world
     * @return a communicator that users do not see
     */
    public static Communicator internal(final PointToPoint messages, final Packing packing, final Selector selector,
        final ContextIds contexts, final int rank, final int size) {
        return new Communicator(messages, packing, selector, contexts, ContextIds.INTERNAL, rank, identity(size), null,
            "all ranks in Finalize");
    }

    /**
     * Makes the communicator of this rank alone.
     *
     * @param messages point-to-point protocol
     * @param packing packs what is not raw memory
     * @param selector chooses the algorithms of collectives
     * @param contexts context ids of this rank
     * @param worldRank this rank in the world
     * @return COMM_SELF
     */
    public static Communicator self(final PointToPoint messages, final Packing packing, final Selector selector,
        final ContextIds contexts, final int worldRank) {
        return new Communicator(messages, packing, selector, contexts, contexts.self(), 0, new int[] {worldRank}, null,
            "COMM_SELF");
    }

    /**
     * The context of a communicator's own messages, for what the engine sends in a communicator that no user has.
     *
     * @param comm a communicator of this engine
     * @return its context of point-to-point messages
     */
    public static Scope pointToPoint(final CommEngine comm) {
        final CommEngine own = comm instanceof final CheckedCommunicator way ? way.checked() : comm;
        return ((Communicator) own).pointToPoint;
    }

    /**
     * Has the messages of a communicator of this engine that no user has counted as those of windows.
     *
     * @param comm a communicator of this engine
     */
    public static void countAsOneSided(final CommEngine comm) {
        final CommEngine own = comm instanceof final CheckedCommunicator way ? way.checked() : comm;
        ((Communicator) own).pointToPoint.countAs(Purpose.ONE_SIDED);
        ((Communicator) own).collective.countAs(Purpose.ONE_SIDED);
    }

    private Hosts hosts() {
        final int[] hostIds = new int[worldRanks.length];
        Arrays.setAll(hostIds, rank -> messages.hostId(worldRanks[rank]));
        return Hosts.of(hostIds);
    }

    /** Ranks that may share a board. */
    private int[] neighbours() {
        final Hosts hosts = hosts();
        return hosts.areTiers() ? hosts.ranks(hosts.host(rank())) : identity(size());
    }

    /** All members, or those on this rank's host if there are two tiers of them. */
    private HostMembers neighbours(final Hosts hosts) {
        final HostMembers all = new CommMembers(messages, collective);
        return hosts.areTiers()
            ? new HostPart(all, hosts.ranks(hosts.host(all.rank())), hosts.place(all.rank()))
            : all;
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
    public boolean isInter() {
        return local != null;
    }

    @Override
    public int[] remoteWorldRanks() {
        return local == null ? worldRanks() : remoteWorldRanks.clone();
    }

    @Override
    public String name() {
        return pointToPoint.name();
    }

    @Override
    public void name(final String name) {
        pointToPoint.name(name);
        collective.name(name);
        for (final Scope scope : scheduledScopes) {
            if (scope != null) {
                scope.name(name);
            }
        }
        if (prefaceScope != null) {
            prefaceScope.name(name);
        }
    }

    @Override
    public void send(final SendMode mode, final Object buffer, final long offset, final long count, final Layout type,
        final int dest, final int tag) {
        if (dest == MPI.PROC_NULL) {
            return;
        }
        if (UserBuffers.isRaw(buffer, type)) {
            sender.send(pointToPoint, mode, UserBuffers.base(buffer), UserBuffers.offset(buffer, offset),
                UserBuffers.lengthBytes(count, type), 0, dest, tag);
            Reference.reachabilityFence(buffer);
            return;
        }
        final ScatteredMemory items = UserBuffers.scattered(buffer, offset, type);
        if (items != null) {
            sender.send(pointToPoint, mode, items, 0, UserBuffers.lengthBytes(count, type), 0, dest, tag);
            Reference.reachabilityFence(buffer);
            return;
        }
        final Packed packed = pack("send", buffer, offset, count, type, dest, tag);
        sender.send(pointToPoint, mode, packed, dest, tag);
    }

    @Override
    public RequestEngine isend(final SendMode mode, final boolean copy, final Object buffer, final long offset,
        final long count, final Layout type, final int dest, final int tag) {
        if (dest == MPI.PROC_NULL) {
            return nullSend;
        }
        if (UserBuffers.isRaw(buffer, type)) {
            return sender.isend(pointToPoint, mode, copy, UserBuffers.base(buffer),
                UserBuffers.offset(buffer, offset), UserBuffers.lengthBytes(count, type), 0, buffer, dest, tag);
        }
        final ScatteredMemory items = UserBuffers.scattered(buffer, offset, type);
        if (items != null) {
            return sender.isend(pointToPoint, mode, copy, items, 0, UserBuffers.lengthBytes(count, type), 0, buffer,
                dest, tag);
        }
        final Packed packed = pack("isend", buffer, offset, count, type, dest, tag);
        return sender.isend(pointToPoint, mode, false, packed.data(), 0, packed.lengthBytes(), packed.objectCount(),
            null, dest, tag);
    }

    @Override
    public RequestEngine bsend(final Object buffer, final long offset, final long count, final Layout type,
        final int dest, final int tag) {
        if (dest == MPI.PROC_NULL) {
            return nullSend;
        }
        if (UserBuffers.isRaw(buffer, type)) {
            sender.bsend(pointToPoint, UserBuffers.base(buffer), UserBuffers.offset(buffer, offset),
                UserBuffers.lengthBytes(count, type), 0, null, dest, tag);
            Reference.reachabilityFence(buffer);
            return pointToPoint.sentMessage();
        }
        final ScatteredMemory items = UserBuffers.scattered(buffer, offset, type);
        if (items != null) {
            sender.bsend(pointToPoint, items, 0, UserBuffers.lengthBytes(count, type), 0, null, dest, tag);
            Reference.reachabilityFence(buffer);
        } else {
            final Packed packed = pack("bsend", buffer, offset, count, type, dest, tag);
            sender.bsend(pointToPoint, packed.data(), 0, packed.lengthBytes(), packed.objectCount(), packed, dest, tag);
        }
        return pointToPoint.sentMessage();
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
            receiver.recv(pointToPoint, UserBuffers.base(buffer), UserBuffers.offset(buffer, offset),
                UserBuffers.lengthBytes(count, type), source, tag, completion);
            Reference.reachabilityFence(buffer);
        } else {
            recvUneven(buffer, offset, count, type, source, tag, completion);
        }
    }

    /** Receives what is not raw memory. */
    private void recvUneven(final Object buffer, final long offset, final long count, final Layout type,
        final int source, final int tag, final Completion completion) {
        final ScatteredMemory items = UserBuffers.scattered(buffer, offset, type);
        if (items != null) {
            receiver.recv(pointToPoint, items, 0, UserBuffers.lengthBytes(count, type), source, tag, completion);
            Reference.reachabilityFence(buffer);
        } else {
            receiver.irecvPacked(pointToPoint, buffer, offset, count, type, true, source, tag).await(completion);
        }
    }

    @Override
    public RequestEngine irecv(final Object buffer, final long offset, final long count, final Layout type,
        final int source, final int tag) {
        if (source == MPI.PROC_NULL) {
            return nullReceive;
        }
        if (UserBuffers.isRaw(buffer, type)) {
            return receiver.irecv(pointToPoint, UserBuffers.base(buffer), UserBuffers.offset(buffer, offset),
                UserBuffers.lengthBytes(count, type), buffer, source, tag);
        }
        final ScatteredMemory items = UserBuffers.scattered(buffer, offset, type);
        if (items != null) {
            return receiver.irecv(pointToPoint, items, 0, UserBuffers.lengthBytes(count, type), buffer, source, tag);
        }
        return receiver.irecvPacked(pointToPoint, buffer, offset, count, type, false, source, tag);
    }

    @Override
    public void sendrecv(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final int dest, final int sendTag, final Object recvBuffer, final long recvOffset, final long recvCount,
        final Layout recvType, final int source, final int recvTag, final Completion completion) {
        if (dest != MPI.PROC_NULL && source != MPI.PROC_NULL && UserBuffers.isRaw(sendBuffer, sendType)
            && UserBuffers.isRaw(recvBuffer, recvType)) {
            exchange.sendrecv(pointToPoint, UserBuffers.base(sendBuffer), UserBuffers.offset(sendBuffer, sendOffset),
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
    public int pack(final Object buffer, final long offset, final long count, final Layout type, final byte[] packed,
        final int position) {
        return packing.packInto(packed, position, buffer, offset, count, type, () -> here("pack"));
    }

    @Override
    public int unpack(final byte[] packed, final int position, final Object buffer, final long offset,
        final long count, final Layout type) {
        return packing.unpackFrom(packed, position, buffer, offset, count, type, () -> here("unpack"));
    }

    private String here(final String operation) {
        return Faults.on(operation, name(), rank(), size());
    }

    @Override
    public void probe(final int source, final int tag, final Completion completion) {
        if (source == MPI.PROC_NULL) {
            NullRequest.fill(completion);
        } else {
            prober.probe(pointToPoint, source, tag, completion);
        }
    }

    @Override
    public boolean iprobe(final int source, final int tag, final Completion completion) {
        if (source == MPI.PROC_NULL) {
            NullRequest.fill(completion);
            return true;
        }
        return prober.iprobe(pointToPoint, source, tag, completion);
    }

    @Override
    public MessageEngine mprobe(final int source, final int tag, final Completion completion) {
        if (source == MPI.PROC_NULL) {
            NullRequest.fill(completion);
            return new NullMessage(nullReceive);
        }
        return prober.mprobe(pointToPoint, source, tag, completion);
    }

    @Override
    public MessageEngine improbe(final int source, final int tag, final Completion completion) {
        if (source == MPI.PROC_NULL) {
            NullRequest.fill(completion);
            return new NullMessage(nullReceive);
        }
        return prober.improbe(pointToPoint, source, tag, completion);
    }

    /** Begins a collective of all members of an intracommunicator. */
    private void begin(final Purpose purpose) {
        collective.purpose(purpose);
        link.next();
        hostTier.announce(link.number(), purpose != Purpose.COMMUNICATOR);
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
        } else if (local != null || ScheduledCollectives.areNeededFor(operation)) {
            scheduled.check(Form.BLOCKING, operation);
            scheduled.run(operation, nextPort(kind));
        } else {
            begin(purpose(kind));
            collectives.run(operation);
        }
    }

    @Override
    public RequestEngine start(final Collective operation) {
        scheduled.check(Form.NON_BLOCKING, operation);
        return scheduled.start(operation, nextPort(operation.kind()));
    }

    @Override
    public PersistentEngine init(final Collective operation) {
        return scheduled.init(operation, () -> new CommPort(messages, scope(operation.kind()), link.nextKept()));
    }

    ScheduledCollectives scheduled() {
        return scheduled;
    }

    /** The messages of all members in the next collective; of both groups of an intercommunicator, the remote first. */
    SchedulePort nextPortToAll(final String operation) {
        return portToAll(operation, link.next(), local == null ? 0 : local.link.next());
    }

    /** The messages of the next collective behind a preface, which goes to all members. */
    PrefacedPort nextPrefacedPort(final Collective.Kind kind) {
        return prefacedPort(kind, link.next(), local == null ? 0 : local.link.next());
    }

    /** As {@link #nextPrefacedPort}, of all starts of a persistent operation. */
    PrefacedPort keptPrefacedPort(final Collective.Kind kind) {
        return prefacedPort(kind, link.nextKept(), local == null ? 0 : local.link.nextKept());
    }

    private PrefacedPort prefacedPort(final Collective.Kind kind, final int tag, final int localTag) {
        return new PrefacedPort(portToAll(kind.text(), tag, localTag), new CommPort(messages, scope(kind), tag));
    }

    private SchedulePort portToAll(final String operation, final int tag, final int localTag) {
        final CommPort peers = new CommPort(messages, prefaceScope(), tag);
        return new NamedPort(operation, local == null ? peers
            : new TwoGroupPort(peers, remoteWorldRanks.length, new CommPort(messages, local.prefaceScope(), localTag)));
    }

    /** The messages of the next collective of all members, which has a tag of its own in their order. */
    private CommPort nextPort(final Collective.Kind kind) {
        link.next();
        return new CommPort(messages, scope(kind), link.tag());
    }

    private Scope prefaceScope() {
        if (prefaceScope == null) {
            prefaceScope = newScope(Purpose.COMMUNICATOR);
            prefaceScope.countAs(Purpose.CHECK);
        }
        return prefaceScope;
    }

    /** What the messages of schedules of a kind are counted as and told of. */
    private Scope scope(final Collective.Kind kind) {
        Scope scope = scheduledScopes[kind.ordinal()];
        if (scope == null) {
            scope = newScope(purpose(kind));
            scheduledScopes[kind.ordinal()] = scope;
        }
        return scope;
    }

    /** {@link #idup} behind a preface, with which it shares the port. */
    RequestEngine idup(final Consumer<CommEngine> made, final SchedulePort port, final Preface preface) {
        return new Derivation(this).idup(made, port, preface);
    }

    private Scope newScope(final Purpose purpose) {
        final int[] peers = local == null ? worldRanks : remoteWorldRanks;
        final Scope scope = new Scope(collective.context(), rank(), worldRanks.length, peers, name());
        scope.purpose(purpose);
        return scope;
    }

    /** What messages of an operation are counted as. */
    private static Purpose purpose(final Collective.Kind kind) {
        return Purpose.valueOf(kind.name());
    }

    @Override
    public CommEngine dup() {
        return new Derivation(this).dup();
    }

    @Override
    public RequestEngine idup(final Consumer<CommEngine> made) {
        return new Derivation(this).idup(made, beginManagement(), local == null ? 0 : local.beginManagement());
    }

    @Override
    public CommEngine split(final int color, final int key) {
        return new Derivation(this).split(color, key);
    }

    @Override
    public CommEngine splitShared(final int key) {
        int color = 0;
        while (messages.hostId(worldRanks[color]) != messages.hostId(worldRanks[rank()])) {
            color++;
        }
        return split(color, key);
    }

    /** {@inheritDoc} Only members take part; others may call it or not. */
    @Override
    public CommEngine create(final int[] ranks) {
        return new Derivation(this).create(ranks, CommLink.PARTIAL_TAG);
    }

    /** {@inheritDoc} Only members take part; others may call it or not. */
    @Override
    public CommEngine createGroup(final int[] ranks, final int tag) {
        return new Derivation(this).create(ranks, CommLink.tagOf(tag));
    }

    @Override
    public CommEngine createInter(final int localLeader, final CommEngine peer, final int remoteLeader,
        final int tag) {
        return new InterDerivation(this).create(localLeader, (Communicator) peer, remoteLeader, CommLink.tagOf(tag));
    }

    @Override
    public CommEngine merge(final boolean high) {
        return new InterDerivation(this).merge(high);
    }

    /** Makes a communicator of some ranks of this one. */
    Communicator intra(final int id, final int position, final int[] ranksInWorld, final String name) {
        return new Communicator(messages, packing, selector, contexts, id, position, ranksInWorld, hostSpace, name);
    }

    /** Makes an intercommunicator of this rank's group and another one; takes two ids. */
    Communicator inter(final int id, final int localId, final int[] remoteRanksInWorld, final String name) {
        final Communicator group = intra(localId, rank(), worldRanks, "local group of " + name);
        return new Communicator(messages, packing, selector, contexts, id, rank(), worldRanks, remoteRanksInWorld,
            group, hostSpace, name);
    }

    ContextIds contexts() {
        return contexts;
    }

    /** The communicator of this rank's group: this one itself, unless it is an intercommunicator. */
    Communicator local() {
        return local == null ? this : local;
    }

    /** The world rank of a rank that messages go to. */
    int peerInWorld(final int peer) {
        return collective.worldRank(peer);
    }

    /** Begins an operation on communicators that all members take part in; the tag of its messages. */
    int beginManagement() {
        collective.purpose(Purpose.COMMUNICATOR);
        return link.next();
    }

    /** Tells all members of this intracommunicator the numbers of one. */
    void tell(final int[] numbers, final int root) {
        begin(Purpose.COMMUNICATOR);
        collectives.bcast(numbers, 0, numbers.length, INTS, root);
    }

    /** Tells all members of this intracommunicator the numbers of each. */
    int[] tellAll(final int[] numbers) {
        final int[] all = new int[numbers.length * size()];
        begin(Purpose.COMMUNICATOR);
        collectives.allgather(numbers, 0, numbers.length, INTS, all, 0, numbers.length, INTS);
        return all;
    }

    /** Sends numbers in the context of collectives; the array stays as it is until the request is complete. */
    RequestEngine send(final int[] numbers, final int dest, final int tag) {
        collective.purpose(Purpose.COMMUNICATOR);
        return sender.isend(collective, SendMode.STANDARD, true, numbers, 0, bytes(numbers), 0, null, dest, tag);
    }

    /** Receives numbers in the context of collectives. */
    RequestEngine receive(final int[] numbers, final int source, final int tag) {
        collective.purpose(Purpose.COMMUNICATOR);
        return receiver.irecv(collective, numbers, 0, bytes(numbers), null, source, tag);
    }

    /** Exchanges numbers with a peer in the context of collectives. */
    void exchange(final int[] mine, final int[] theirs, final int peer, final int tag) {
        final Completion completion = new Completion();
        collective.purpose(Purpose.COMMUNICATOR);
        exchange.sendrecv(collective, mine, 0, bytes(mine), peer, tag, theirs, 0, bytes(theirs), peer, tag, true,
            completion);
        if (completion.error != null) {
            throw completion.error;
        }
    }

    private static long bytes(final int[] numbers) {
        return (long) numbers.length * Integer.BYTES;
    }

    /** What an operation on this communicator is, for error texts. */
    String describe(final String operation) {
        return Faults.on(operation, name(), rank(), size());
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
    public void disconnect() {
        messages.agenda().await(new Quiet());
        free();
    }

    /** That no operation of this communicator is under way at this rank. */
    private final class Quiet implements Condition {
        @Override
        public boolean isMet() {
            return !scheduled.areUnderWay() && !messages.hasPending(contextId);
        }

        @Override
        public RankState.Operation describe(final long blockedNanos) {
            return new RankState.Operation("disconnect", name(), RankState.NO_PEER, -1, 0, blockedNanos);
        }
    }

    /** {@inheritDoc} Does not fail if a member is dead. */
    @Override
    public void free() {
        new Farewell(this).say(ContextIds.giver(contextId), hostTier.isPossible() ? neighbours() : new int[0]);
        hostTier.release();
        contexts.give(contextId);
        if (local != null) {
            contexts.give(local.contextId);
        }
    }
}
