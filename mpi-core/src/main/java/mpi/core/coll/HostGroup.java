package mpi.core.coll;

import java.util.function.Supplier;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.coll.host.HostBoard;
import mpi.core.op.Operations;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * What the ranks of one host do among themselves as part of an operation in {@linkplain Tiers two tiers}: through
 * shared memory where they have a board, otherwise by messages. Roots are places among them.
 *
 * <p>When the board fails this rank that is remembered, and what is left to do there is not done; the operation goes
 * on, so that no other host waits for this one, and no message is left behind.
 */
final class HostGroup {
    private final PeerLink link;
    private final HostTier host;
    private final Work work;
    private final Scratch scratch;
    private final Supplier<String> where;
    private final Failures failures;
    private final HostFold fold = new HostFold();
    private HostBoard board;
    private boolean hasLeft;
    private boolean hasDead;

    /** Works for the ranks that {@code link} reaches; {@code failures} remembers those of the board. */
    HostGroup(final PeerLink link, final HostTier host, final Work work, final Scratch scratch,
        final Supplier<String> where, final Failures failures) {
        this.link = link;
        this.host = host;
        this.work = work;
        this.scratch = scratch;
        this.where = where;
        this.failures = failures;
    }

    /** Begins an operation. */
    void begin() {
        board = host.board(link);
        hasLeft = false;
        hasDead = false;
    }

    /** Blocks the root until all have arrived. */
    void arrive(final int root) {
        if (board != null) {
            meet(root);
        } else if (link.rank() == root) {
            BinomialGather.receive(link, work, scratch, null, 0, 0);
        } else {
            BinomialGather.send(link, work, scratch, null, 0, 0, root);
        }
    }

    /** Blocks the others until the root has called it. */
    void release(final int root) {
        if (board != null) {
            meet(root);
        } else {
            BinomialBcast.run(link, null, 0, 0, root);
        }
    }

    private void meet(final int root) {
        if (!isOnBoard()) {
            return;
        }
        try {
            board.meet();
            if (board.hasLeft(root)) {
                throw board.leave(HostBoard.LOST, HostBoard.LOST);
            }
            board.nextStep();
        } catch (final MPIException e) {
            leave(e);
        }
    }

    /** Whether this rank takes part at the board. It leaves it when it has nothing to pass on. */
    private boolean isOnBoard() {
        if (!hasLeft && failures.haveLost()) {
            leave(board.leave(HostBoard.LOST, HostBoard.LOST));
        }
        return !hasLeft;
    }

    /** Goes on without the board. */
    private void leave(final MPIException failure) {
        hasLeft = true;
        hasDead = failure.getErrorClass() == MPI.ERR_PROC_FAILED;
        failures.remember(failure);
    }

    /** Gives all what the root has. */
    void bcast(final Object base, final long offset, final long lengthBytes, final int root) {
        if (board == null || bcastOnBoard(base, offset, lengthBytes, root)) {
            BinomialBcast.run(link, base, offset, lengthBytes, root);
        }
    }

    /** Returns whether it is left to messages. */
    private boolean bcastOnBoard(final Object base, final long offset, final long lengthBytes, final int root) {
        if (isOnBoard()) {
            try {
                final long sentBytes = HostBcast.run(board, base, offset, lengthBytes, root);
                board.nextStep();
                if (HostBcast.isOnlyAnnounced(board, sentBytes)) {
                    return true;
                }
                requireRoom(sentBytes, lengthBytes);
                return false;
            } catch (final MPIException e) {
                leave(e);
            }
        }
        // Of ranks whose lengths differ nobody could tell; those that have seen one die take part in the messages.
        return hasDead && HostBcast.isOnlyAnnounced(board, lengthBytes);
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
        if (isOnBoard()) {
            try {
                HostReduce.run(fold.begin(board, accumulator, op, type, items), base, offset,
                    isRoot ? second.incoming() : null, 0, root);
                board.nextStep();
            } catch (final MPIException e) {
                leave(e);
            } finally {
                fold.close();
            }
        }
        if (isRoot) {
            accumulator.open(op, type, items, hasLeft ? base : second.incoming(), hasLeft ? offset : 0);
        }
    }

    /**
     * Sends this rank's block to the root.
     *
     * @param areEqual whether all ranks know that their blocks have one length
     */
    void sendBlock(final boolean areEqual, final Object base, final long offset, final long lengthBytes,
        final int root) {
        if (!areEqual || board == null) {
            LinearGather.send(link, base, offset, lengthBytes, root);
        } else if (isOnBoard()) {
            try {
                HostGather.send(board, base, offset, lengthBytes, root);
                board.nextStep();
            } catch (final MPIException e) {
                leave(e);
            }
        }
    }

    /** Receives the blocks of the others at the root, whose own is in place; see {@link #sendBlock}. */
    void receiveBlocks(final boolean areEqual, final Object base, final long offset, final Blocks blocks) {
        if (link.size() == 1) {
            return;
        }
        if (!areEqual || board == null) {
            LinearGather.receive(link, base, offset, blocks);
        } else if (isOnBoard()) {
            try {
                HostGather.receive(board, base, offset, blocks);
                board.nextStep();
            } catch (final MPIException e) {
                leave(e);
            }
        }
    }

    /** Sends all blocks but the root's own; see {@link #sendBlock}. */
    void sendBlocks(final boolean areEqual, final Object base, final long offset, final Blocks blocks) {
        if (link.size() == 1) {
            return;
        }
        if (!areEqual || board == null || sendOnBoard(base, offset, blocks)) {
            LinearScatter.send(link, base, offset, blocks);
        }
    }

    /** Returns whether it is left to messages. */
    private boolean sendOnBoard(final Object base, final long offset, final Blocks blocks) {
        final long lengthBytes = blocks.lengthBytes(0);
        if (isOnBoard()) {
            try {
                HostScatter.send(board, base, offset, blocks);
                board.nextStep();
                return HostContributions.areOnlyAnnounced(board, lengthBytes);
            } catch (final MPIException e) {
                leave(e);
            }
        }
        return hasDead && HostContributions.areOnlyAnnounced(board, lengthBytes);
    }

    /** Receives this rank's block from the root; see {@link #sendBlock}. */
    void receiveBlock(final boolean areEqual, final Object base, final long offset, final long lengthBytes,
        final int root) {
        if (!areEqual || board == null || receiveOnBoard(base, offset, lengthBytes, root)) {
            LinearScatter.receive(link, base, offset, lengthBytes, root);
        }
    }

    /** Returns whether it is left to messages. */
    private boolean receiveOnBoard(final Object base, final long offset, final long lengthBytes, final int root) {
        if (isOnBoard()) {
            try {
                final long sentBytes = HostScatter.receive(board, base, offset, lengthBytes, root);
                board.nextStep();
                if (HostContributions.areOnlyAnnounced(board, sentBytes)) {
                    return true;
                }
                requireRoom(sentBytes, lengthBytes);
                return false;
            } catch (final MPIException e) {
                leave(e);
            }
        }
        return hasDead && HostContributions.areOnlyAnnounced(board, lengthBytes);
    }

    /** Messages among the ranks of this host. */
    PeerLink messages() {
        return link;
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

    /** No more than fits has been received; the rank is in step. */
    private void requireRoom(final long sentBytes, final long roomBytes) {
        if (sentBytes > roomBytes) {
            failures.remember(Faults.truncated(where.get(), sentBytes, roomBytes));
        }
    }
}
