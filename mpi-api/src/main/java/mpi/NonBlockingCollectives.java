package mpi;

import java.nio.Buffer;
import mpi.CollectiveArguments.Items;
import mpi.CollectiveArguments.Pieces;

/**
 * The collective operations of {@link Comm} that do not block (MPI 4.1, sections 6.12 and 8.7). All ranks start the
 * collective operations of a communicator, blocking ones among them, in the same order; any number may be under way.
 * They go on whenever this rank is in an operation of MPI. Buffers may be arrays too. Null for a send buffer (in
 * scatter: receive buffer) means in place, as in the blocking forms.
 */
abstract sealed class NonBlockingCollectives extends CommDialect permits PersistentCollectives {
    private Comm comm() {
        return (Comm) this;
    }

    /**
     * Starts a barrier: the request is complete once all ranks have started theirs (MPI 4.1, section 6.12.1).
     * Collective; does not block.
     *
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iBarrier() {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ibarrier");
        return args.start(args.barrier());
    }

    /**
     * Starts a broadcast from the root (MPI 4.1, section 6.12.2), as {@link Comm#bcast(Object, int, Datatype, int)}
     * does. Collective; does not block. The buffers may not be touched until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iBcast(final Object buf, final int count, final Datatype type, final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ibcast");
        return args.start(args.bcast(new Items(buf, 0, count, type), root));
    }

    /**
     * As {@link #iBcast(Object, int, Datatype, int)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iBcast(final Buffer buf, final int count, final Datatype type, final int root) {
        return iBcast((Object) buf, count, type, root);
    }

    /**
     * Starts to gather a block of equal size from each rank at the root (MPI 4.1, section 6.12.3), as {@link
     * Comm#gather(Object, int, Datatype, Object, int, Datatype, int)} does. Collective; does not block. The buffers
     * may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iGather(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "igather");
        return args.start(args.gather(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0, recvcount,
            recvtype), root));
    }

    /**
     * As {@link #iGather(Object, int, Datatype, Object, int, Datatype, int)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iGather(
        final Buffer sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        return iGather((Object) sendbuf, sendcount, sendtype, (Object) recvbuf, recvcount, recvtype, root);
    }

    /**
     * Starts to gather a block of equal size from each rank at the root, where the root's block is in place (MPI 4.1,
     * section 6.12.3), as {@link Comm#gather(Object, int, Datatype, int)} does. Collective; does not block. The
     * buffers may not be touched until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iGather(final Object buf, final int count, final Datatype type, final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "igather");
        if (comm().isRoot(root)) {
            return args.start(args.gather(new Items(null, 0, 0, type), new Items(buf, 0, count, type), root));
        }
        return args.start(args.gather(new Items(buf, 0, count, type), new Items(null, 0, 0, null), root));
    }

    /**
     * As {@link #iGather(Object, int, Datatype, int)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iGather(final Buffer buf, final int count, final Datatype type, final int root) {
        return iGather((Object) buf, count, type, root);
    }

    /**
     * Starts to gather a block of any size from each rank at the root (MPI 4.1, section 6.12.3), as {@link
     * Comm#gatherv(Object, int, Datatype, Object, int[], int[], Datatype, int)} does. Collective; does not block. The
     * buffers may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iGatherv(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "igatherv");
        return args.start(args.gatherv(new Items(sendbuf, 0, sendcount, sendtype), Pieces.of(recvbuf, 0, recvcounts,
            displs, recvtype), root));
    }

    /**
     * As {@link #iGatherv(Object, int, Datatype, Object, int[], int[], Datatype, int)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iGatherv(
        final Buffer sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype,
        final int root) {
        return iGatherv((Object) sendbuf, sendcount, sendtype, (Object) recvbuf, recvcounts, displs, recvtype, root);
    }

    /**
     * Starts to gather a block of any size from each rank: the root's part, whose block is in place (MPI 4.1, section
     * 6.12.3), as {@link Comm#gatherv(Object, int[], int[], Datatype, int)} does. Collective; does not block. The
     * buffers may not be touched until the request is complete.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iGatherv(
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype,
        final int root) {
        comm().checkRole("igatherv", root, true, "the blocks' counts and displacements");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "igatherv");
        return args.start(args.gatherv(new Items(null, 0, 0, recvtype), Pieces.of(recvbuf, 0, recvcounts, displs,
            recvtype), root));
    }

    /**
     * As {@link #iGatherv(Object, int[], int[], Datatype, int)}, of buffers.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iGatherv(
        final Buffer recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype,
        final int root) {
        return iGatherv((Object) recvbuf, recvcounts, displs, recvtype, root);
    }

    /**
     * Starts to gather a block of any size from each rank: the part of a rank that is not the root (MPI 4.1, section
     * 6.12.3), as {@link Comm#gatherv(Object, int, Datatype, int)} does. Collective; does not block. The buffers may
     * not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iGatherv(final Object sendbuf, final int sendcount, final Datatype sendtype, final int root) {
        comm().checkRole("igatherv", root, false, "no counts and displacements");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "igatherv");
        return args.start(args.gatherv(new Items(sendbuf, 0, sendcount, sendtype), Pieces.of(null, 0, null, null,
            null), root));
    }

    /**
     * As {@link #iGatherv(Object, int, Datatype, int)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iGatherv(final Buffer sendbuf, final int sendcount, final Datatype sendtype, final int root) {
        return iGatherv((Object) sendbuf, sendcount, sendtype, root);
    }

    /**
     * Starts to scatter blocks of equal size from the root (MPI 4.1, section 6.12.4), as {@link Comm#scatter(Object,
     * int, Datatype, Object, int, Datatype, int)} does. Collective; does not block. The buffers may not be touched
     * until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iScatter(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iscatter");
        return args.start(args.scatter(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0, recvcount,
            recvtype), root));
    }

    /**
     * As {@link #iScatter(Object, int, Datatype, Object, int, Datatype, int)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iScatter(
        final Buffer sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        return iScatter((Object) sendbuf, sendcount, sendtype, (Object) recvbuf, recvcount, recvtype, root);
    }

    /**
     * Starts to scatter blocks of equal size from the root, whose own block stays where it is (MPI 4.1, section
     * 6.12.4), as {@link Comm#scatter(Object, int, Datatype, int)} does. Collective; does not block. The buffers may
     * not be touched until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iScatter(final Object buf, final int count, final Datatype type, final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iscatter");
        if (comm().isRoot(root)) {
            return args.start(args.scatter(new Items(buf, 0, count, type), new Items(null, 0, 0, type), root));
        }
        return args.start(args.scatter(new Items(null, 0, 0, null), new Items(buf, 0, count, type), root));
    }

    /**
     * As {@link #iScatter(Object, int, Datatype, int)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iScatter(final Buffer buf, final int count, final Datatype type, final int root) {
        return iScatter((Object) buf, count, type, root);
    }

    /**
     * Starts to scatter blocks of any size from the root (MPI 4.1, section 6.12.4), as {@link Comm#scatterv(Object,
     * int[], int[], Datatype, Object, int, Datatype, int)} does. Collective; does not block. The buffers may not be
     * touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iScatterv(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] displs,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iscatterv");
        return args.start(args.scatterv(Pieces.of(sendbuf, 0, sendcounts, displs, sendtype), new Items(recvbuf, 0,
            recvcount, recvtype), root));
    }

    /**
     * As {@link #iScatterv(Object, int[], int[], Datatype, Object, int, Datatype, int)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iScatterv(
        final Buffer sendbuf,
        final int[] sendcounts,
        final int[] displs,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        return iScatterv((Object) sendbuf, sendcounts, displs, sendtype, (Object) recvbuf, recvcount, recvtype, root);
    }

    /**
     * Starts to scatter blocks of any size: the root's part, whose own block stays where it is (MPI 4.1, section
     * 6.12.4), as {@link Comm#scatterv(Object, int[], int[], Datatype, int)} does. Collective; does not block. The
     * buffers may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param sendtype datatype of an item sent
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iScatterv(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] displs,
        final Datatype sendtype,
        final int root) {
        comm().checkRole("iscatterv", root, true, "the blocks' counts and displacements");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iscatterv");
        return args.start(args.scatterv(Pieces.of(sendbuf, 0, sendcounts, displs, sendtype), new Items(null, 0, 0,
            sendtype), root));
    }

    /**
     * As {@link #iScatterv(Object, int[], int[], Datatype, int)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param sendtype datatype of an item sent
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iScatterv(
        final Buffer sendbuf,
        final int[] sendcounts,
        final int[] displs,
        final Datatype sendtype,
        final int root) {
        return iScatterv((Object) sendbuf, sendcounts, displs, sendtype, root);
    }

    /**
     * Starts to scatter blocks of any size: the part of a rank that is not the root (MPI 4.1, section 6.12.4), as
     * {@link Comm#scatterv(Object, int, Datatype, int)} does. Collective; does not block. The buffers may not be
     * touched until the request is complete.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iScatterv(final Object recvbuf, final int recvcount, final Datatype recvtype, final int root) {
        comm().checkRole("iscatterv", root, false, "no counts and displacements");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iscatterv");
        return args.start(args.scatterv(Pieces.of(null, 0, null, null, null), new Items(recvbuf, 0, recvcount,
            recvtype), root));
    }

    /**
     * As {@link #iScatterv(Object, int, Datatype, int)}, of buffers.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iScatterv(final Buffer recvbuf, final int recvcount, final Datatype recvtype, final int root) {
        return iScatterv((Object) recvbuf, recvcount, recvtype, root);
    }

    /**
     * Starts to gather a block of equal size from each rank at all ranks (MPI 4.1, section 6.12.5), as {@link
     * Comm#allGather(Object, int, Datatype, Object, int, Datatype)} does. Collective; does not block. The buffers may
     * not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iAllGather(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iallgather");
        return args.start(args.allgather(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0,
            recvcount, recvtype)));
    }

    /**
     * As {@link #iAllGather(Object, int, Datatype, Object, int, Datatype)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iAllGather(
        final Buffer sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        return iAllGather((Object) sendbuf, sendcount, sendtype, (Object) recvbuf, recvcount, recvtype);
    }

    /**
     * Starts to gather a block of equal size from each rank at all ranks, in place (MPI 4.1, section 6.12.5), as
     * {@link Comm#allGather(Object, int, Datatype)} does. Collective; does not block. The buffers may not be touched
     * until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iAllGather(final Object buf, final int count, final Datatype type) {
        CollectiveArguments.requireOneGroup(comm(), "iallgather");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iallgather");
        return args.start(args.allgather(new Items(null, 0, 0, type), new Items(buf, 0, count, type)));
    }

    /**
     * As {@link #iAllGather(Object, int, Datatype)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iAllGather(final Buffer buf, final int count, final Datatype type) {
        return iAllGather((Object) buf, count, type);
    }

    /**
     * Starts to gather a block of any size from each rank at all ranks (MPI 4.1, section 6.12.5), as {@link
     * Comm#allGatherv(Object, int, Datatype, Object, int[], int[], Datatype)} does. Collective; does not block. The
     * buffers may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iAllGatherv(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iallgatherv");
        return args.start(args.allgatherv(new Items(sendbuf, 0, sendcount, sendtype), Pieces.of(recvbuf, 0,
            recvcounts, displs, recvtype)));
    }

    /**
     * As {@link #iAllGatherv(Object, int, Datatype, Object, int[], int[], Datatype)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iAllGatherv(
        final Buffer sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        return iAllGatherv((Object) sendbuf, sendcount, sendtype, (Object) recvbuf, recvcounts, displs, recvtype);
    }

    /**
     * Starts to gather a block of any size from each rank at all ranks, in place (MPI 4.1, section 6.12.5), as {@link
     * Comm#allGatherv(Object, int[], int[], Datatype)} does. Collective; does not block. The buffers may not be
     * touched until the request is complete.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iAllGatherv(
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        CollectiveArguments.requireOneGroup(comm(), "iallgatherv");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iallgatherv");
        return args.start(args.allgatherv(new Items(null, 0, 0, recvtype), Pieces.of(recvbuf, 0, recvcounts, displs,
            recvtype)));
    }

    /**
     * As {@link #iAllGatherv(Object, int[], int[], Datatype)}, of buffers.
     *
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iAllGatherv(
        final Buffer recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        return iAllGatherv((Object) recvbuf, recvcounts, displs, recvtype);
    }

    /**
     * Starts to send a block of equal size from each rank to each rank (MPI 4.1, section 6.12.6), as {@link
     * Comm#allToAll(Object, int, Datatype, Object, int, Datatype)} does. Collective; does not block. The buffers may
     * not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iAllToAll(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ialltoall");
        return args.start(args.alltoall(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0, recvcount,
            recvtype)));
    }

    /**
     * As {@link #iAllToAll(Object, int, Datatype, Object, int, Datatype)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iAllToAll(
        final Buffer sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        return iAllToAll((Object) sendbuf, sendcount, sendtype, (Object) recvbuf, recvcount, recvtype);
    }

    /**
     * Starts to send a block of any size from each rank to each rank (MPI 4.1, section 6.12.6), as {@link
     * Comm#allToAllv(Object, int[], int[], Datatype, Object, int[], int[], Datatype)} does. Collective; does not
     * block. The buffers may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where each block starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where each block goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iAllToAllv(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ialltoallv");
        return args.start(args.alltoallv(Pieces.of(sendbuf, 0, sendcounts, sdispls, sendtype), Pieces.of(recvbuf, 0,
            recvcounts, rdispls, recvtype)));
    }

    /**
     * As {@link #iAllToAllv(Object, int[], int[], Datatype, Object, int[], int[], Datatype)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where each block starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where each block goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iAllToAllv(
        final Buffer sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        return iAllToAllv((Object) sendbuf, sendcounts, sdispls, sendtype, (Object) recvbuf, recvcounts, rdispls,
            recvtype);
    }

    /**
     * Starts to send a block of any size and type from each rank to each rank (MPI 4.1, section 6.12.6), as {@link
     * Comm#allToAllw(Object, int[], int[], Datatype[], Object, int[], int[], Datatype[])} does. Collective; does not
     * block. The buffers may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where each block starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtypes datatype of the items sent to each rank, indexed by rank
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where each block goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtypes datatype of the items received from each rank, indexed by rank
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iAllToAllw(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype[] sendtypes,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype[] recvtypes) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ialltoallw");
        return args.start(args.alltoallw(Pieces.typed(sendbuf, sendcounts, sdispls, sendtypes),
            Pieces.typed(recvbuf, recvcounts, rdispls, recvtypes)));
    }

    /**
     * As {@link #iAllToAllw(Object, int[], int[], Datatype[], Object, int[], int[], Datatype[])}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where each block starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtypes datatype of the items sent to each rank, indexed by rank
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where each block goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtypes datatype of the items received from each rank, indexed by rank
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iAllToAllw(
        final Buffer sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype[] sendtypes,
        final Buffer recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype[] recvtypes) {
        return iAllToAllw((Object) sendbuf, sendcounts, sdispls, sendtypes, (Object) recvbuf, recvcounts, rdispls,
            recvtypes);
    }

    /**
     * Starts to combine the items of all ranks at the root (MPI 4.1, section 6.12.7), as {@link Comm#reduce(Object,
     * Object, int, Datatype, Op, int)} does. Collective; does not block. The buffers may not be touched until the
     * request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iReduce(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op,
        final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ireduce");
        return args.start(args.reduce(sendbuf, 0, recvbuf, 0, count, type, op,
            root));
    }

    /**
     * As {@link #iReduce(Object, Object, int, Datatype, Op, int)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iReduce(
        final Buffer sendbuf,
        final Buffer recvbuf,
        final int count,
        final Datatype type,
        final Op op,
        final int root) {
        return iReduce((Object) sendbuf, (Object) recvbuf, count, type, op, root);
    }

    /**
     * Starts to combine the items of all ranks at the root, whose items are replaced by the result (MPI 4.1, section
     * 6.12.7), as {@link Comm#reduce(Object, int, Datatype, Op, int)} does. Collective; does not block. The buffers
     * may not be touched until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iReduce(final Object buf, final int count, final Datatype type, final Op op, final int root) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ireduce");
        if (comm().isRoot(root)) {
            return args.start(args.reduce(null, 0, buf, 0, count, type, op, root));
        }
        return args.start(args.reduce(buf, 0, null, 0, count, type, op, root));
    }

    /**
     * As {@link #iReduce(Object, int, Datatype, Op, int)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @param root rank of the root
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iReduce(final Buffer buf, final int count, final Datatype type, final Op op, final int root) {
        return iReduce((Object) buf, count, type, op, root);
    }

    /**
     * Starts to combine the items of all ranks at all ranks (MPI 4.1, section 6.12.8), as {@link
     * Comm#allReduce(Object, Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be
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
    public Request iAllReduce(
        final Object sendbuf,
        final Object recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iallreduce");
        return args.start(args.allreduce(sendbuf, 0, recvbuf, 0, count, type, op));
    }

    /**
     * As {@link #iAllReduce(Object, Object, int, Datatype, Op)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iAllReduce(
        final Buffer sendbuf,
        final Buffer recvbuf,
        final int count,
        final Datatype type,
        final Op op) {
        return iAllReduce((Object) sendbuf, (Object) recvbuf, count, type, op);
    }

    /**
     * Starts to combine the items of all ranks at all ranks, in place (MPI 4.1, section 6.12.8), as {@link
     * Comm#allReduce(Object, int, Datatype, Op)} does. Collective; does not block. The buffers may not be touched
     * until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iAllReduce(final Object buf, final int count, final Datatype type, final Op op) {
        CollectiveArguments.requireOneGroup(comm(), "iallreduce");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "iallreduce");
        return args.start(args.allreduce(null, 0, buf, 0, count, type, op));
    }

    /**
     * As {@link #iAllReduce(Object, int, Datatype, Op)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iAllReduce(final Buffer buf, final int count, final Datatype type, final Op op) {
        return iAllReduce((Object) buf, count, type, op);
    }

    /**
     * Starts to combine the items of all ranks, of which each rank gets a block (MPI 4.1, section 6.12.10), as {@link
     * Comm#reduceScatter(Object, Object, int[], Datatype, Op)} does. Collective; does not block. The buffers may not
     * be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iReduceScatter(
        final Object sendbuf,
        final Object recvbuf,
        final int[] recvcounts,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ireduce_scatter");
        return args.start(args.reduceScatter(sendbuf, 0, recvbuf, 0, recvcounts, type, op));
    }

    /**
     * As {@link #iReduceScatter(Object, Object, int[], Datatype, Op)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iReduceScatter(
        final Buffer sendbuf,
        final Buffer recvbuf,
        final int[] recvcounts,
        final Datatype type,
        final Op op) {
        return iReduceScatter((Object) sendbuf, (Object) recvbuf, recvcounts, type, op);
    }

    /**
     * Starts to combine the items of all ranks, of which each rank gets a block, in place (MPI 4.1, section 6.12.10),
     * as {@link Comm#reduceScatter(Object, int[], Datatype, Op)} does. Collective; does not block. The buffers may not
     * be touched until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iReduceScatter(final Object buf, final int[] recvcounts, final Datatype type, final Op op) {
        CollectiveArguments.requireOneGroup(comm(), "ireduce_scatter");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ireduce_scatter");
        return args.start(args.reduceScatter(null, 0, buf, 0, recvcounts, type, op));
    }

    /**
     * As {@link #iReduceScatter(Object, int[], Datatype, Op)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iReduceScatter(final Buffer buf, final int[] recvcounts, final Datatype type, final Op op) {
        return iReduceScatter((Object) buf, recvcounts, type, op);
    }

    /**
     * Starts to combine the items of all ranks, of which each rank gets a block of equal size (MPI 4.1, section
     * 6.12.9), as {@link Comm#reduceScatterBlock(Object, Object, int, Datatype, Op)} does. Collective; does not block.
     * The buffers may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iReduceScatterBlock(
        final Object sendbuf,
        final Object recvbuf,
        final int recvcount,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ireduce_scatter_block");
        return args.start(args.reduceScatterBlock(sendbuf, recvbuf, recvcount, type, op));
    }

    /**
     * As {@link #iReduceScatterBlock(Object, Object, int, Datatype, Op)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iReduceScatterBlock(
        final Buffer sendbuf,
        final Buffer recvbuf,
        final int recvcount,
        final Datatype type,
        final Op op) {
        return iReduceScatterBlock((Object) sendbuf, (Object) recvbuf, recvcount, type, op);
    }

    /**
     * Starts to combine the items of all ranks, of which each rank gets a block of equal size, in place (MPI 4.1,
     * section 6.12.9), as {@link Comm#reduceScatterBlock(Object, int, Datatype, Op)} does. Collective; does not block.
     * The buffers may not be touched until the request is complete.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iReduceScatterBlock(final Object buf, final int count, final Datatype type, final Op op) {
        CollectiveArguments.requireOneGroup(comm(), "ireduce_scatter_block");
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ireduce_scatter_block");
        return args.start(args.reduceScatterBlock(null, buf, count, type, op));
    }

    /**
     * As {@link #iReduceScatterBlock(Object, int, Datatype, Op)}, of buffers.
     *
     * @param buf the buffer: an array, a {@link Buffer} or a {@link java.lang.foreign.MemorySegment}
     * @param count number of items, 0 or more
     * @param type datatype of an item
     * @param op the operation
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iReduceScatterBlock(final Buffer buf, final int count, final Datatype type, final Op op) {
        return iReduceScatterBlock((Object) buf, count, type, op);
    }

    /**
     * Starts to gather a block of equal size from each neighbour (MPI 4.1, section 8.7.1), as {@link
     * Comm#neighborAllGather(Object, int, Datatype, Object, int, Datatype)} does. Collective; does not block. The
     * buffers may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iNeighborAllGather(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ineighbor_allgather");
        return args.start(args.neighborAllgather(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0,
            recvcount, recvtype)));
    }

    /**
     * As {@link #iNeighborAllGather(Object, int, Datatype, Object, int, Datatype)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iNeighborAllGather(
        final Buffer sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        return iNeighborAllGather((Object) sendbuf, sendcount, sendtype, (Object) recvbuf, recvcount, recvtype);
    }

    /**
     * Starts to gather a block of any size from each neighbour (MPI 4.1, section 8.7.1), as {@link
     * Comm#neighborAllGatherv(Object, int, Datatype, Object, int[], int[], Datatype)} does. Collective; does not
     * block. The buffers may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iNeighborAllGatherv(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ineighbor_allgatherv");
        return args.start(args.neighborAllgatherv(new Items(sendbuf, 0, sendcount, sendtype), Pieces.of(recvbuf, 0,
            recvcounts, displs, recvtype)));
    }

    /**
     * As {@link #iNeighborAllGatherv(Object, int, Datatype, Object, int[], int[], Datatype)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param displs where the block of each rank starts, in extents of the type
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iNeighborAllGatherv(
        final Buffer sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int[] recvcounts,
        final int[] displs,
        final Datatype recvtype) {
        return iNeighborAllGatherv((Object) sendbuf, sendcount, sendtype, (Object) recvbuf, recvcounts, displs,
            recvtype);
    }

    /**
     * Starts to send a block of equal size to each neighbour (MPI 4.1, section 8.7.2), as {@link
     * Comm#neighborAllToAll(Object, int, Datatype, Object, int, Datatype)} does. Collective; does not block. The
     * buffers may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iNeighborAllToAll(
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ineighbor_alltoall");
        return args.start(args.neighborAlltoall(new Items(sendbuf, 0, sendcount, sendtype), new Items(recvbuf, 0,
            recvcount, recvtype)));
    }

    /**
     * As {@link #iNeighborAllToAll(Object, int, Datatype, Object, int, Datatype)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcount number of items sent; where each rank gets a block, of each block
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcount number of items received from each rank
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iNeighborAllToAll(
        final Buffer sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        return iNeighborAllToAll((Object) sendbuf, sendcount, sendtype, (Object) recvbuf, recvcount, recvtype);
    }

    /**
     * Starts to send a block of any size to each neighbour (MPI 4.1, section 8.7.2), as {@link
     * Comm#neighborAllToAllv(Object, int[], int[], Datatype, Object, int[], int[], Datatype)} does. Collective; does
     * not block. The buffers may not be touched until the request is complete.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where each block starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where each block goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the blocking operation
     */
    public Request iNeighborAllToAllv(
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm(), "ineighbor_alltoallv");
        return args.start(args.neighborAlltoallv(Pieces.of(sendbuf, 0, sendcounts, sdispls, sendtype),
            Pieces.of(recvbuf, 0, recvcounts, rdispls, recvtype)));
    }

    /**
     * As {@link #iNeighborAllToAllv(Object, int[], int[], Datatype, Object, int[], int[], Datatype)}, of buffers.
     *
     * @param sendbuf the buffer to send from
     * @param sendcounts number of items sent to each rank, indexed by rank
     * @param sdispls where each block starts in {@code sendbuf}, in extents of {@code sendtype}
     * @param sendtype datatype of an item sent
     * @param recvbuf the buffer to receive into
     * @param recvcounts number of items received from each rank, indexed by rank
     * @param rdispls where each block goes in {@code recvbuf}, in extents of {@code recvtype}
     * @param recvtype datatype of an item received
     * @return the request
     * @throws MPIException as the other form
     */
    public Request iNeighborAllToAllv(
        final Buffer sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Buffer recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        return iNeighborAllToAllv((Object) sendbuf, sendcounts, sdispls, sendtype, (Object) recvbuf, recvcounts,
            rdispls, recvtype);
    }
}
