package mpi;

import java.nio.Buffer;
import mpi.CollectiveArguments.Items;
import mpi.CollectiveArguments.Pieces;

/**
 * The collective operations of {@link Comm} that are prepared once and started many times (MPI 4.1, sections 6.13 and
 * 8.8), each with the arguments and forms of the one that does not block: counts are in items of the datatype,
 * displacements in its extents. A buffer may be an array, a {@link Buffer} or a {@link
 * java.lang.foreign.MemorySegment};
 * null for a send buffer (in scatter: receive buffer) means in place, as in the blocking forms. Arrays of counts and
 * displacements are copied.
 *
 * <p>Arguments are checked here, once; what is wrong with them is told by an {@link MPIException} as by the blocking
 * operation. The request is inactive until {@link Prequest#start()} or {@link Prequest#startAll(Prequest[])}, uses what
 * the buffers hold by then, and is inactive again once it is complete. It should be freed when it is not needed any
 * more. All ranks prepare the collective operations of a communicator in the same order, among those that they call
 * otherwise, and each starts every one as often as the others do; any number may be active. They match no operation
 * that is blocking or not persistent, and go on whenever this rank is in an operation of MPI.
 */
abstract sealed class PersistentCollectives extends NonBlockingCollectives permits Comm {
    private Comm comm() {
        return (Comm) this;
    }

    /**
     * Prepares a barrier, which is complete once all ranks have started theirs (MPI 4.1, section 6.13.1). Collective;
     * does not block.
     *
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest barrierInit() {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "barrier_init");
        return args.init(args.barrier());
    }

    /**
     * Prepares a broadcast from the root (MPI 4.1, section 6.13.2), as {@link Comm#bcast(Object, int, Datatype, int)}
     * does. Collective; does not block. The buffers may not be touched while the request is active.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest bcastInit(final Object buf, final int count, final Datatype type, final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "bcast_init");
        return args.init(args.bcast(new Items(buf, 0, count, type), root));
    }

    /**
     * Prepares to gather a block of equal size from each rank at the root (MPI 4.1, section 6.13.3), as {@link
     * Comm#gather(Object, int, Datatype, Object, int, Datatype, int)} does. Collective; does not block. The buffers may
     * not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest gatherInit(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "gather_init");
        return args.init(args.gather(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0, recvcount,
            recvtype), root));
    }

    /**
     * Prepares to gather a block of equal size from each rank at the root, where the root's block is in place (MPI 4.1,
     * section 6.13.3), as {@link Comm#gather(Object, int, Datatype, int)} does. Collective; does not block. The buffers
     * may not be touched while the request is active.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest gatherInit(final Object buf, final int count, final Datatype type, final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "gather_init");
        if (comm().isRoot(root)) {
            return args.init(args.gather(new Items(null, 0, 0, type), new Items(buf, 0, count, type), root));
        }
        return args.init(args.gather(new Items(buf, 0, count, type), new Items(null, 0, 0, null), root));
    }

    /**
     * Prepares to gather a block of any size from each rank at the root (MPI 4.1, section 6.13.3), as {@link
     * Comm#gatherv(Object, int, Datatype, Object, int[], int[], Datatype, int)} does. Collective; does not block. The
     * buffers may not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest gathervInit(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "gatherv_init");
        return args.init(args.gatherv(new Items(sendbuf, 0, sendcount, sendtype), Pieces.of(recvbuf, 0, recvcounts,
            displs, recvtype), root));
    }

    /**
     * Prepares to gather a block of any size from each rank: the root's part, whose block is in place (MPI 4.1, section
     * 6.13.3), as {@link Comm#gatherv(Object, int[], int[], Datatype, int)} does. Collective; does not block. The
     * buffers may not be touched while the request is active.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest gathervInit(
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype,
        final int root) {
        comm().checkRole("gatherv_init", root, true, "the blocks' counts and displacements");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "gatherv_init");
        return args.init(args.gatherv(new Items(null, 0, 0, recvtype), Pieces.of(recvbuf, 0, recvcounts, displs,
            recvtype), root));
    }

    /**
     * Prepares to gather a block of any size from each rank: the part of a rank that is not the root (MPI 4.1, section
     * 6.13.3), as {@link Comm#gatherv(Object, int, Datatype, int)} does. Collective; does not block. The buffers may
     * not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest gathervInit(final Object sendbuf, final int sendcount, final Datatype sendtype, final int root) {
        comm().checkRole("gatherv_init", root, false, "no counts and displacements");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "gatherv_init");
        return args.init(args.gatherv(new Items(sendbuf, 0, sendcount, sendtype), Pieces.of(null, 0, null, null,
            null), root));
    }

    /**
     * Prepares to scatter blocks of equal size from the root (MPI 4.1, section 6.13.4), as {@link Comm#scatter(Object,
     * int, Datatype, Object, int, Datatype, int)} does. Collective; does not block. The buffers may not be touched
     * while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest scatterInit(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "scatter_init");
        return args.init(args.scatter(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0, recvcount,
            recvtype), root));
    }

    /**
     * Prepares to scatter blocks of equal size from the root, whose own block stays where it is (MPI 4.1, section
     * 6.13.4), as {@link Comm#scatter(Object, int, Datatype, int)} does. Collective; does not block. The buffers may
     * not be touched while the request is active.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest scatterInit(final Object buf, final int count, final Datatype type, final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "scatter_init");
        if (comm().isRoot(root)) {
            return args.init(args.scatter(new Items(buf, 0, count, type), new Items(null, 0, 0, type), root));
        }
        return args.init(args.scatter(new Items(null, 0, 0, null), new Items(buf, 0, count, type), root));
    }

    /**
     * Prepares to scatter blocks of any size from the root (MPI 4.1, section 6.13.4), as {@link Comm#scatterv(Object,
     * int[], int[], Datatype, Object, int, Datatype, int)} does. Collective; does not block. The buffers may not be
     * touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest scattervInit(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] displs,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "scatterv_init");
        return args.init(args.scatterv(Pieces.of(sendbuf, 0, sendcounts, displs, sendtype), new Items(recvbuf, 0,
            recvcount, recvtype), root));
    }

    /**
     * Prepares to scatter blocks of any size: the root's part, whose own block stays where it is (MPI 4.1, section
     * 6.13.4), as {@link Comm#scatterv(Object, int[], int[], Datatype, int)} does. Collective; does not block. The
     * buffers may not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param sendtype datatype of an item sent
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest scattervInit(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] displs,
        final Datatype sendtype,
        final int root) {
        comm().checkRole("scatterv_init", root, true, "the blocks' counts and displacements");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "scatterv_init");
        return args.init(args.scatterv(Pieces.of(sendbuf, 0, sendcounts, displs, sendtype), new Items(null, 0, 0,
            sendtype), root));
    }

    /**
     * Prepares to scatter blocks of any size: the part of a rank that is not the root (MPI 4.1, section 6.13.4), as
     * {@link Comm#scatterv(Object, int, Datatype, int)} does. Collective; does not block. The buffers may not be
     * touched while the request is active.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest scattervInit(final Object recvbuf, final int recvcount, final Datatype recvtype, final int root) {
        comm().checkRole("scatterv_init", root, false, "no counts and displacements");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "scatterv_init");
        return args.init(args.scatterv(Pieces.of(null, 0, null, null, null), new Items(recvbuf, 0, recvcount,
            recvtype), root));
    }

    /**
     * Prepares to gather a block of equal size from each rank at all ranks (MPI 4.1, section 6.13.5), as {@link
     * Comm#allGather(Object, int, Datatype, Object, int, Datatype)} does. Collective; does not block. The buffers may
     * not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest allGatherInit(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "allgather_init");
        return args.init(args.allgather(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0,
            recvcount, recvtype)));
    }

    /**
     * Prepares to gather a block of equal size from each rank at all ranks, in place (MPI 4.1, section 6.13.5), as
     * {@link Comm#allGather(Object, int, Datatype)} does. Collective; does not block. The buffers may not be touched
     * while the request is active.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest allGatherInit(final Object buf, final int count, final Datatype type) {
        CollectiveArguments.requireOneGroup(comm(), "allgather_init");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "allgather_init");
        return args.init(args.allgather(new Items(null, 0, 0, type), new Items(buf, 0, count, type)));
    }

    /**
     * Prepares to gather a block of any size from each rank at all ranks (MPI 4.1, section 6.13.5), as {@link
     * Comm#allGatherv(Object, int, Datatype, Object, int[], int[], Datatype)} does. Collective; does not block. The
     * buffers may not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest allGathervInit(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "allgatherv_init");
        return args.init(args.allgatherv(new Items(sendbuf, 0, sendcount, sendtype), Pieces.of(recvbuf, 0,
            recvcounts, displs, recvtype)));
    }

    /**
     * Prepares to gather a block of any size from each rank at all ranks, in place (MPI 4.1, section 6.13.5), as {@link
     * Comm#allGatherv(Object, int[], int[], Datatype)} does. Collective; does not block. The buffers may not be touched
     * while the request is active.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest allGathervInit(
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        CollectiveArguments.requireOneGroup(comm(), "allgatherv_init");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "allgatherv_init");
        return args.init(args.allgatherv(new Items(null, 0, 0, recvtype), Pieces.of(recvbuf, 0, recvcounts, displs,
            recvtype)));
    }

    /**
     * Prepares to send a block of equal size from each rank to each rank (MPI 4.1, section 6.13.6), as {@link
     * Comm#allToAll(Object, int, Datatype, Object, int, Datatype)} does. Collective; does not block. The buffers may
     * not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest allToAllInit(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "alltoall_init");
        return args.init(args.alltoall(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0, recvcount,
            recvtype)));
    }

    /**
     * Prepares to send a block of any size from each rank to each rank (MPI 4.1, section 6.13.6), as {@link
     * Comm#allToAllv(Object, int[], int[], Datatype, Object, int[], int[], Datatype)} does. Collective; does not block.
     * The buffers may not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where each block starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where each block goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest allToAllvInit(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "alltoallv_init");
        return args.init(args.alltoallv(Pieces.of(sendbuf, 0, sendcounts, sdispls, sendtype), Pieces.of(recvbuf, 0,
            recvcounts, rdispls, recvtype)));
    }

    /**
     * Prepares to send a block of any size and type from each rank to each rank (MPI 4.1, section 6.13.6), as {@link
     * Comm#allToAllw(Object, int[], int[], Datatype[], Object, int[], int[], Datatype[])} does. Collective; does not
     * block. The buffers may not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where each block starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtypes datatype of the items sent to each rank, indexed by rank
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where each block goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtypes datatype of the items received from each rank, indexed by rank
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest allToAllwInit(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype[] sendtypes,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype[] recvtypes) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "alltoallw_init");
        return args.init(args.alltoallw(Pieces.typed(sendbuf, sendcounts, sdispls, sendtypes),
            Pieces.typed(recvbuf, recvcounts, rdispls, recvtypes)));
    }

    /**
     * Prepares to combine the items of all ranks at the root (MPI 4.1, section 6.13.7), as {@link Comm#reduce(Object,
     * Object, int, Datatype, Op, int)} does. Collective; does not block. The buffers may not be touched while the
     * request is active.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest reduceInit(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op,
        final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "reduce_init");
        return args.init(args.reduce(sendbuf, 0, recvbuf, 0, count, type, op,
            root));
    }

    /**
     * Prepares to combine the items of all ranks at the root, whose items are replaced by the result (MPI 4.1, section
     * 6.13.7), as {@link Comm#reduce(Object, int, Datatype, Op, int)} does. Collective; does not block. The buffers may
     * not be touched while the request is active.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @param root rank of the root
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest reduceInit(final Object buf, final int count, final Datatype type, final Op op, final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "reduce_init");
        if (comm().isRoot(root)) {
            return args.init(args.reduce(null, 0, buf, 0, count, type, op, root));
        }
        return args.init(args.reduce(buf, 0, null, 0, count, type, op, root));
    }

    /**
     * Prepares to combine the items of all ranks at all ranks (MPI 4.1, section 6.13.8), as {@link
     * Comm#allReduce(Object, Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be
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
    public Prequest allReduceInit(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "allreduce_init");
        return args.init(args.allreduce(sendbuf, 0, recvbuf, 0, count, type, op));
    }

    /**
     * Prepares to combine the items of all ranks at all ranks, in place (MPI 4.1, section 6.13.8), as {@link
     * Comm#allReduce(Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be touched while
     * the request is active.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest allReduceInit(final Object buf, final int count, final Datatype type, final Op op) {
        CollectiveArguments.requireOneGroup(comm(), "allreduce_init");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "allreduce_init");
        return args.init(args.allreduce(null, 0, buf, 0, count, type, op));
    }

    /**
     * Prepares to combine the items of all ranks, of which each rank gets a block (MPI 4.1, section 6.13.10), as {@link
     * Comm#reduceScatter(Object, Object, int[], Datatype, Op)} does. Collective; does not block. The buffers may not be
     * touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest reduceScatterInit(
        final Object sendbuf,
        final Object recvbuf,
        final int[] recvcounts,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "reduce_scatter_init");
        return args.init(args.reduceScatter(sendbuf, 0, recvbuf, 0, recvcounts, type, op));
    }

    /**
     * Prepares to combine the items of all ranks, of which each rank gets a block, in place (MPI 4.1, section 6.13.10),
     * as {@link Comm#reduceScatter(Object, int[], Datatype, Op)} does. Collective; does not block. The buffers may not
     * be touched while the request is active.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest reduceScatterInit(final Object buf, final int[] recvcounts, final Datatype type, final Op op) {
        CollectiveArguments.requireOneGroup(comm(), "reduce_scatter_init");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "reduce_scatter_init");
        return args.init(args.reduceScatter(null, 0, buf, 0, recvcounts, type, op));
    }

    /**
     * Prepares to combine the items of all ranks, of which each rank gets a block of equal size (MPI 4.1, section
     * 6.13.9), as {@link Comm#reduceScatterBlock(Object, Object, int, Datatype, Op)} does. Collective; does not block.
     * The buffers may not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest reduceScatterBlockInit(
        final Object sendbuf,
        final Object recvbuf,
        final int recvcount,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "reduce_scatter_block_init");
        return args.init(args.reduceScatterBlock(sendbuf, recvbuf, recvcount, type, op));
    }

    /**
     * Prepares to combine the items of all ranks, of which each rank gets a block of equal size, in place (MPI 4.1,
     * section 6.13.9), as {@link Comm#reduceScatterBlock(Object, int, Datatype, Op)} does. Collective; does not block.
     * The buffers may not be touched while the request is active.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest reduceScatterBlockInit(final Object buf, final int count, final Datatype type, final Op op) {
        CollectiveArguments.requireOneGroup(comm(), "reduce_scatter_block_init");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "reduce_scatter_block_init");
        return args.init(args.reduceScatterBlock(null, buf, count, type, op));
    }

    /**
     * Prepares to gather a block of equal size from each neighbour (MPI 4.1, section 8.8.1), as {@link
     * Comm#neighborAllGather(Object, int, Datatype, Object, int, Datatype)} does. Collective; does not block. The
     * buffers may not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest neighborAllGatherInit(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "neighbor_allgather_init");
        return args.init(args.neighborAllgather(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0,
            recvcount, recvtype)));
    }

    /**
     * Prepares to gather a block of any size from each neighbour (MPI 4.1, section 8.8.1), as {@link
     * Comm#neighborAllGatherv(Object, int, Datatype, Object, int[], int[], Datatype)} does. Collective; does not block.
     * The buffers may not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest neighborAllGathervInit(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "neighbor_allgatherv_init");
        return args.init(args.neighborAllgatherv(new Items(sendbuf, 0, sendcount, sendtype), Pieces.of(recvbuf, 0,
            recvcounts, displs, recvtype)));
    }

    /**
     * Prepares to send a block of equal size to each neighbour (MPI 4.1, section 8.8.2), as {@link
     * Comm#neighborAllToAll(Object, int, Datatype, Object, int, Datatype)} does. Collective; does not block. The
     * buffers may not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest neighborAllToAllInit(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "neighbor_alltoall_init");
        return args.init(args.neighborAlltoall(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0,
            recvcount, recvtype)));
    }

    /**
     * Prepares to send a block of any size to each neighbour (MPI 4.1, section 8.8.2), as {@link
     * Comm#neighborAllToAllv(Object, int[], int[], Datatype, Object, int[], int[], Datatype)} does. Collective; does
     * not block. The buffers may not be touched while the request is active.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where each block starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where each block goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @return an inactive request
     * @throws MPIException as the blocking operation
     */
    public Prequest neighborAllToAllvInit(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "neighbor_alltoallv_init");
        return args.init(args.neighborAlltoallv(Pieces.of(sendbuf, 0, sendcounts, sdispls, sendtype),
            Pieces.of(recvbuf, 0, recvcounts, rdispls, recvtype)));
    }
}
