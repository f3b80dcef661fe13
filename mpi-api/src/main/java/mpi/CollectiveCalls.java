package mpi;

import mpi.CollectiveArguments.Items;
import mpi.CollectiveArguments.Pieces;
import mpi.spi.CommEngine;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * Collective operations of both dialects: check the arguments, say what stands in place, hand over to the engine,
 * tell of errors as the dialect wants it.
 *
 * <p>A null send buffer of the lowerCamelCase dialect (in scatter: receive buffer) means in place. Buffers
 * that overlap are left to the engine, which gives the answer of disjoint ones. Arguments that do not matter at a rank
 * are not looked at there, and the engine gets none.
 *
 * <p>The twelve that a program calls most hand their arguments over as they are, so that nothing is allocated; those of
 * intercommunicators and all others as {@link CollectiveArguments}.
 */
final class CollectiveCalls {
    private CollectiveCalls() {}

    static void barrier(final Comm comm, final Dialect dialect) {
        final CommEngine engine = engine(comm, "barrier");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "barrier");
            args.run(args.barrier());
            return;
        }
        try {
            engine.barrier();
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void bcast(
        final Comm comm,
        final Dialect dialect,
        final Object buf,
        final int offset,
        final int count,
        final Datatype type,
        final int root) {
        final CommEngine engine = engine(comm, "bcast");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "bcast");
            args.run(args.bcast(new Items(buf, offset, count, type), root));
            return;
        }
        checkRoot(comm, "bcast", root);
        if (comm.rank == root) {
            checkSend(comm, dialect, "bcast", buf, offset, count, type);
        } else {
            checkRecv(comm, dialect, "bcast", buf, offset, count, type, count);
        }
        try {
            engine.bcast(buf, Buffers.startOf(offset, type), count, type.layout, root);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void gather(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CommEngine engine = engine(comm, "gather");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "gather");
            args.run(args.gather(new Items(sendbuf, sendoffset, sendcount, sendtype),
                new Items(recvbuf, recvoffset, recvcount, recvtype), root));
            return;
        }
        checkRoot(comm, "gather", root);
        if (comm.rank != root) {
            checkSend(comm, dialect, "gather", sendbuf, sendoffset, sendcount, sendtype);
            try {
                engine.gather(
                    sendbuf, Buffers.startOf(sendoffset, sendtype), sendcount, sendtype.layout,
                    null, 0, 0, sendtype.layout, root);
            } catch (final MPIException e) {
                throw comm.failed(dialect, e);
            }
            return;
        }
        checkRecv(comm, dialect, "gather", recvbuf, recvoffset, (long) recvcount * comm.size, recvtype, recvcount);
        final long recvStart = Buffers.startOf(recvoffset, recvtype);
        final boolean inPlace = isInPlace(dialect, sendbuf, recvcount);
        if (!inPlace) {
            checkSend(comm, dialect, "gather", sendbuf, sendoffset, sendcount, sendtype);
        }
        final long sendStart = inPlace ? 0 : Buffers.startOf(sendoffset, sendtype);
        final Object sent = inPlace ? CommEngine.IN_PLACE : sendbuf;
        final int sentCount = inPlace ? recvcount : sendcount;
        final Layout sentLayout = inPlace ? recvtype.layout : sendtype.layout;
        try {
            engine.gather(
                sent, sendStart, sentCount, sentLayout,
                recvbuf, recvStart, recvcount, recvtype.layout, root);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void gatherv(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype,
        final int root) {
        final CommEngine engine = engine(comm, "gatherv");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "gatherv");
            args.run(args.gatherv(new Items(sendbuf, sendoffset, sendcount, sendtype),
                Pieces.of(recvbuf, recvoffset, recvcounts, rdispls, recvtype), root));
            return;
        }
        checkRoot(comm, "gatherv", root);
        if (comm.rank != root) {
            checkSend(comm, dialect, "gatherv", sendbuf, sendoffset, sendcount, sendtype);
            try {
                engine.gatherv(
                    sendbuf, Buffers.startOf(sendoffset, sendtype), sendcount, sendtype.layout,
                    null, 0, null, null, sendtype.layout, root);
            } catch (final MPIException e) {
                throw comm.failed(dialect, e);
            }
            return;
        }
        Checks.blocks(comm, dialect, "gatherv", recvbuf, recvoffset, recvcounts, rdispls, recvtype, true);
        checkWritable(comm, "gatherv", recvbuf);
        final long recvStart = Buffers.startOf(recvoffset, recvtype);
        final boolean inPlace = isInPlace(dialect, sendbuf, recvcounts[root]);
        if (!inPlace) {
            checkSend(comm, dialect, "gatherv", sendbuf, sendoffset, sendcount, sendtype);
        }
        final long sendStart = inPlace ? 0 : Buffers.startOf(sendoffset, sendtype);
        final Object sent = inPlace ? CommEngine.IN_PLACE : sendbuf;
        final int sentCount = inPlace ? recvcounts[root] : sendcount;
        final Layout sentLayout = inPlace ? recvtype.layout : sendtype.layout;
        try {
            engine.gatherv(
                sent, sendStart, sentCount, sentLayout,
                recvbuf, recvStart, recvcounts, rdispls, recvtype.layout, root);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void scatter(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CommEngine engine = engine(comm, "scatter");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "scatter");
            args.run(args.scatter(new Items(sendbuf, sendoffset, sendcount, sendtype),
                new Items(recvbuf, recvoffset, recvcount, recvtype), root));
            return;
        }
        checkRoot(comm, "scatter", root);
        if (comm.rank != root) {
            checkRecv(comm, dialect, "scatter", recvbuf, recvoffset, recvcount, recvtype, recvcount);
            try {
                engine.scatter(
                    null, 0, 0, recvtype.layout,
                    recvbuf, Buffers.startOf(recvoffset, recvtype), recvcount, recvtype.layout, root);
            } catch (final MPIException e) {
                throw comm.failed(dialect, e);
            }
            return;
        }
        checkBlocks(comm, dialect, "scatter", sendbuf, sendoffset, sendcount, sendtype);
        final long sendStart = Buffers.startOf(sendoffset, sendtype);
        if (isInPlace(dialect, recvbuf, sendcount)) {
            scatterInPlace(comm, dialect, engine, sendbuf, sendStart, sendcount, sendtype, root);
            return;
        }
        checkRecv(comm, dialect, "scatter", recvbuf, recvoffset, recvcount, recvtype, recvcount);
        final long recvStart = Buffers.startOf(recvoffset, recvtype);
        try {
            engine.scatter(
                sendbuf, sendStart, sendcount, sendtype.layout,
                recvbuf, recvStart, recvcount, recvtype.layout, root);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    private static void scatterInPlace(
        final Comm comm,
        final Dialect dialect,
        final CommEngine engine,
        final Object sendbuf,
        final long sendStart,
        final int sendcount,
        final Datatype sendtype,
        final int root) {
        try {
            engine.scatter(
                sendbuf, sendStart, sendcount, sendtype.layout,
                CommEngine.IN_PLACE, 0, sendcount, sendtype.layout, root);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void scatterv(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype,
        final int root) {
        final CommEngine engine = engine(comm, "scatterv");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "scatterv");
            args.run(args.scatterv(Pieces.of(sendbuf, sendoffset, sendcounts, sdispls, sendtype),
                new Items(recvbuf, recvoffset, recvcount, recvtype), root));
            return;
        }
        checkRoot(comm, "scatterv", root);
        if (comm.rank != root) {
            checkRecv(comm, dialect, "scatterv", recvbuf, recvoffset, recvcount, recvtype, recvcount);
            try {
                engine.scatterv(
                    null, 0, null, null, recvtype.layout,
                    recvbuf, Buffers.startOf(recvoffset, recvtype), recvcount, recvtype.layout, root);
            } catch (final MPIException e) {
                throw comm.failed(dialect, e);
            }
            return;
        }
        Checks.blocks(comm, dialect, "scatterv", sendbuf, sendoffset, sendcounts, sdispls, sendtype, false);
        final long sendStart = Buffers.startOf(sendoffset, sendtype);
        if (isInPlace(dialect, recvbuf, sendcounts[root])) {
            scattervInPlace(comm, dialect, engine, sendbuf, sendStart, sendcounts, sdispls, sendtype, root);
            return;
        }
        checkRecv(comm, dialect, "scatterv", recvbuf, recvoffset, recvcount, recvtype, recvcount);
        final long recvStart = Buffers.startOf(recvoffset, recvtype);
        try {
            engine.scatterv(
                sendbuf, sendStart, sendcounts, sdispls, sendtype.layout,
                recvbuf, recvStart, recvcount, recvtype.layout, root);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    private static void scattervInPlace(
        final Comm comm,
        final Dialect dialect,
        final CommEngine engine,
        final Object sendbuf,
        final long sendStart,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final int root) {
        try {
            engine.scatterv(
                sendbuf, sendStart, sendcounts, sdispls, sendtype.layout,
                CommEngine.IN_PLACE, 0, sendcounts[root], sendtype.layout, root);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void allgather(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype) {
        final CommEngine engine = engine(comm, "allgather");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "allgather");
            args.run(args.allgather(new Items(sendbuf, sendoffset, sendcount, sendtype),
                new Items(recvbuf, recvoffset, recvcount, recvtype)));
            return;
        }
        checkRecv(comm, dialect, "allgather", recvbuf, recvoffset, (long) recvcount * comm.size, recvtype, recvcount);
        final long recvStart = Buffers.startOf(recvoffset, recvtype);
        final boolean inPlace = isInPlace(dialect, sendbuf, recvcount);
        if (!inPlace) {
            checkSend(comm, dialect, "allgather", sendbuf, sendoffset, sendcount, sendtype);
        }
        final long sendStart = inPlace ? 0 : Buffers.startOf(sendoffset, sendtype);
        final Object sent = inPlace ? CommEngine.IN_PLACE : sendbuf;
        final int sentCount = inPlace ? recvcount : sendcount;
        final Layout sentLayout = inPlace ? recvtype.layout : sendtype.layout;
        try {
            engine.allgather(
                sent, sendStart, sentCount, sentLayout,
                recvbuf, recvStart, recvcount, recvtype.layout);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void allgatherv(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        final CommEngine engine = engine(comm, "allgatherv");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "allgatherv");
            args.run(args.allgatherv(new Items(sendbuf, sendoffset, sendcount, sendtype),
                Pieces.of(recvbuf, recvoffset, recvcounts, rdispls, recvtype)));
            return;
        }
        Checks.blocks(comm, dialect, "allgatherv", recvbuf, recvoffset, recvcounts, rdispls, recvtype, true);
        checkWritable(comm, "allgatherv", recvbuf);
        final long recvStart = Buffers.startOf(recvoffset, recvtype);
        final boolean inPlace = isInPlace(dialect, sendbuf, recvcounts[comm.rank]);
        if (!inPlace) {
            checkSend(comm, dialect, "allgatherv", sendbuf, sendoffset, sendcount, sendtype);
        }
        final long sendStart = inPlace ? 0 : Buffers.startOf(sendoffset, sendtype);
        final Object sent = inPlace ? CommEngine.IN_PLACE : sendbuf;
        final int sentCount = inPlace ? recvcounts[comm.rank] : sendcount;
        final Layout sentLayout = inPlace ? recvtype.layout : sendtype.layout;
        try {
            engine.allgatherv(
                sent, sendStart, sentCount, sentLayout,
                recvbuf, recvStart, recvcounts, rdispls, recvtype.layout);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void alltoall(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvoffset,
        final int recvcount,
        final Datatype recvtype) {
        final CommEngine engine = engine(comm, "alltoall");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "alltoall");
            args.run(args.alltoall(new Items(sendbuf, sendoffset, sendcount, sendtype),
                new Items(recvbuf, recvoffset, recvcount, recvtype)));
            return;
        }
        checkRecv(comm, dialect, "alltoall", recvbuf, recvoffset, (long) recvcount * comm.size, recvtype, recvcount);
        final long recvStart = Buffers.startOf(recvoffset, recvtype);
        final boolean inPlace = isInPlace(dialect, sendbuf, recvcount);
        if (!inPlace) {
            checkBlocks(comm, dialect, "alltoall", sendbuf, sendoffset, sendcount, sendtype);
        }
        final long sendStart = inPlace ? 0 : Buffers.startOf(sendoffset, sendtype);
        final Object sent = inPlace ? CommEngine.IN_PLACE : sendbuf;
        final int sentCount = inPlace ? recvcount : sendcount;
        final Layout sentLayout = inPlace ? recvtype.layout : sendtype.layout;
        try {
            engine.alltoall(
                sent, sendStart, sentCount, sentLayout,
                recvbuf, recvStart, recvcount, recvtype.layout);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void alltoallv(
        final Comm comm,
        final Dialect dialect,
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
        final CommEngine engine = engine(comm, "alltoallv");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "alltoallv");
            args.run(args.alltoallv(Pieces.of(sendbuf, sendoffset, sendcounts, sdispls, sendtype),
                Pieces.of(recvbuf, recvoffset, recvcounts, rdispls, recvtype)));
            return;
        }
        Checks.blocks(comm, dialect, "alltoallv", recvbuf, recvoffset, recvcounts, rdispls, recvtype, true);
        checkWritable(comm, "alltoallv", recvbuf);
        final long recvStart = Buffers.startOf(recvoffset, recvtype);
        if (dialect == Dialect.LOWER_CASE && sendbuf == null && !isAllZero(sendcounts)) {
            alltoallvInPlace(comm, dialect, engine, recvbuf, recvStart, recvcounts, rdispls, recvtype);
            return;
        }
        Checks.blocks(comm, dialect, "alltoallv", sendbuf, sendoffset, sendcounts, sdispls, sendtype, false);
        try {
            engine.alltoallv(
                sendbuf, Buffers.startOf(sendoffset, sendtype), sendcounts, sdispls, sendtype.layout,
                recvbuf, recvStart, recvcounts, rdispls, recvtype.layout);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    private static void alltoallvInPlace(
        final Comm comm,
        final Dialect dialect,
        final CommEngine engine,
        final Object recvbuf,
        final long recvStart,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        try {
            engine.alltoallv(
                CommEngine.IN_PLACE, 0, recvcounts, rdispls, recvtype.layout,
                recvbuf, recvStart, recvcounts, rdispls, recvtype.layout);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void reduce(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int count,
        final Datatype type,
        final Op op,
        final int root) {
        final CommEngine engine = engine(comm, "reduce");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "reduce");
            args.run(args.reduce(sendbuf, sendoffset, recvbuf, recvoffset, count, type, op, root));
            return;
        }
        checkRoot(comm, "reduce", root);
        final boolean isRoot = comm.rank == root;
        final boolean inPlace = isRoot && isInPlace(dialect, sendbuf, count);
        if (!inPlace) {
            checkSend(comm, dialect, "reduce", sendbuf, sendoffset, count, type);
        }
        if (isRoot) {
            checkRecv(comm, dialect, "reduce", recvbuf, recvoffset, count, type, count);
        }
        checkReduction(comm, "reduce", op, type);
        final long sendStart = Buffers.startOf(sendoffset, type);
        final long recvStart = Buffers.startOf(recvoffset, type);
        final Object sent = inPlace ? CommEngine.IN_PLACE : sendbuf;
        try {
            engine.reduce(
                sent, sendStart, isRoot ? recvbuf : null, isRoot ? recvStart : 0, count,
                type.layout, op.reduction(), root);
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void allreduce(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int count,
        final Datatype type,
        final Op op) {
        final CommEngine engine = engine(comm, "allreduce");
        if (engine.isInter()) {
            final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "allreduce");
            args.run(args.allreduce(sendbuf, sendoffset, recvbuf, recvoffset, count, type, op));
            return;
        }
        final boolean inPlace = isInPlace(dialect, sendbuf, count);
        if (!inPlace) {
            checkSend(comm, dialect, "allreduce", sendbuf, sendoffset, count, type);
        }
        checkRecv(comm, dialect, "allreduce", recvbuf, recvoffset, count, type, count);
        checkReduction(comm, "allreduce", op, type);
        final long sendStart = Buffers.startOf(sendoffset, type);
        final long recvStart = Buffers.startOf(recvoffset, type);
        final Object sent = inPlace ? CommEngine.IN_PLACE : sendbuf;
        try {
            engine.allreduce(
                sent, sendStart, recvbuf, recvStart, count, type.layout, op.reduction());
        } catch (final MPIException e) {
            throw comm.failed(dialect, e);
        }
    }

    static void alltoallw(
        final Comm comm,
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype[] sendtypes,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype[] recvtypes) {
        final CollectiveArguments args = CollectiveArguments.of(comm, Dialect.LOWER_CASE, "alltoallw");
        args.run(args.alltoallw(Pieces.typed(sendbuf, sendcounts, sdispls, sendtypes),
            Pieces.typed(recvbuf, recvcounts, rdispls, recvtypes)));
    }

    static void reduceScatter(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int[] recvcounts,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "reduce_scatter");
        args.run(args.reduceScatter(sendbuf, sendoffset, recvbuf, recvoffset, recvcounts, type, op));
    }

    static void reduceScatterBlock(
        final Comm comm,
        final Object sendbuf,
        final Object recvbuf,
        final int recvcount,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args =
            CollectiveArguments.of(comm, Dialect.LOWER_CASE, "reduce_scatter_block");
        args.run(args.reduceScatterBlock(sendbuf, recvbuf, recvcount, type, op));
    }

    static void scan(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "scan");
        args.run(args.scan(sendbuf, sendoffset, recvbuf, recvoffset, count, type, op));
    }

    static void exscan(
        final Comm comm,
        final Dialect dialect,
        final Object sendbuf,
        final int sendoffset,
        final Object recvbuf,
        final int recvoffset,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(comm, dialect, "exscan");
        args.run(args.exscan(sendbuf, sendoffset, recvbuf, recvoffset, count, type, op));
    }

    /** Local: the communicator of this rank alone stands for the rank. */
    static void reduceLocal(
        final Dialect dialect,
        final Object inbuf,
        final Object inoutbuf,
        final int count,
        final Datatype type,
        final Op op) {
        final CollectiveArguments args = CollectiveArguments.of(MPI.COMM_SELF, dialect, "reduce_local");
        args.run(args.reduceLocal(new Items(inbuf, 0, count, type), new Items(inoutbuf, 0, count, type), op));
    }

    static void neighborAllgather(
        final Comm comm,
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm, Dialect.LOWER_CASE, "neighbor_allgather");
        args.run(args.neighborAllgather(new Items(sendbuf, 0, sendcount, sendtype),
            new Items(recvbuf, 0, recvcount, recvtype)));
    }

    static void neighborAllgatherv(
        final Comm comm,
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm, Dialect.LOWER_CASE, "neighbor_allgatherv");
        args.run(args.neighborAllgatherv(new Items(sendbuf, 0, sendcount, sendtype),
            Pieces.of(recvbuf, 0, recvcounts, rdispls, recvtype)));
    }

    static void neighborAlltoall(
        final Comm comm,
        final Object sendbuf,
        final int sendcount,
        final Datatype sendtype,
        final Object recvbuf,
        final int recvcount,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm, Dialect.LOWER_CASE, "neighbor_alltoall");
        args.run(args.neighborAlltoall(new Items(sendbuf, 0, sendcount, sendtype),
            new Items(recvbuf, 0, recvcount, recvtype)));
    }

    static void neighborAlltoallv(
        final Comm comm,
        final Object sendbuf,
        final int[] sendcounts,
        final int[] sdispls,
        final Datatype sendtype,
        final Object recvbuf,
        final int[] recvcounts,
        final int[] rdispls,
        final Datatype recvtype) {
        final CollectiveArguments args = CollectiveArguments.of(comm, Dialect.LOWER_CASE, "neighbor_alltoallv");
        args.run(args.neighborAlltoallv(Pieces.of(sendbuf, 0, sendcounts, sdispls, sendtype),
            Pieces.of(recvbuf, 0, recvcounts, rdispls, recvtype)));
    }

    private static CommEngine engine(final Comm comm, final String operation) {
        final CommEngine engine = comm.engine();
        if (engine == null) {
            throw comm.unusable(operation);
        }
        return engine;
    }

    private static void checkRoot(final Comm comm, final String operation, final int root) {
        if (!Checks.isRoot(comm, root)) {
            throw Checks.root(comm, operation, root);
        }
    }

    private static void checkSend(
        final Comm comm,
        final Dialect dialect,
        final String operation,
        final Object buffer,
        final int offset,
        final long count,
        final Datatype type) {
        final long countable = Checks.countable(count, type);
        if (!Buffers.holds(dialect, buffer, offset, countable, type)) {
            throw Checks.buffer(comm.describe(operation), dialect, buffer, offset, countable, type);
        }
    }

    /** Checks a buffer of one block a rank. */
    private static void checkBlocks(
        final Comm comm,
        final Dialect dialect,
        final String operation,
        final Object buffer,
        final int offset,
        final int count,
        final Datatype type) {
        checkCount(comm, operation, count);
        checkSend(comm, dialect, operation, buffer, offset, (long) count * comm.size, type);
    }

    private static void checkRecv(
        final Comm comm,
        final Dialect dialect,
        final String operation,
        final Object buffer,
        final int offset,
        final long total,
        final Datatype type,
        final int count) {
        checkCount(comm, operation, count);
        final long countable = Checks.countable(total, type);
        if (!Buffers.holdsDisjoint(dialect, buffer, offset, countable, type) || !Buffers.isWritable(buffer)) {
            throw Checks.buffer(comm.describe(operation), dialect, buffer, offset, countable, type);
        }
    }

    private static void checkCount(final Comm comm, final String operation, final int count) {
        if (count < 0) {
            throw Faults.negativeCount(comm.describe(operation), count);
        }
    }

    private static void checkWritable(final Comm comm, final String operation, final Object buffer) {
        if (!Buffers.isWritable(buffer)) {
            throw Faults.readOnlyBuffer(comm.describe(operation));
        }
    }

    private static void checkReduction(final Comm comm, final String operation, final Op op, final Datatype type) {
        if (!Checks.isReduction(op, type)) {
            throw Checks.reduction(comm.describe(operation), op, type);
        }
    }

    /** A null buffer stands for "in place", unless there is nothing to be in place. */
    private static boolean isInPlace(final Dialect dialect, final Object buffer, final int blockCount) {
        return buffer == null && blockCount > 0 && dialect == Dialect.LOWER_CASE;
    }

    private static boolean isAllZero(final int[] counts) {
        if (counts == null) {
            return false;
        }
        for (final int count : counts) {
            if (count != 0) {
                return false;
            }
        }
        return true;
    }
}
