package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.core.coll.host.HostLimits;
import mpi.core.transport.Memory;

/**
 * What ranks contribute to an operation on a board: published in pieces that fit into cells, whole or with a part for
 * each reader, and compared with what the others contribute.
 */
final class HostContributions {
    private HostContributions() {}

    /** Publishes a contribution, or a piece of it, in this step. */
    static void publish(final HostBoard board, final Object base, final long offset, final int piece,
        final long totalBytes, final int reader) {
        Memory.copyOut(base, offset, board.awaitRoom(piece), piece);
        board.publish(totalBytes, reader);
    }

    /** Publishes a contribution cell by cell, a step each. */
    static void publishAll(final HostBoard board, final Object base, final long offset, final long totalBytes,
        final int reader) {
        long done = 0;
        do {
            final int piece = (int) Math.min(board.cellBytes(), totalBytes - done);
            publish(board, base, offset + done, piece, totalBytes, reader);
            board.nextStep();
            done += piece;
        } while (done < totalBytes);
    }

    /** Waits until a rank has published in this step, and makes sure that it means the same operation. */
    static void await(final HostBoard board, final int writer, final long totalBytes) {
        board.awaitPublished(writer);
        requireEqual(board, board.totalBytes(writer), totalBytes);
    }

    /** Leaves the operation if what one rank sends and what another expects have different lengths. */
    static void requireEqual(final HostBoard board, final long lengthBytes, final long otherBytes) {
        if (lengthBytes != otherBytes) {
            throw board.leave(Math.max(lengthBytes, otherBytes), Math.min(lengthBytes, otherBytes));
        }
    }

    /** The rank at a distance from this one: so not all read the same one first. */
    static int writer(final HostBoard board, final int distance) {
        final int writer = board.rank() + distance;
        return writer < board.size() ? writer : writer - board.size();
    }

    /** Longest piece of each of the blocks that lie in one cell; 0 if cells are shorter than there are ranks. */
    static int partBytes(final HostBoard board) {
        return HostLimits.partBytes(board.size(), board.cellBytes());
    }

    /** Whether blocks of this length are only announced on the board, and go by messages. */
    static boolean areOnlyAnnounced(final HostBoard board, final long blockBytes) {
        return board.limits().areMessages(board.size(), board.cellBytes(), blockBytes);
    }

    /** Announces blocks that go by messages. */
    static void announce(final HostBoard board, final long blockBytes) {
        board.awaitRoom(0);
        board.publish(blockBytes, HostBoard.ALL);
    }

    /** Makes sure that all ranks mean blocks of this length, which go by messages. */
    static void compare(final HostBoard board, final long blockBytes) {
        announce(board, blockBytes);
        for (int distance = 1; distance < board.size(); distance++) {
            await(board, writer(board, distance), blockBytes);
        }
        board.finishLast(0);
    }

    /** Publishes a piece of each block but the rank's own. */
    static void publishParts(final HostBoard board, final Object base, final long offset, final Blocks blocks,
        final long done, final int piece) {
        final int rank = board.rank();
        long target = board.awaitRoom(piece * (board.size() - 1));
        for (int reader = 0; reader < board.size(); reader++) {
            if (reader != rank) {
                Memory.copyOut(base, blocks.position(offset, reader) + done, target, piece);
                target += piece;
            }
        }
        board.publish(blocks.lengthBytes(0), HostBoard.ALL);
    }

    /** Where the piece for this rank lies that a rank has published. */
    static long part(final HostBoard board, final int writer, final int piece) {
        return board.payload(writer, piece * (board.size() - 1)) + (long) index(board, writer) * piece;
    }

    /** Which of the parts that a rank writes for the others is that for this rank. */
    static int index(final HostBoard board, final int writer) {
        return board.rank() < writer ? board.rank() : board.rank() - 1;
    }
}
