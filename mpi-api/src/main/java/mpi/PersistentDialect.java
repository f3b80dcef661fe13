package mpi;

import mpi.CollectiveArguments.Items;
import mpi.CollectiveArguments.Pieces;

/**
 * mpiJava's spelling of the {@linkplain PersistentCollectives persistent collective operations}, of those that it has
 * in the blocking form. Offsets, array classes and errors are as in the other capitalised operations.
 */
abstract sealed class PersistentDialect extends Comm permits IntracommDialect {
    PersistentDialect(final String name) {
        super(name);
    }

    private CollectiveArguments arguments(final String operation) {
        return CollectiveArguments.of(this, Dialect.CAPITALISED, operation);
    }

    /**
     * mpiJava spelling of {@link Comm#barrierInit()}.
     *
     * @return an inactive request
     */
    public Prequest Barrier_init() {
        final CollectiveArguments args = arguments("barrier_init");
        return args.init(args.barrier());
    }

    /**
     * mpiJava spelling of {@link Comm#bcastInit(Object, int, Datatype, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @return an inactive request
     */
    public Prequest Bcast_init(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int root) {
        final CollectiveArguments args = arguments("bcast_init");
        return args.init(args.bcast(new Items(buf, offset, count, type), root));
    }

    /**
     * mpiJava spelling of {@link Comm#gatherInit(Object, int, Datatype, Object, int, Datatype, int)}. Ranks other than
     * the root may pass null for what matters at the root only.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcount number of items received from one rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return an inactive request
     */
    public Prequest Gather_init(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = arguments("gather_init");
        return args.init(args.gather(new Items(sendbuf, sendoffset, sendcount, sendtype),
            new Items(recvbuf, recvoffset, recvcount, recvtype), root));
    }

    /**
     * mpiJava spelling of {@link Comm#gathervInit(Object, int, Datatype, Object, int[], int[], Datatype, int)}. Ranks
     * other than the root may pass null for what matters at the root only.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type from the start of the buffer
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return an inactive request
     */
    public Prequest Gatherv_init(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = arguments("gatherv_init");
        return args.init(args.gatherv(new Items(sendbuf, sendoffset, sendcount, sendtype),
            Pieces.of(recvbuf, recvoffset, recvcounts, displs, recvtype), root));
    }

    /**
     * mpiJava spelling of {@link Comm#scatterInit(Object, int, Datatype, Object, int, Datatype, int)}. Ranks other than
     * the root may pass null for what matters at the root only.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcount number of items received from one rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return an inactive request
     */
    public Prequest Scatter_init(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = arguments("scatter_init");
        return args.init(args.scatter(new Items(sendbuf, sendoffset, sendcount, sendtype),
            new Items(recvbuf, recvoffset, recvcount, recvtype), root));
    }

    /**
     * mpiJava spelling of {@link Comm#scattervInit(Object, int[], int[], Datatype, Object, int, Datatype, int)}. Ranks
     * other than the root may pass null for what matters at the root only.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type from the start of the buffer
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcount number of items received from one rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return an inactive request
     */
    public Prequest Scatterv_init(
        final Object sendbuf,
        final int sendoffset,
        final int[] sendcounts,
        final int[] displs,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = arguments("scatterv_init");
        return args.init(args.scatterv(Pieces.of(sendbuf, sendoffset, sendcounts, displs, sendtype),
            new Items(recvbuf, recvoffset, recvcount, recvtype), root));
    }

    /**
     * mpiJava spelling of {@link Comm#allGatherInit(Object, int, Datatype, Object, int, Datatype)}. The same array may
     * be passed for sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcount number of items received from one rank
     * @param recvtype datatype of an item received
     * @return an inactive request
     */
    public Prequest Allgather_init(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = arguments("allgather_init");
        return args.init(args.allgather(new Items(sendbuf, sendoffset, sendcount, sendtype),
            new Items(recvbuf, recvoffset, recvcount, recvtype)));
    }

    /**
     * mpiJava spelling of {@link Comm#allGathervInit(Object, int, Datatype, Object, int[], int[], Datatype)}. The same
     * array may be passed for sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type from the start of the buffer
     * @param recvtype datatype of an item received
     * @return an inactive request
     */
    public Prequest Allgatherv_init(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        final CollectiveArguments args = arguments("allgatherv_init");
        return args.init(args.allgatherv(new Items(sendbuf, sendoffset, sendcount, sendtype),
            Pieces.of(recvbuf, recvoffset, recvcounts, displs, recvtype)));
    }

    /**
     * mpiJava spelling of {@link Comm#allToAllInit(Object, int, Datatype, Object, int, Datatype)}. The same array may
     * be passed for sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcount number of items received from one rank
     * @param recvtype datatype of an item received
     * @return an inactive request
     */
    public Prequest Alltoall_init(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = arguments("alltoall_init");
        return args.init(args.alltoall(new Items(sendbuf, sendoffset, sendcount, sendtype),
            new Items(recvbuf, recvoffset, recvcount, recvtype)));
    }

    /**
     * mpiJava spelling of {@link Comm#allToAllvInit(Object, int[], int[], Datatype, Object, int[], int[], Datatype)}.
     * The same array may be passed for sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where the block for each rank starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where the block of each rank starts in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @return an inactive request
     */
    public Prequest Alltoallv_init(
        final Object sendbuf,
        final int sendoffset,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        final CollectiveArguments args = arguments("alltoallv_init");
        return args.init(args.alltoallv(Pieces.of(sendbuf, sendoffset, sendcounts, sdispls, sendtype),
            Pieces.of(recvbuf, recvoffset, recvcounts, rdispls, recvtype)));
    }

    /**
     * mpiJava spelling of {@link Comm#reduceInit(Object, Object, int, Datatype, Op, int)}. Ranks other than the root
     * may pass null for what matters at the root only.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @param root rank of the root
     * @return an inactive request
     */
    public Prequest Reduce_init(
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int count,
        final Datatype type,
        final Op op,
        final int root) {
        final CollectiveArguments args = arguments("reduce_init");
        return args.init(args.reduce(sendbuf, sendoffset, recvbuf, recvoffset, count, type, op, root));
    }

    /**
     * mpiJava spelling of {@link Comm#allReduceInit(Object, Object, int, Datatype, Op)}. The same array may be passed
     * for sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     */
    public Prequest Allreduce_init(
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = arguments("allreduce_init");
        return args.init(args.allreduce(sendbuf, sendoffset, recvbuf, recvoffset, count, type, op));
    }

    /**
     * mpiJava spelling of {@link Comm#reduceScatterInit(Object, Object, int[], Datatype, Op)}. The same array may be
     * passed for sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcounts number of items of each block, indexed by rank
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     */
    public Prequest Reduce_scatter_init(
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int[] recvcounts,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = arguments("reduce_scatter_init");
        return args.init(args.reduceScatter(sendbuf, sendoffset, recvbuf, recvoffset, recvcounts, type, op));
    }

    /**
     * mpiJava spelling of {@link Intracomm#scanInit(Object, Object, int, Datatype, Op)}. The same array may be passed
     * for sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return an inactive request
     */
    public Prequest Scan_init(
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = arguments("scan_init");
        return args.init(args.scan(sendbuf, sendoffset, recvbuf, recvoffset, count, type, op));
    }
}
