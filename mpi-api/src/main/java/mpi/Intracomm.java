package mpi;

import java.nio.Buffer;
import java.util.Arrays;
import mpi.spi.CommEngine;
import mpi.spi.Faults;

/**
 * A communicator of one group (MPI 4.1, chapter 7).
 */
public non-sealed class Intracomm extends IntracommDialect {
    Intracomm(final String absentName) {
        super(absentName);
    }

    /** A communicator of some ranks of this one. */
    private Intracomm part(final CommEngine commEngine) {
        final Intracomm part = new Intracomm("a communicator");
        adopt(part, commEngine);
        return part;
    }

    @Override
    Intracomm sibling() {
        return new Intracomm("a communicator");
    }

    @Override
    public Intracomm dup() {
        return (Intracomm) super.dup();
    }

    @Override
    public Intracomm dupWithInfo(final Info info) {
        return (Intracomm) super.dupWithInfo(info);
    }

    @Override
    public Intracomm iDup() {
        return (Intracomm) super.iDup();
    }

    @Override
    public Intracomm clone() {
        return dup();
    }

    /**
     * Makes a communicator of some ranks of this one (MPI 4.1, section 7.4.2). Called by all ranks of this
     * communicator, with the same group.
     *
     * @param group the group
     * @return the new communicator; a null object, see {@link #isNull()}, at ranks outside the group
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_GROUP} if the group is null or
     *     not part of this communicator's
     */
    public final Intracomm create(final Group group) {
        return create(Dialect.LOWER_CASE, group);
    }

    final Intracomm create(final Dialect dialect, final Group group) {
        final CommEngine present = engine("comm_create");
        final int[] ranks = ranksOf("comm_create", group);
        try {
            return partOrNone(present.create(ranks), group);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /**
     * Makes a communicator of some ranks of this one, which alone call it, with the same group (MPI 4.1, section
     * 7.4.2). Several threads may do so at once with different tags.
     *
     * @param group the group
     * @param tag tells calls at the same time apart
     * @return the new communicator; a null object, see {@link #isNull()}, if this rank is not in the group
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_GROUP} if the group is null or
     *     not part of this communicator's, {@link MPI#ERR_TAG}
     */
    public final Intracomm createGroup(final Group group, final int tag) {
        final CommEngine present = engine("comm_create_group");
        final int[] ranks = ranksOf("comm_create_group", group);
        if (tag < 0) {
            throw Faults.badTag(describe("comm_create_group"), tag, "");
        }
        try {
            return partOrNone(present.createGroup(ranks, tag), group);
        } catch (final MPIException e) {
            throw failed(Dialect.LOWER_CASE, e);
        }
    }

    private Intracomm partOrNone(final CommEngine created, final Group group) {
        return created == null ? none("a communicator", "this rank is not in its group", group) : part(created);
    }

    private int[] ranksOf(final String operation, final Group group) {
        if (group == null || group.isNull()) {
            throw Faults.fault(MPI.ERR_GROUP, describe(operation), "the group is null or was freed");
        }
        final int[] ranks = group.ranksIn(engine(operation).worldRanks());
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] == MPI.UNDEFINED) {
                throw Faults.fault(MPI.ERR_GROUP, describe(operation),
                    "rank " + i + " of the group is not in the communicator");
            }
        }
        return ranks;
    }

    /**
     * Splits the communicator: ranks with the same color come together, ordered by key (MPI 4.1, section 7.4.2).
     * Collective.
     *
     * @param color 0 or more; ranks with the same color come together. {@link MPI#UNDEFINED} for none
     * @param key order within the new communicator; equal keys are ordered by rank
     * @return the new communicator; a null object, see {@link #isNull()}, if {@code color} is {@link MPI#UNDEFINED}
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if the color is negative
     *     but not {@link MPI#UNDEFINED}
     */
    public final Intracomm split(final int color, final int key) {
        final Intracomm part = split(Dialect.LOWER_CASE, color, key);
        return part != null ? part : none("a communicator", "the color in the split was MPI.UNDEFINED", null);
    }

    /** Splits; {@code null} if this rank is in no part. */
    final Intracomm split(final Dialect dialect, final int color, final int key) {
        final CommEngine present = engine("comm_split");
        if (color < MPI.UNDEFINED) {
            throw Faults.fault(MPI.ERR_ARG, describe("comm_split"),
                "the color is " + color + ", it must be 0 or more, or MPI.UNDEFINED");
        }
        try {
            final CommEngine part = present.split(color, key);
            return part == null ? null : part(part);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /**
     * Combines the items of the ranks up to this one, each at its own rank, in their order
     * (MPI 4.1, section 6.11.1).
     * Collective; blocks until the buffers may be used.
     *
     * @param sendbuf the items of this rank; {@code null} at all ranks if they are in {@code recvbuf}
     * @param recvbuf the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER},
     *     {@link MPI#ERR_OP} if the operation is freed or not defined on the type; {@link MPI#ERR_PROC_FAILED}
     */
    public final void scan(
        final Object sendbuf, final Object recvbuf, final int count, final Datatype type, final Op op) {
        CollectiveCalls.scan(this, Dialect.LOWER_CASE, sendbuf, 0, recvbuf, 0, count, type, op);
    }

    /**
     * Combines the items of the ranks up to this one, in place (MPI 4.1, section 6.11.1). Collective;
     * blocks until the buffer may be used.
     *
     * @param buf the items of this rank, replaced by the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException as the full form
     */
    public final void scan(final Object buf, final int count, final Datatype type, final Op op) {
        CollectiveCalls.scan(this, Dialect.LOWER_CASE, null, 0, buf, 0, count, type, op);
    }

    /**
     * Combines the items of the ranks below this one (MPI 4.1, section 6.11.2), in the order of ranks.
     * Collective; blocks until the buffers may be used. Rank 0 receives nothing.
     *
     * @param sendbuf the items of this rank; {@code null} at all ranks if they are in {@code recvbuf}
     * @param recvbuf the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException {@link MPI#ERR_COMM}, {@link MPI#ERR_TYPE}, {@link MPI#ERR_COUNT}, {@link MPI#ERR_BUFFER},
     *     {@link MPI#ERR_OP} if the operation is freed or not defined on the type; {@link MPI#ERR_PROC_FAILED}
     */
    public final void exScan(
        final Object sendbuf, final Object recvbuf, final int count, final Datatype type, final Op op) {
        CollectiveCalls.exscan(this, Dialect.LOWER_CASE, sendbuf, 0, recvbuf, 0, count, type, op);
    }

    /**
     * Combines the items of the ranks below this one, in place (MPI 4.1, section 6.11.2). Collective;
     * blocks until the buffer may be used. Rank 0 receives nothing.
     *
     * @param buf the items of this rank, replaced by the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @throws MPIException as the full form
     */
    public final void exScan(final Object buf, final int count, final Datatype type, final Op op) {
        CollectiveCalls.exscan(this, Dialect.LOWER_CASE, null, 0, buf, 0, count, type, op);
    }

    /**
     * Starts to combine the items of the ranks up to this one (MPI 4.1, section 6.12.11), as {@link
     * Intracomm#scan(Object, Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be
     * touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public final Request iScan(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(this, "iscan");
        return args.start(args.scan(sendbuf, 0, recvbuf, 0, count, type, op));
    }

    /**
     * As {@link #iScan(Object, Object, int, Datatype, Op)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public final Request iScan(
        final Buffer sendbuf,
        final Buffer recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        return iScan((Object) sendbuf, (Object) recvbuf, count, type, op);
    }

    /**
     * Starts to combine the items of the ranks up to this one, in place (MPI 4.1, section 6.12.11), as {@link
     * Intracomm#scan(Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be touched
     * until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public final Request iScan(final Object buf, final int count, final Datatype type, final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(this, "iscan");
        return args.start(args.scan(null, 0, buf, 0, count, type, op));
    }

    /**
     * As {@link #iScan(Object, int, Datatype, Op)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public final Request iScan(final Buffer buf, final int count, final Datatype type, final Op op) {
        return iScan((Object) buf, count, type, op);
    }

    /**
     * Starts to combine the items of the ranks below this one (MPI 4.1, section 6.12.12), as {@link
     * Intracomm#exScan(Object, Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be
     * touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public final Request iExScan(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(this, "iexscan");
        return args.start(args.exscan(sendbuf, 0, recvbuf, 0, count, type, op));
    }

    /**
     * As {@link #iExScan(Object, Object, int, Datatype, Op)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public final Request iExScan(
        final Buffer sendbuf,
        final Buffer recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        return iExScan((Object) sendbuf, (Object) recvbuf, count, type, op);
    }

    /**
     * Starts to combine the items of the ranks below this one, in place (MPI 4.1, section 6.12.12), as {@link
     * Intracomm#exScan(Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be touched
     * until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public final Request iExScan(final Object buf, final int count, final Datatype type, final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(this, "iexscan");
        return args.start(args.exscan(null, 0, buf, 0, count, type, op));
    }

    /**
     * As {@link #iExScan(Object, int, Datatype, Op)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public final Request iExScan(final Buffer buf, final int count, final Datatype type, final Op op) {
        return iExScan((Object) buf, count, type, op);
    }

    /**
     * Prepares to combine the items of the ranks up to this one (MPI 4.1, section 6.13.11), as {@link
     * Intracomm#scan(Object, Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be
     * touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public final Prequest scanInit(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(this, "scan_init");
        return args.init(args.scan(sendbuf, 0, recvbuf, 0, count, type, op));
    }

    /**
     * Prepares to combine the items of the ranks up to this one, in place (MPI 4.1, section 6.13.11), as {@link
     * Intracomm#scan(Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be touched while
     * the request is active.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public final Prequest scanInit(final Object buf, final int count, final Datatype type, final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(this, "scan_init");
        return args.init(args.scan(null, 0, buf, 0, count, type, op));
    }

    /**
     * Prepares to combine the items of the ranks below this one (MPI 4.1, section 6.13.12), as {@link
     * Intracomm#exScan(Object, Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be
     * touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public final Prequest exScanInit(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(this, "exscan_init");
        return args.init(args.exscan(sendbuf, 0, recvbuf, 0, count, type, op));
    }

    /**
     * Prepares to combine the items of the ranks below this one, in place (MPI 4.1, section 6.13.12), as {@link
     * Intracomm#exScan(Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be touched
     * while the request is active.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public final Prequest exScanInit(final Object buf, final int count, final Datatype type, final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(this, "exscan_init");
        return args.init(args.exscan(null, 0, buf, 0, count, type, op));
    }

    /**
     * Splits the communicator by what its ranks have in common (MPI 4.1, section 7.4.2). Collective.
     *
     * @param splitType {@link Comm#TYPE_SHARED} for ranks that can share memory, which are those of one host, or
     *     {@link MPI#UNDEFINED} for none
     * @param key order within the new communicator; equal keys are ordered by rank
     * @param info hints, or {@link MPI#INFO_NULL}
     * @return the new communicator; a null object, see {@link #isNull()}, if the type is {@link MPI#UNDEFINED}
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if there is no such type,
     *     {@link MPI#ERR_INFO} on a null info
     */
    public final Intracomm splitType(final int splitType, final int key, final Info info) {
        final CommEngine present = engine("comm_split_type");
        if (splitType != TYPE_SHARED && splitType != MPI.UNDEFINED) {
            throw Faults.fault(MPI.ERR_ARG, describe("comm_split_type"),
                "the type is " + splitType + ", it must be Comm.TYPE_SHARED or MPI.UNDEFINED");
        }
        Info.hints(describe("comm_split_type"), info);
        try {
            if (splitType == TYPE_SHARED) {
                return part(present.splitShared(key));
            }
            present.split(MPI.UNDEFINED, key);
            return none("a communicator", "the type in the split was MPI.UNDEFINED", null);
        } catch (final MPIException e) {
            throw failed(Dialect.LOWER_CASE, e);
        }
    }

    // Topologies (MPI 4.1, chapter 8)

    /**
     * Makes a communicator whose ranks are a grid in row-major order (MPI 4.1, section 8.5.1). Collective.
     *
     * @param dims number of ranks of each dimension
     * @param periods whether each dimension is periodic
     * @param reorder whether ranks may be numbered anew, which they are not
     * @return the new communicator; a null object, see {@link #isNull()}, at ranks beyond the grid
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if an array is null or they
     *     differ in length, {@link MPI#ERR_DIMS} if a dimension is not positive or there are too few ranks
     */
    public final CartComm createCart(final int[] dims, final boolean[] periods, final boolean reorder) {
        final Cartcomm cart = createCart(Dialect.LOWER_CASE, dims, periods);
        if (cart != null) {
            return cart;
        }
        final Cartcomm none = new Cartcomm(null);
        none.setAbsent("this rank is not in the grid", null);
        return none;
    }

    /** Makes a grid; {@code null} at ranks beyond it. */
    final Cartcomm createCart(final Dialect dialect, final int[] dims, final boolean[] periods) {
        final CommEngine present = engine("cart_create");
        final CartTopology topology = CartTopology.of(describe("cart_create"), dims, periods, size);
        final CommEngine first = first(dialect, present, topology.nodes());
        return first == null ? null : bound(new Cartcomm(topology), first);
    }

    private CommEngine first(final Dialect dialect, final CommEngine present, final int count) {
        final int[] ranks = new int[count];
        Arrays.setAll(ranks, i -> i);
        try {
            return present.create(ranks);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    final <C extends Intracomm> C bound(final C child, final CommEngine commEngine) {
        adopt(child, commEngine);
        return child;
    }

    /**
     * Makes a communicator whose ranks are a graph that every rank gives as a whole (MPI 4.1, section 8.5.3).
     * Collective.
     *
     * @param index where the neighbours of each rank end in {@code edges}; as many as the graph has ranks
     * @param edges the neighbours of all ranks, one rank's after the other's
     * @param reorder whether ranks may be numbered anew, which they are not
     * @return the new communicator; a null object, see {@link #isNull()}, at ranks beyond the graph
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if an array is null,
     *     {@link MPI#ERR_TOPOLOGY} if they are not a graph of these ranks
     */
    public final GraphComm createGraph(final int[] index, final int[] edges, final boolean reorder) {
        final Graphcomm graph = createGraph(Dialect.LOWER_CASE, index, edges);
        if (graph != null) {
            return graph;
        }
        final Graphcomm none = new Graphcomm(null);
        none.setAbsent("this rank is not in the graph", null);
        return none;
    }

    /** Makes a graph; {@code null} at ranks beyond it. */
    final Graphcomm createGraph(final Dialect dialect, final int[] index, final int[] edges) {
        final CommEngine present = engine("graph_create");
        final GraphTopology topology = GraphTopology.of(describe("graph_create"), index, edges, size);
        final CommEngine first = first(dialect, present, index.length);
        return first == null ? null : bound(new Graphcomm(topology), first);
    }

    /**
     * Makes a communicator whose ranks are a graph, of which each rank gives the edges it has (MPI 4.1, section 8.5.4).
     * Collective.
     *
     * @param sources ranks with an edge to this rank
     * @param destinations ranks with an edge from this rank
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param reorder whether ranks may be numbered anew, which they are not
     * @return the new communicator
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if an array is null,
     *     {@link MPI#ERR_RANK}, {@link MPI#ERR_INFO} on a null info
     */
    public final GraphComm createDistGraphAdjacent(
        final int[] sources, final int[] destinations, final Info info, final boolean reorder) {
        return adjacent(sources, null, destinations, null, info, false);
    }

    /**
     * Makes a communicator whose ranks are a graph with weights, of which each rank gives the edges it has (MPI 4.1,
     * section 8.5.4). Collective.
     *
     * @param sources ranks with an edge to this rank
     * @param sourceWeights their weights, 0 or more
     * @param destinations ranks with an edge from this rank
     * @param destWeights their weights, 0 or more
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param reorder whether ranks may be numbered anew, which they are not
     * @return the new communicator
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if an array is null or too
     *     short or a weight negative, {@link MPI#ERR_RANK}, {@link MPI#ERR_INFO} on a null info
     */
    public final GraphComm createDistGraphAdjacent(
        final int[] sources,
        final int[] sourceWeights,
        final int[] destinations,
        final int[] destWeights,
        final Info info,
        final boolean reorder) {
        return adjacent(sources, sourceWeights, destinations, destWeights, info, true);
    }

    private Graphcomm adjacent(
        final int[] sources,
        final int[] sourceWeights,
        final int[] destinations,
        final int[] destinationWeights,
        final Info info,
        final boolean weighted) {
        final CommEngine present = engine("dist_graph_create_adjacent");
        final String where = describe("dist_graph_create_adjacent");
        Info.hints(where, info);
        final DistGraphTopology topology = DistGraphTopology.adjacent(where, sources, sourceWeights, destinations,
            destinationWeights, weighted, size);
        try {
            return bound(new Graphcomm(topology), present.dup());
        } catch (final MPIException e) {
            throw failed(Dialect.LOWER_CASE, e);
        }
    }

    /**
     * Makes a communicator whose ranks are a graph, of which each rank gives any edges (MPI 4.1, section 8.5.4).
     * Collective.
     *
     * @param sources ranks that edges come from
     * @param degrees for each of them the number of its edges here
     * @param destinations where the edges lead, one source's after the other's
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param reorder whether ranks may be numbered anew, which they are not
     * @return the new communicator
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if an array is null or too
     *     short or a degree negative, {@link MPI#ERR_RANK}, {@link MPI#ERR_INFO} on a null info
     */
    public final GraphComm createDistGraph(
        final int[] sources, final int[] degrees, final int[] destinations, final Info info, final boolean reorder) {
        return distributed(sources, degrees, destinations, null, info, false);
    }

    /**
     * Makes a communicator whose ranks are a graph with weights, of which each rank gives any edges (MPI 4.1, section
     * 8.5.4). Collective.
     *
     * @param sources ranks that edges come from
     * @param degrees for each of them the number of its edges here
     * @param destinations where the edges lead, one source's after the other's
     * @param weights the weights of the edges, 0 or more
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param reorder whether ranks may be numbered anew, which they are not
     * @return the new communicator
     * @throws MPIException as of the form without weights; {@link MPI#ERR_ARG} for the weights too
     */
    public final GraphComm createDistGraph(
        final int[] sources,
        final int[] degrees,
        final int[] destinations,
        final int[] weights,
        final Info info,
        final boolean reorder) {
        return distributed(sources, degrees, destinations, weights, info, true);
    }

    private Graphcomm distributed(
        final int[] sources,
        final int[] degrees,
        final int[] destinations,
        final int[] weights,
        final Info info,
        final boolean weighted) {
        final CommEngine present = engine("dist_graph_create");
        final String where = describe("dist_graph_create");
        Info.hints(where, info);
        final int[] edges =
            DistGraphTopology.edges(where, sources, degrees, destinations, weights, weighted, size);
        try {
            final DistGraphTopology topology = DistGraphTopology.gather(present, edges, weighted);
            return bound(new Graphcomm(topology), present.dup());
        } catch (final MPIException e) {
            throw failed(Dialect.LOWER_CASE, e);
        }
    }

    // Dynamic processes (MPI 4.1, chapter 11): not there yet

    /**
     * The operation accept of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param port name of the port
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param root rank that the arguments matter at
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public final Intercomm accept(final String port, final Info info, final int root) {
        throw Unsupported.process("Intracomm.accept");
    }

    /**
     * The operation accept of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param port name of the port
     * @param root rank that the arguments matter at
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public final Intercomm accept(final String port, final int root) {
        throw Unsupported.process("Intracomm.accept");
    }

    /**
     * The operation close port of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param port name of the port
     * @throws UnsupportedOperationException always
     */
    public static void closePort(final String port) {
        throw Unsupported.process("Intracomm.closePort");
    }

    /**
     * The operation connect of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param port name of the port
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param root rank that the arguments matter at
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public final Intercomm connect(final String port, final Info info, final int root) {
        throw Unsupported.process("Intracomm.connect");
    }

    /**
     * The operation connect of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param port name of the port
     * @param root rank that the arguments matter at
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public final Intercomm connect(final String port, final int root) {
        throw Unsupported.process("Intracomm.connect");
    }

    /**
     * The operation lookup name of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param service name of the service
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public static String lookupName(final String service) {
        throw Unsupported.process("Intracomm.lookupName");
    }

    /**
     * The operation lookup name of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param service name of the service
     * @param info hints, or {@link MPI#INFO_NULL}
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public static String lookupName(final String service, final Info info) {
        throw Unsupported.process("Intracomm.lookupName");
    }

    /**
     * The operation open port of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public static String openPort() {
        throw Unsupported.process("Intracomm.openPort");
    }

    /**
     * The operation open port of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param info hints, or {@link MPI#INFO_NULL}
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public static String openPort(final Info info) {
        throw Unsupported.process("Intracomm.openPort");
    }

    /**
     * The operation publish name of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param service name of the service
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param port name of the port
     * @throws UnsupportedOperationException always
     */
    public static void publishName(final String service, final Info info, final String port) {
        throw Unsupported.process("Intracomm.publishName");
    }

    /**
     * The operation publish name of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param service name of the service
     * @param port name of the port
     * @throws UnsupportedOperationException always
     */
    public static void publishName(final String service, final String port) {
        throw Unsupported.process("Intracomm.publishName");
    }

    /**
     * The operation spawn of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param command the program
     * @param argv its arguments
     * @param maxprocs number of processes
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param root rank that the arguments matter at
     * @param errcodes an error code a process
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public final Intercomm spawn(final String command, final String[] argv, final int maxprocs, final Info info,
        final int root, final int[] errcodes) {
        throw Unsupported.process("Intracomm.spawn");
    }

    /**
     * The operation spawn multiple of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param commands the programs
     * @param argvs their arguments
     * @param maxprocsEach number of processes of each
     * @param infos hints of each
     * @param root rank that the arguments matter at
     * @param errcodes an error code a process
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    public final Intercomm spawnMultiple(final String[] commands, final String[][] argvs, final int[] maxprocsEach,
        final Info[] infos, final int root, final int[] errcodes) {
        throw Unsupported.process("Intracomm.spawnMultiple");
    }

    /**
     * The operation unpublish name of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param service name of the service
     * @param info hints, or {@link MPI#INFO_NULL}
     * @param port name of the port
     * @throws UnsupportedOperationException always
     */
    public static void unpublishName(final String service, final Info info, final String port) {
        throw Unsupported.process("Intracomm.unpublishName");
    }

    /**
     * The operation unpublish name of the standard (MPI 4.1, chapter 11); always throws.
     *
     * @param service name of the service
     * @param port name of the port
     * @throws UnsupportedOperationException always
     */
    public static void unpublishName(final String service, final String port) {
        throw Unsupported.process("Intracomm.unpublishName");
    }

    /** Makes a null object. */
    static Intracomm none(final String name, final String absence, final Group group) {
        final Intracomm none = new Intracomm(name);
        none.setAbsent(absence, group);
        return none;
    }
}
