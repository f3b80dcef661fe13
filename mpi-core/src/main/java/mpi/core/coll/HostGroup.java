package mpi.core.coll;

import java.util.function.Supplier;
import mpi.core.coll.host.HostBoard;
import mpi.core.op.Operations;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * What the ranks of one host do among themselves as part of an operation in {@linkplain Tiers two tiers}: through
 * shared memory where they have a board, otherwise by messages. Roots are places among them.
 */
final class HostGroup {
    private final PeerLink link;
    private final HostTier host;
    private final Work work;
    private final Scratch scratch;
    private final Supplier<String> where;
    private HostBoard board;

    /** Works for the ranks that {@code link} reaches. */
    HostGroup(final PeerLink link, final HostTier host, final Work work, final Scratch scratch,
        final Supplier<String> where) {
        this.link = link;
        this.host = host;
        this.work = work;
        this.scratch = scratch;
        this.where = where;
    }

    /** Begins an operation. */
    void begin() {
        board = host.board(link);
    }

    /** Blocks the root until all have arrived. */
    void arrive(final int root) {
        if (board != null) {
            meet();
        } else if (link.rank() == root) {
            BinomialGather.receive(link, work, scratch, null, 0, 0);
        } else {
            BinomialGather.send(link, work, scratch, null, 0, 0, root);
        }
    }

    /** Blocks the others until the root has called it. */
    void release(final int root) {
        if (board != null) {
            meet();
        } else {
            BinomialBcast.run(link, null, 0, 0, root);
        }
    }

    private void meet() {
        board.meet();
        board.nextStep();
    }

    /** Gives all what the root has. */
    void bcast(final Object base, final long offset, final long lengthBytes, final int root) {
        if (board != null) {
            final long sentBytes = HostBcast.run(board, base, offset, lengthBytes, root);
            if (!HostBcast.isOnlyAnnounced(board, sentBytes)) {
                end(sentBytes, lengthBytes);
                return;
            }
            board.nextStep();
        }
        BinomialBcast.run(link, base, offset, lengthBytes, root);
    }

    /**
     * Combines contributions in the order of the ranks, unless they are messages and the operation commutes.
     *
     * @param accumulator has the result at the root
     * @param second has room for it
     * @param base of this rank's contribution
     * @param offset of this rank's contribution
     */
    void reduce(final Accumulator accumulator, final Accumulator second, final Reduction op, final Layout type,
        final long items, final Object base, final long offset, final int root) {
        final boolean isRoot = link.rank() == root;
        if (board == null || type.sizeBytes() > board.cellBytes()) {
            accumulator.open(op, type, items, base, offset);
            if (Operations.isCommutative(op)) {
                BinomialReduce.run(link, accumulator, root);
            } else {
                OrderedReduce.run(link, accumulator, root);
            }
            return;
        }
        if (isRoot) {
            second.open(op, type, items, null, 0);
        }
        HostReduce.run(board, accumulator, op, type, items, base, offset, isRoot ? second.incoming() : null, 0, root,
            where);
        board.nextStep();
        if (isRoot) {
            accumulator.open(op, type, items, second.incoming(), 0);
        }
    }

    /**
     * Sends this rank's block to the root.
     *
     * @param areEqual whether all ranks know that their blocks have one length
     */
    void sendBlock(final boolean areEqual, final Object base, final long offset, final long lengthBytes,
        final int root) {
        if (areEqual && board != null) {
            HostGather.send(board, base, offset, lengthBytes, root);
            board.nextStep();
        } else {
            LinearGather.send(link, base, offset, lengthBytes, root);
        }
    }

    /** Receives the blocks of the others at the root, whose own is in place; see {@link #sendBlock}. */
    void receiveBlocks(final boolean areEqual, final Object base, final long offset, final Blocks blocks) {
        if (link.size() == 1) {
            return;
        }
        if (areEqual && board != null) {
            HostGather.receive(board, base, offset, blocks, where);
            board.nextStep();
        } else {
            LinearGather.receive(link, base, offset, blocks);
        }
    }

    /** Sends all blocks but the root's own; see {@link #sendBlock}. */
    void sendBlocks(final boolean areEqual, final Object base, final long offset, final Blocks blocks) {
        if (link.size() == 1) {
            return;
        }
        if (areEqual && board != null) {
            HostScatter.send(board, base, offset, blocks);
            board.nextStep();
        } else {
            LinearScatter.send(link, base, offset, blocks);
        }
    }

    /** Receives this rank's block from the root; see {@link #sendBlock}. */
    void receiveBlock(final boolean areEqual, final Object base, final long offset, final long lengthBytes,
        final int root) {
        if (areEqual && board != null) {
            end(HostScatter.receive(board, base, offset, lengthBytes, root), lengthBytes);
        } else {
            LinearScatter.receive(link, base, offset, lengthBytes, root);
        }
    }

    /** Tells the root how long this rank's block is. */
    void tellLength(final long[] length, final int root) {
        link.send(root, length, 0, Long.BYTES);
    }

    /** Learns how long the blocks of the others are, at the root; {@code lengths} are by place. */
    void learnLengths(final long[] lengths) {
        for (int place = 0; place < link.size(); place++) {
            if (place != link.rank()) {
                link.recv(place, lengths, (long) place * Long.BYTES, Long.BYTES);
            }
        }
    }

    /** Ends a step in which no more than fits has been received. */
    private void end(final long sentBytes, final long roomBytes) {
        if (sentBytes > roomBytes) {
            board.abandon();
            throw Faults.truncated(where.get(), sentBytes, roomBytes);
        }
        board.nextStep();
    }
}
