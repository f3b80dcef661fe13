package mpi.core.coll;

import java.util.function.Supplier;
import mpi.core.datatype.UserBuffers;
import mpi.core.op.Operations;
import mpi.core.transport.Memory;
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
    private final Supplier<String> where;
    private final Region send;
    private final Region recv;
    private final Accumulator accumulator = new Accumulator();

    /** Works on one communicator; {@code where} names the operation under way in error texts. */
    RawCollectives(final PeerLink link, final Supplier<String> where) {
        this.link = link;
        this.where = where;
        this.send = new Region(where);
        this.recv = new Region(where);
    }

    void bcast(final Object buffer, final long offset, final long count, final Layout type, final int root) {
        final long lengthBytes = UserBuffers.lengthBytes(count, type);
        if (link.rank() == root) {
            send.openToSend(buffer, offset, 0, lengthBytes, type);
            BinomialBcast.run(link, send.base(), send.offset(), lengthBytes, root);
        } else {
            recv.openToReceive(buffer, offset, 0, lengthBytes, type);
            BinomialBcast.run(link, recv.base(), recv.offset(), lengthBytes, root);
            recv.deliver(0, lengthBytes);
        }
    }

    void gather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final Blocks blocks, final Layout recvType, final int root) {
        if (link.rank() != root) {
            final long lengthBytes = UserBuffers.lengthBytes(sendCount, sendType);
            send.openToSend(sendBuffer, sendOffset, 0, lengthBytes, sendType);
            LinearGather.send(link, send.base(), send.offset(), lengthBytes, root);
            return;
        }
        recv.openToReceive(recvBuffer, recvOffset, blocks.lowBytes(), blocks.highBytes(), recvType);
        placeOwn(sendBuffer, sendOffset, sendCount, sendType, blocks);
        LinearGather.receive(link, recv.base(), recv.offset(), blocks);
        deliver(blocks);
    }

    void scatter(final Object sendBuffer, final long sendOffset, final Blocks blocks, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final long recvCount, final Layout recvType, final int root) {
        final int rank = link.rank();
        final boolean inPlace = recvBuffer == CommEngine.IN_PLACE;
        final long recvBytes = inPlace ? 0 : UserBuffers.lengthBytes(recvCount, recvType);
        if (!inPlace) {
            recv.openToReceive(recvBuffer, recvOffset, 0, recvBytes, recvType);
        }
        if (rank != root) {
            LinearScatter.receive(link, recv.base(), recv.offset(), recvBytes, root);
            recv.deliver(0, recvBytes);
            return;
        }
        send.openToSend(sendBuffer, sendOffset, blocks.lowBytes(), blocks.highBytes(), sendType);
        final long ownBytes = inPlace ? 0 : blocks.lengthBytes(rank);
        requireRoom(ownBytes, recvBytes);
        LinearScatter.send(link, send.base(), send.offset(), blocks);
        if (!inPlace) {
            // Last: what is received may overwrite what had to be sent.
            Memory.copy(send.base(), blocks.position(send.offset(), rank), recv.base(), recv.offset(), ownBytes);
            recv.deliver(0, ownBytes);
        }
    }

    void allgather(final Object sendBuffer, final long sendOffset, final long sendCount, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final Blocks blocks, final Layout recvType) {
        recv.openToReceive(recvBuffer, recvOffset, blocks.lowBytes(), blocks.highBytes(), recvType);
        placeOwn(sendBuffer, sendOffset, sendCount, sendType, blocks);
        RingAllgather.run(link, recv.base(), recv.offset(), blocks);
        deliver(blocks);
    }

    void alltoall(final Object sendBuffer, final long sendOffset, final Blocks sendBlocks, final Layout sendType,
        final Object recvBuffer, final long recvOffset, final Blocks recvBlocks, final Layout recvType) {
        final int rank = link.rank();
        final boolean inPlace = sendBuffer == CommEngine.IN_PLACE;
        final Blocks sent = inPlace ? recvBlocks : sendBlocks;
        recv.openToReceive(recvBuffer, recvOffset, recvBlocks.lowBytes(), recvBlocks.highBytes(), recvType);
        send.openToSend(inPlace ? recvBuffer : sendBuffer, inPlace ? recvOffset : sendOffset, sent.lowBytes(),
            sent.highBytes(), inPlace ? recvType : sendType);
        if (send.overlaps(recv)) {
            send.detach();
        }
        requireRoom(sent.lengthBytes(rank), recvBlocks.lengthBytes(rank));
        Memory.copy(send.base(), sent.position(send.offset(), rank),
            recv.base(), recvBlocks.position(recv.offset(), rank), sent.lengthBytes(rank));
        PairwiseAlltoall.run(link, send, sent, recv, recvBlocks);
        deliver(recvBlocks);
    }

    void reduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op, final int root) {
        final boolean isRoot = link.rank() == root;
        final Region own = openOperands(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, isRoot);
        final long segmentItems = Math.max(1, SEGMENT_BYTES / Math.max(1, type.sizeBytes()));
        for (long done = 0; done < count; done += segmentItems) {
            openSegment(own, done, Math.min(segmentItems, count - done), type, op);
            if (Operations.isCommutative(op)) {
                BinomialReduce.run(link, accumulator, root);
            } else {
                OrderedReduce.run(link, accumulator, root);
            }
            if (isRoot) {
                accumulator.result(recv.base(), recv.offset() + done * type.sizeBytes());
            }
        }
        if (isRoot) {
            recv.deliver(0, UserBuffers.lengthBytes(count, type));
        }
    }

    void allreduce(final Object sendBuffer, final long sendOffset, final Object recvBuffer, final long recvOffset,
        final long count, final Layout type, final Reduction op) {
        final Region own = openOperands(sendBuffer, sendOffset, recvBuffer, recvOffset, count, type, true);
        final long segmentItems = Math.max(1, SEGMENT_BYTES / Math.max(1, type.sizeBytes()));
        for (long done = 0; done < count; done += segmentItems) {
            openSegment(own, done, Math.min(segmentItems, count - done), type, op);
            RecursiveDoublingAllreduce.run(link, accumulator);
            accumulator.result(recv.base(), recv.offset() + done * type.sizeBytes());
        }
        recv.deliver(0, UserBuffers.lengthBytes(count, type));
    }

    /** Lets go of the user's buffers, however the operation ended. */
    void close() {
        send.close();
        recv.close();
        accumulator.close();
    }

    /** Opens what this rank has and, where it gets the result, where that goes; returns what this rank has. */
    private Region openOperands(final Object sendBuffer, final long sendOffset, final Object recvBuffer,
        final long recvOffset, final long count, final Layout type, final boolean receives) {
        final long lengthBytes = UserBuffers.lengthBytes(count, type);
        if (receives) {
            recv.openToReceive(recvBuffer, recvOffset, 0, lengthBytes, type);
        }
        if (sendBuffer == CommEngine.IN_PLACE) {
            return recv;
        }
        send.openToSend(sendBuffer, sendOffset, 0, lengthBytes, type);
        // One segment reads all before it writes any, and equal places are read before they are written.
        if (receives && lengthBytes > SEGMENT_BYTES && !send.isSameAs(recv) && send.overlaps(recv)) {
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
            Memory.copy(send.base(), send.offset(), recv.base(), blocks.position(recv.offset(), rank), lengthBytes);
        }
    }

    private void deliver(final Blocks blocks) {
        for (int rank = 0; rank < blocks.ranks(); rank++) {
            recv.deliver(blocks.offsetBytes(rank), blocks.lengthBytes(rank));
        }
    }

    private void requireRoom(final long ownBytes, final long roomBytes) {
        if (ownBytes > roomBytes) {
            throw Faults.truncated(where.get(), ownBytes, roomBytes);
        }
    }
}
