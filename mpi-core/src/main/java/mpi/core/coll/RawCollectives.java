package mpi.core.coll;

import java.util.function.Supplier;
import mpi.core.coll.host.HostBoard;
import mpi.core.coll.select.Algorithm;
import mpi.core.coll.select.Operation;
import mpi.core.coll.select.Selector;
import mpi.core.datatype.UserBuffers;
import mpi.core.op.Operations;
import mpi.spi.CommEngine;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * The collective operations on types whose items are bytes: opens the user's buffers, moves this rank's own block, and
 * lets an algorithm move the others. The order of these steps makes a send and a receive buffer that overlap give the
 * answer of disjoint ones.
 */
final class RawCollectives {
    /**
     * Reductions work on so much at a time: it bounds the working memory. Every rank cuts alike, because count and type
     * are equal.
     */
    static final long SEGMENT_BYTES = 1 << 22;

    private final PeerLink link;
    private final HostTier host;
    private final AcrossHosts across;
    private final Work work;
    private final Supplier<String> where;
    private final Operands operands;
    private final Region send;
    private final Region recv;
    private final Accumulator accumulator;
    private final Accumulator second;
    private final HostFold fold = new HostFold();
    private final Scratch scratch;
    private final Selector selector;

    /**
     * Works on one communicator.
     *
     * @param link messages
     * @param hosts where the ranks are
     * @param host what those of this rank's host share
     * @param work what else there is to do
     * @param selector chooses algorithms
     * @param keptBytes longest array that is kept for the next one
     * @param operands the buffers of an operation
     * @param where names the operation under way in error texts
     * @param failures remembers those that an operation throws at its end
     */
    RawCollectives(final PeerLink link, final Hosts hosts, final HostTier host, final Work work,
        final Selector selector, final int keptBytes, final Operands operands, final Supplier<String> where,
        final Failures failures) {
        this.link = link;
        this.host = host;
        this.across =
            new AcrossHosts(Tiers.of(hosts, link, host, work, keptBytes, where, failures), work, selector);
        this.work = work;
        this.accumulator = new Accumulator(work, keptBytes);
        this.second = new Accumulator(work, keptBytes);
        this.scratch = new Scratch(byte.class, 1, keptBytes);
        this.selector = selector;
        this.where = where;
        this.operands = operands;
        this.send = operands.send();
        this.recv = operands.recv();
    }

    void barrier() {
        final HostBoard board = board(Operation.BARRIER);
        if (board != null) {
            board.meet();
        } else if (!across.barrier()) {
            DisseminationBarrier.run(link);
        }
    }

    void bcast(final Object buffer, final long offset, final long count, final Layout type, final int root) {
        final HostBoard board = board(Operation.BCAST);
        final long lengthBytes = UserBuffers.lengthBytes(count, type);
        if (link.rank() == root) {
            send.openToSend(buffer, offset, 0, lengthBytes, type);
            bcast(board, send, lengthBytes, root);
        } else {
            recv.openToReceive(buffer, offset, 0, lengthBytes, type);
            bcast(board, recv, lengthBytes, root);
            work.deliver(recv, 0, lengthBytes);
        }
    }

    private void bcast(final HostBoard board, final Region region, final long lengthBytes, final int root) {
        if (board != null) {
            final long sentBytes = HostBcast.run(board, region.base(), region.offset(), lengthBytes, root);
            if (!HostBcast.isOnlyAnnounced(board, sentBytes)) {
                requireRoom(sentBytes, lengthBytes);
                return;
            }
        }
        if (across.bcast(region, lengthBytes, root)) {
            return;
        }
        final Algorithm algorithm = selector.bcast(link.size(), lengthBytes).algorithm();
        switch (algorithm) {
            case BINOMIAL -> BinomialBcast.run(link, region.base(), region.offset(), lengthBytes, root);
            case SCATTER_DOUBLING ->
                ScatterDoublingBcast.run(link, region.base(), region.offset(), lengthBytes, root);
            case SCATTER_RING -> ScatterRingBcast.run(link, region.base(), region.offset(), lengthBytes, root);
            case CHAIN -> ChainBcast.run(link, region.base(), region.offset(), lengthBytes,
                selector.chainSegmentBytes(), root);
            default -> throw unknown(algorithm);
        }
    }

    void gather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final Blocks blocks, final Layout recvType, final int root) {
        final HostBoard board = blocks.areEqual() ? board(Operation.GATHER) : null;
        if (link.rank() != root) {
            final long lengthBytes = UserBuffers.lengthBytes(sendCount, sendType);
            send.openToSend(sendBuffer, sendOffset, 0, lengthBytes, sendType);
            if (board != null) {
                HostGather.send(board, send.base(), send.offset(), lengthBytes, root);
            } else if (!across.gather(send, lengthBytes, blocks.areEqual(), root)) {
                sendToRoot(lengthBytes, blocks, root);
            }
            return;
        }
        recv.openToReceive(recvBuffer, recvOffset, blocks.lowBytes(), blocks.highBytes(), recvType);
        placeOwn(sendBuffer, sendOffset, sendCount, sendType, blocks);
        if (board != null) {
            HostGather.receive(board, recv.base(), recv.offset(), blocks);
        } else if (!across.gather(recv, blocks)) {
            receiveFromAll(blocks.lengthBytes(root), blocks);
        }
        deliver(blocks);
    }

    private void sendToRoot(final long blockBytes, final Blocks blocks, final int root) {
        if (gatherAlgorithm(blockBytes, blocks) == Algorithm.BINOMIAL) {
            BinomialGather.send(link, work, scratch, send.base(), send.offset(), blockBytes, root);
        } else {
            LinearGather.send(link, send.base(), send.offset(), blockBytes, root);
        }
    }

    private void receiveFromAll(final long blockBytes, final Blocks blocks) {
        if (gatherAlgorithm(blockBytes, blocks) == Algorithm.BINOMIAL) {
            BinomialGather.receive(link, work, scratch, recv.base(), recv.offset(), blockBytes);
        } else {
            LinearGather.receive(link, recv.base(), recv.offset(), blocks);
        }
    }

    private Algorithm gatherAlgorithm(final long blockBytes, final Blocks blocks) {
        return selector.gather(link.size(), blockBytes, blocks.areEqual()).algorithm();
    }

    void scatter(final Object sendBuffer, final long sendOffset, final Blocks blocks, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType, final int root) {
        final HostBoard board = blocks.areEqual() ? board(Operation.SCATTER) : null;
        final int rank = link.rank();
        final boolean inPlace = recvBuffer == CommEngine.IN_PLACE;
        final long recvBytes = inPlace ? 0 : UserBuffers.lengthBytes(recvCount, recvType);
        if (!inPlace) {
            recv.openToReceive(recvBuffer, recvOffset, 0, recvBytes, recvType);
        }
        if (rank != root) {
            final long sentBytes =
                board == null ? recvBytes : HostScatter.receive(board, recv.base(), recv.offset(), recvBytes, root);
            if (isDone(board, sentBytes)) {
                requireRoom(sentBytes, recvBytes);
            } else if (!across.scatter(recv, recvBytes, blocks.areEqual(), root)) {
                receiveFromRoot(recvBytes, blocks, root);
            }
            work.deliver(recv, 0, recvBytes);
            return;
        }
        send.openToSend(sendBuffer, sendOffset, blocks.lowBytes(), blocks.highBytes(), sendType);
        final long blockBytes = blocks.lengthBytes(rank);
        final long ownBytes = inPlace ? 0 : blockBytes;
        requireRoom(ownBytes, recvBytes);
        if (board != null) {
            HostScatter.send(board, send.base(), send.offset(), blocks);
        }
        if (!isDone(board, blockBytes) && !across.scatter(send, blocks)) {
            sendToAll(blockBytes, blocks);
        }
        if (!inPlace) {
            // Last: what is received may overwrite what had to be sent.
            work.copy(send.base(), blocks.position(send.offset(), rank), recv.base(), recv.offset(), ownBytes);
            work.deliver(recv, 0, ownBytes);
        }
    }

    private void receiveFromRoot(final long blockBytes, final Blocks blocks, final int root) {
        if (scatterAlgorithm(blockBytes, blocks) == Algorithm.BINOMIAL) {
            BinomialScatter.receive(link, work, scratch, recv.base(), recv.offset(), blockBytes, root);
        } else {
            LinearScatter.receive(link, recv.base(), recv.offset(), blockBytes, root);
        }
    }

    private void sendToAll(final long blockBytes, final Blocks blocks) {
        if (scatterAlgorithm(blockBytes, blocks) == Algorithm.BINOMIAL) {
            BinomialScatter.send(link, work, scratch, send.base(), send.offset(), blockBytes);
        } else {
            LinearScatter.send(link, send.base(), send.offset(), blocks);
        }
    }

    private Algorithm scatterAlgorithm(final long blockBytes, final Blocks blocks) {
        return selector.scatter(link.size(), blockBytes, blocks.areEqual()).algorithm();
    }

    void allgather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final Blocks blocks, final Layout recvType) {
        final HostBoard board = blocks.areEqual() ? board(Operation.ALLGATHER) : null;
        recv.openToReceive(recvBuffer, recvOffset, blocks.lowBytes(), blocks.highBytes(), recvType);
        placeOwn(sendBuffer, sendOffset, sendCount, sendType, blocks);
        if (board != null) {
            HostAllgather.run(board, recv.base(), recv.offset(), blocks);
        } else if (!across.allgather(recv, blocks)) {
            allgather(blocks);
        }
        deliver(blocks);
    }

    private void allgather(final Blocks blocks) {
        final long lengthBytes = blocks.totalBytes();
        final Algorithm algorithm = selector.allgather(link.size(), lengthBytes, blocks.areEqual()).algorithm();
        switch (algorithm) {
            case RECURSIVE_DOUBLING ->
                RecursiveDoublingAllgather.run(link, recv.base(), recv.offset(), lengthBytes, 0);
            case BRUCK -> BruckAllgather.run(link, work, scratch.atLeast((int) lengthBytes), recv.base(),
                recv.offset(), blocks);
            case RING -> RingAllgather.run(link, recv.base(), recv.offset(), blocks);
            case NEIGHBOUR_EXCHANGE -> NeighbourExchangeAllgather.run(link, recv.base(), recv.offset(),
                blocks.lengthBytes(link.rank()));
            default -> throw unknown(algorithm);
        }
    }

    void alltoall(final Object sendBuffer, final long sendOffset, final Blocks sendBlocks, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final Blocks recvBlocks, final Layout recvType) {
        final int rank = link.rank();
        final boolean inPlace = sendBuffer == CommEngine.IN_PLACE;
        final Blocks sent = inPlace ? recvBlocks : sendBlocks;
        recv.openToReceive(recvBuffer, recvOffset, recvBlocks.lowBytes(), recvBlocks.highBytes(), recvType);
        send.openToSend(inPlace ? recvBuffer : sendBuffer, inPlace ? recvOffset : sendOffset, sent.lowBytes(),
            sent.highBytes(), inPlace ? recvType : sendType);
        final long blockBytes = sent.lengthBytes(rank);
        requireRoom(blockBytes, recvBlocks.lengthBytes(rank));
        final boolean areEqual = recvBlocks.areEqual() && sent.areEqual();
        final HostBoard board = areEqual ? boardForBlocks(Operation.ALLTOALL, true, blockBytes) : boardForAnyBlocks();
        if (board != null) {
            exchangeOwn(sent, recvBlocks);
            if (areEqual) {
                HostAlltoall.run(board, send, sent, recv, recvBlocks);
            } else {
                HostAlltoallv.run(board, send, sent, recv, recvBlocks);
            }
        } else if (!across.alltoall(send, sent, recv, recvBlocks)) {
            exchange(sent, recvBlocks, blockBytes);
        }
        deliver(recvBlocks);
    }

    private void exchange(final Blocks sent, final Blocks recvBlocks, final long blockBytes) {
        final Algorithm algorithm = selector.alltoall(link.size(), blockBytes, recvBlocks.areEqual()).algorithm();
        switch (algorithm) {
            case BRUCK -> {
                final int scratchBytes = (int) BruckAlltoall.scratchBytes(link.size(), blockBytes);
                BruckAlltoall.run(link, work, scratch.atLeast(scratchBytes), send, sent, recv, recvBlocks);
            }
            case SCATTERED -> {
                exchangeOwn(sent, recvBlocks);
                ScatteredAlltoall.run(link, send.base(), send.offset(), sent, recv.base(), recv.offset(), recvBlocks);
            }
            case PAIRWISE -> {
                exchangeOwn(sent, recvBlocks);
                PairwiseAlltoall.run(link, send, sent, recv, recvBlocks);
            }
            default -> throw unknown(algorithm);
        }
    }

    /** Copies this rank's own block, and the others only if what is received would overwrite what has to be sent. */
    private void exchangeOwn(final Blocks sent, final Blocks recvBlocks) {
        final int rank = link.rank();
        if (send.overlaps(recv)) {
            send.detach();
        }
        work.copy(send.base(), sent.position(send.offset(), rank),
            recv.base(), recvBlocks.position(recv.offset(), rank), sent.lengthBytes(rank));
    }

    void reduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op, final int root) {
        final boolean isRoot = link.rank() == root;
        final HostBoard board = boardFor(Operation.REDUCE, type);
        final boolean isAcross = across.canReduce(Operation.REDUCE, op);
        final Region own = openOperands(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, isRoot,
            segmentBytes(board, isAcross));
        if (isAcross) {
            across.reduce(accumulator, second, op, type, count, own, recv, root);
            if (isRoot) {
                work.deliver(recv, 0, UserBuffers.lengthBytes(count, type));
            }
            return;
        }
        if (board != null) {
            HostReduce.run(fold.begin(board, accumulator, op, type, count), own.base(), own.offset(), recv.base(),
                recv.offset(), root);
            if (isRoot) {
                work.deliver(recv, 0, UserBuffers.lengthBytes(count, type));
            }
            return;
        }
        final Algorithm algorithm = selector.reduce(link.size(), count, UserBuffers.lengthBytes(count, type),
            Operations.isCommutative(op), op.kind() == Reduction.Kind.USER).algorithm();
        final long segmentItems = Math.max(1, SEGMENT_BYTES / Math.max(1, type.sizeBytes()));
        for (long done = 0; done < count; done += segmentItems) {
            openSegment(own, done, Math.min(segmentItems, count - done), type, op);
            reduce(algorithm, recv.offset() + done * type.sizeBytes(), root);
        }
        if (isRoot) {
            work.deliver(recv, 0, UserBuffers.lengthBytes(count, type));
        }
    }

    private void reduce(final Algorithm algorithm, final long resultOffset, final int root) {
        switch (algorithm) {
            case BINOMIAL -> BinomialReduce.run(link, accumulator, root);
            case ORDERED -> OrderedReduce.run(link, accumulator, root);
            case RABENSEIFNER -> RabenseifnerReduce.run(link, accumulator, root, recv.base(), resultOffset);
            default -> throw unknown(algorithm);
        }
        if (link.rank() == root && algorithm != Algorithm.RABENSEIFNER) {
            accumulator.result(recv.base(), resultOffset);
        }
    }

    void allreduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op) {
        final HostBoard board = boardFor(Operation.ALLREDUCE, type);
        final boolean isAcross = across.canReduce(Operation.ALLREDUCE, op);
        final Region own = openOperands(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, true,
            segmentBytes(board, isAcross));
        if (isAcross) {
            across.allreduce(accumulator, second, op, type, count, own, recv);
            work.deliver(recv, 0, UserBuffers.lengthBytes(count, type));
            return;
        }
        if (board != null) {
            HostAllreduce.run(fold.begin(board, accumulator, op, type, count), own, recv);
            work.deliver(recv, 0, UserBuffers.lengthBytes(count, type));
            return;
        }
        final Algorithm algorithm = selector.allreduce(link.size(), count, UserBuffers.lengthBytes(count, type),
            Operations.isCommutative(op), op.kind() == Reduction.Kind.USER).algorithm();
        final long segmentItems = Math.max(1, SEGMENT_BYTES / Math.max(1, type.sizeBytes()));
        for (long done = 0; done < count; done += segmentItems) {
            openSegment(own, done, Math.min(segmentItems, count - done), type, op);
            allreduce(algorithm, recv.offset() + done * type.sizeBytes());
        }
        work.deliver(recv, 0, UserBuffers.lengthBytes(count, type));
    }

    private void allreduce(final Algorithm algorithm, final long resultOffset) {
        switch (algorithm) {
            case RECURSIVE_DOUBLING -> {
                RecursiveDoublingAllreduce.run(link, accumulator);
                accumulator.result(recv.base(), resultOffset);
            }
            case RABENSEIFNER -> RabenseifnerAllreduce.run(link, accumulator, recv.base(), resultOffset);
            case RING -> RingAllreduce.run(link, accumulator, recv.base(), resultOffset);
            default -> throw unknown(algorithm);
        }
    }

    private static IllegalArgumentException unknown(final Algorithm algorithm) {
        return new IllegalArgumentException(algorithm.text());
    }

    void scan(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op, final boolean exclusive) {
        final Region own = openOperands(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, true,
            SEGMENT_BYTES);
        final boolean receives = !exclusive || link.rank() > 0;
        final long segmentItems = Math.max(1, SEGMENT_BYTES / Math.max(1, type.sizeBytes()));
        for (long done = 0; done < count; done += segmentItems) {
            final long items = Math.min(segmentItems, count - done);
            openSegment(own, done, items, type, op);
            second.open(op, type, items, accumulator.base(), accumulator.offset());
            RecursiveDoublingScan.run(link, accumulator, second, exclusive);
            if (receives) {
                second.result(recv.base(), recv.offset() + done * type.sizeBytes());
            }
        }
        if (receives) {
            work.deliver(recv, 0, UserBuffers.lengthBytes(count, type));
        }
    }

    /** {@code blocks} are those of the contribution, which in place lies in the receive buffer. */
    void reduceScatter(final Object sendBuffer, final long sendOffset, final Blocks blocks, final Object recvBuffer,
        final long recvOffset, final Layout type, final Reduction op) {
        final int rank = link.rank();
        // All ranks know the blocks of all.
        final HostBoard board = boardForParts(blocks, type);
        final boolean inPlace = sendBuffer == CommEngine.IN_PLACE;
        recv.openToReceive(recvBuffer, recvOffset, 0, inPlace ? blocks.highBytes() : blocks.lengthBytes(rank), type);
        if (!inPlace) {
            send.openToSend(sendBuffer, sendOffset, 0, blocks.highBytes(), type);
        }
        final Region own = inPlace ? recv : send;
        if (board == null) {
            if (!across.reduceScatter(accumulator, second, op, type, own, blocks, recv)) {
                reduceScatter(own, blocks, type, op);
            }
        } else {
            if (!inPlace && send.overlaps(recv)) {
                send.detach();
            }
            HostReduceScatter.run(fold.begin(board, accumulator, op, type, blocks.count(rank)), own, blocks, recv);
        }
        work.deliver(recv, 0, blocks.lengthBytes(rank));
    }

    private void reduceScatter(final Region own, final Blocks blocks, final Layout type, final Reduction op) {
        final long lengthBytes = blocks.totalBytes();
        if (selector.reduceScatter(lengthBytes, Operations.isCommutative(op)).algorithm() == Algorithm.PAIRWISE) {
            final int rank = link.rank();
            final long count = blocks.count(rank);
            accumulator.open(op, type, count, own.base(), blocks.position(own.offset(), rank));
            second.open(op, type, count, null, 0);
            PairwiseReduceScatter.run(link, own, blocks, accumulator, second);
            accumulator.result(recv.base(), count == 0 ? 0 : recv.offset());
        } else {
            accumulator.open(op, type, lengthBytes / Math.max(1, type.sizeBytes()), own.base(), own.offset());
            RecursiveHalvingReduceScatter.run(link, accumulator, blocks, recv.base(), recv.offset());
        }
    }

    /** Combines two buffers of this rank: recv = send op recv. */
    void reduceLocal(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op) {
        final long lengthBytes = UserBuffers.lengthBytes(count, type);
        recv.openToReceive(recvBuffer, recvOffset, 0, lengthBytes, type);
        send.openToSend(sendBuffer, sendOffset, 0, lengthBytes, type);
        final long segmentItems = Math.max(1, SEGMENT_BYTES / Math.max(1, type.sizeBytes()));
        for (long done = 0; done < count; done += segmentItems) {
            final long items = Math.min(segmentItems, count - done);
            final long doneBytes = done * type.sizeBytes();
            openSegment(recv, done, items, type, op);
            work.copy(send.base(), send.offset() + doneBytes, accumulator.incoming(), 0, items * type.sizeBytes());
            accumulator.combineLeft();
            accumulator.result(recv.base(), recv.offset() + doneBytes);
        }
        work.deliver(recv, 0, lengthBytes);
    }

    /** Lets go of the user's buffers, however the operation ended. */
    void close() {
        operands.close();
        trim();
    }

    /** Lets go of memory that is too long to be kept for the next operation. */
    void trim() {
        accumulator.close();
        second.close();
        fold.close();
        scratch.trim();
        across.trim();
    }

    /** The board of all ranks, if they have one and the operation is to use it. */
    private HostBoard board(final Operation operation) {
        return across.areApart() || !selector.isShared(operation) ? null : host.board(link);
    }

    /** So much of a vector is read before any of it is written. */
    private long segmentBytes(final HostBoard board, final boolean isAcross) {
        return isAcross ? across.segmentBytes() : board == null ? SEGMENT_BYTES : board.cellBytes();
    }

    /** The board for a reduction, unless it has no room for an item of the type. */
    private HostBoard boardFor(final Operation operation, final Layout type) {
        final HostBoard board = board(operation);
        return board == null || type.sizeBytes() > board.cellBytes() ? null : board;
    }

    /** The board for an exchange of blocks; none if they are too long for it, whose lengths are then compared there. */
    private HostBoard boardForBlocks(final Operation operation, final boolean areEqual, final long blockBytes) {
        final HostBoard board = areEqual ? board(operation) : null;
        if (board == null || !HostContributions.areOnlyAnnounced(board, blockBytes)) {
            return board;
        }
        HostContributions.compare(board, blockBytes);
        return null;
    }

    /** The board for an exchange of blocks of which each rank knows but its own; none if only short ones go there. */
    private HostBoard boardForAnyBlocks() {
        final HostBoard board = board(Operation.ALLTOALL);
        return board != null && board.limits().areOfAnyLength(board.size(), board.cellBytes()) ? board : null;
    }

    /** The board for the blocks of a vector, all of which all ranks know. */
    private HostBoard boardForParts(final Blocks blocks, final Layout type) {
        final HostBoard board =
            boardForBlocks(Operation.REDUCE_SCATTER, blocks.happenToBeEqual(), blocks.lengthBytes(0));
        return board == null || type.sizeBytes() * (link.size() - 1) > board.cellBytes() ? null : board;
    }

    /** Whether blocks of this length go through the board, rather than being announced there at most. */
    private static boolean isDone(final HostBoard board, final long blockBytes) {
        return board != null && !HostContributions.areOnlyAnnounced(board, blockBytes);
    }

    /** Opens what this rank has and, where it gets the result, where that goes; returns what this rank has. */
    private Region openOperands(final Object sendBuffer, final long sendOffset, final Object recvBuffer,
        final long recvOffset, final long count, final Layout type, final boolean receives, final long segmentBytes) {
        final long lengthBytes = UserBuffers.lengthBytes(count, type);
        if (receives) {
            recv.openToReceive(recvBuffer, recvOffset, 0, lengthBytes, type);
        }
        if (sendBuffer == CommEngine.IN_PLACE) {
            return recv;
        }
        send.openToSend(sendBuffer, sendOffset, 0, lengthBytes, type);
        // One segment reads all before it writes any, and equal places are read before they are written.
        if (receives && lengthBytes > segmentBytes && !send.isSameMemoryAs(recv) && send.overlaps(recv)) {
            send.detach();
        }
        return send;
    }

    private void openSegment(final Region own, final long firstItem, final long count, final Layout type,
        final Reduction op) {
        accumulator.open(op, type, count, own.base(), own.offset() + firstItem * type.sizeBytes());
    }

    /** Copies this rank's block to its place, first of all: what is received may overwrite it. */
    private void placeOwn(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Blocks blocks) {
        if (sendBuffer != CommEngine.IN_PLACE) {
            final int rank = link.rank();
            final long lengthBytes = UserBuffers.lengthBytes(sendCount, sendType);
            requireRoom(lengthBytes, blocks.lengthBytes(rank));
            send.openToSend(sendBuffer, sendOffset, 0, lengthBytes, sendType);
            work.copy(send.base(), send.offset(), recv.base(), blocks.position(recv.offset(), rank), lengthBytes);
        }
    }

    private void deliver(final Blocks blocks) {
        for (int rank = 0; rank < blocks.ranks(); rank++) {
            work.deliver(recv, blocks.offsetBytes(rank), blocks.lengthBytes(rank));
        }
    }

    private void requireRoom(final long ownBytes, final long roomBytes) {
        if (ownBytes > roomBytes) {
            throw Faults.truncated(where.get(), ownBytes, roomBytes);
        }
    }
}
