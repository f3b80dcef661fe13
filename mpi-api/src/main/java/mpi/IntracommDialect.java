package mpi;

/**
 * mpiJava's spelling of the collective operations and constructors of {@link Intracomm}. Offsets, array classes and
 * errors are as in the other capitalised operations.
 */
abstract sealed class IntracommDialect extends PersistentDialect permits Intracomm {
    IntracommDialect(final String name) {
        super(name);
    }

    private Intracomm self() {
        return (Intracomm) this;
    }

    /** mpiJava spelling of {@link Comm#barrier()}. */
    public void Barrier() {
        CollectiveCalls.barrier(this, Dialect.CAPITALISED);
    }

    /**
     * mpiJava spelling of {@link Comm#bcast(Object, int, Datatype, int)}.
     *
     * @param buf the buffer: an array, a {@link java.nio.Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param offset index of the first array element used
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     */
    public void Bcast(
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int root) {
        CollectiveCalls.bcast(
            this, Dialect.CAPITALISED, buf, offset, count, type, root);
    }

    /**
     * mpiJava spelling of {@link Comm#gather(Object, int, Datatype, Object, int, Datatype, int)}. Ranks other than the
     * root may pass null for what matters at the root only.
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
     */
    public void Gather(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        CollectiveCalls.gather(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, sendcount, sendtype, recvbuf, recvoffset, recvcount,
            recvtype, root);
    }

    /**
     * mpiJava spelling of {@link Comm#gatherv(Object, int, Datatype, Object, int[], int[], Datatype, int)}. Ranks other
     * than the root may pass null for what matters at the root only.
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
     */
    public void Gatherv(
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
        CollectiveCalls.gatherv(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, sendcount, sendtype, recvbuf, recvoffset, recvcounts,
            displs, recvtype, root);
    }

    /**
     * mpiJava spelling of {@link Comm#scatter(Object, int, Datatype, Object, int, Datatype, int)}. Ranks other than the
     * root may pass null for what matters at the root only.
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
     */
    public void Scatter(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        CollectiveCalls.scatter(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, sendcount, sendtype, recvbuf, recvoffset, recvcount,
            recvtype, root);
    }

    /**
     * mpiJava spelling of {@link Comm#scatterv(Object, int[], int[], Datatype, Object, int, Datatype, int)}. Ranks
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
     */
    public void Scatterv(
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
        CollectiveCalls.scatterv(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, sendcounts, displs, sendtype, recvbuf, recvoffset,
            recvcount, recvtype, root);
    }

    /**
     * mpiJava spelling of {@link Comm#allGather(Object, int, Datatype, Object, int, Datatype)}. The same array may be
     * passed for sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcount number of items received from one rank
     * @param recvtype datatype of an item received
     */
    public void Allgather(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype) {
        CollectiveCalls.allgather(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, sendcount, sendtype, recvbuf, recvoffset, recvcount,
            recvtype);
    }

    /**
     * mpiJava spelling of {@link Comm#allGatherv(Object, int, Datatype, Object, int[], int[], Datatype)}. The same
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
     */
    public void Allgatherv(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        CollectiveCalls.allgatherv(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, sendcount, sendtype, recvbuf, recvoffset, recvcounts,
            displs, recvtype);
    }

    /**
     * mpiJava spelling of {@link Comm#allToAll(Object, int, Datatype, Object, int, Datatype)}. The same array may be
     * passed for sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param sendcount number of items sent
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcount number of items received from one rank
     * @param recvtype datatype of an item received
     */
    public void Alltoall(
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype) {
        CollectiveCalls.alltoall(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, sendcount, sendtype, recvbuf, recvoffset, recvcount,
            recvtype);
    }

    /**
     * mpiJava spelling of {@link Comm#allToAllv(Object, int[], int[], Datatype, Object, int[], int[], Datatype)}. The
     * same array may be passed for sending and receiving; offsets are independent.
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
     */
    public void Alltoallv(
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
        CollectiveCalls.alltoallv(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, sendcounts, sdispls, sendtype, recvbuf, recvoffset,
            recvcounts, rdispls, recvtype);
    }

    /**
     * mpiJava spelling of {@link Comm#reduce(Object, Object, int, Datatype, Op, int)}. Ranks other than the root may
     * pass null for what matters at the root only.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @param root rank of the root
     */
    public void Reduce(
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int count,
        final Datatype type,
        final Op op,
        final int root) {
        CollectiveCalls.reduce(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, recvbuf, recvoffset, count, type, op, root);
    }

    /**
     * mpiJava spelling of {@link Comm#allReduce(Object, Object, int, Datatype, Op)}. The same array may be passed for
     * sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     */
    public void Allreduce(
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int count,
        final Datatype type,
        final Op op) {
        CollectiveCalls.allreduce(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, recvbuf, recvoffset, count, type, op);
    }

    /**
     * mpiJava spelling of {@link Comm#reduceScatter(Object, Object, int[], Datatype, Op)}. The same array may be passed
     * for sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param recvcounts number of items of each block, indexed by rank
     * @param type datatype of an item
     * @param op the operation
     */
    public void Reduce_scatter(
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int[] recvcounts,
        final Datatype type,
        final Op op) {
        CollectiveCalls.reduceScatter(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, recvbuf, recvoffset, recvcounts, type, op);
    }

    /**
     * mpiJava spelling of {@link Intracomm#scan(Object, Object, int, Datatype, Op)}. The same array may be passed for
     * sending and receiving; offsets are independent.
     *
     * @param sendbuf the buffer to send from
     * @param sendoffset index of the first array element sent
     * @param recvbuf the buffer to receive into
     * @param recvoffset index of the first array element received into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     */
    public void Scan(
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int count,
        final Datatype type,
        final Op op) {
        CollectiveCalls.scan(
            this, Dialect.CAPITALISED, sendbuf, sendoffset, recvbuf, recvoffset, count, type, op);
    }

    /**
     * mpiJava spelling of {@link Comm#reduceLocal(Object, Object, int, Datatype, Op)}.
     *
     * @param inbuf the left operands
     * @param inoutbuf the right operands, replaced by the result
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     */
    public void Reduce_local(
        final Object inbuf, final Object inoutbuf, final int count, final Datatype type, final Op op) {
        self().engine("reduce_local");
        CollectiveCalls.reduceLocal(Dialect.CAPITALISED, inbuf, inoutbuf, count, type, op);
    }

    /**
     * mpiJava spelling of {@link Intracomm#create(Group)}, called by the members of the group; answers a null object,
     * whose {@code Rank()} is -1, at other ranks.
     *
     * @param group the group
     * @return the new communicator
     */
    public Intracomm Create(final Group group) {
        return self().create(Dialect.CAPITALISED, group);
    }

    /**
     * mpiJava 1.2's spelling of {@link #Create(Group)}.
     *
     * @param group the group
     * @return the new communicator
     */
    public Intracomm Creat(final Group group) {
        return self().create(Dialect.CAPITALISED, group);
    }

    /**
     * mpiJava spelling of {@link Intracomm#split(int, int)}.
     *
     * @param color 0 or more; ranks with the same color come together. {@link MPI#UNDEFINED} for none
     * @param key order within the new communicator; equal keys are ordered by rank
     * @return the new communicator, or {@code null} if {@code color} is {@link MPI#UNDEFINED}
     */
    public Intracomm Split(final int color, final int key) {
        return self().split(Dialect.CAPITALISED, color, key);
    }

    /**
     * mpiJava spelling of {@link Intracomm#createCart(int[], boolean[], boolean)}.
     *
     * @param dims number of ranks of each dimension
     * @param periods whether each dimension is periodic
     * @param reorder whether ranks may be numbered anew, which they are not
     * @return the new communicator, or {@code null} at ranks beyond the grid
     */
    public Cartcomm Create_cart(final int[] dims, final boolean[] periods, final boolean reorder) {
        return self().createCart(Dialect.CAPITALISED, dims, periods);
    }

    /**
     * mpiJava spelling of {@link Intracomm#createGraph(int[], int[], boolean)}.
     *
     * @param index where the neighbours of each rank end in {@code edges}
     * @param edges the neighbours of all ranks, one rank's after the other's
     * @param reorder whether ranks may be numbered anew, which they are not
     * @return the new communicator, or {@code null} at ranks beyond the graph
     */
    public Graphcomm Create_graph(final int[] index, final int[] edges, final boolean reorder) {
        return self().createGraph(Dialect.CAPITALISED, index, edges);
    }
}
