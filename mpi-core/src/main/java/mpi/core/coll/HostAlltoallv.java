package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.core.transport.Memory;
import org.agrona.UnsafeApi;

/**
 * Exchange of all with all through shared memory, of blocks of different lengths: everybody writes a piece for each
 * other rank into his cell, then reads his own out of all cells. Who has longer blocks does so in more steps.
 *
 * <p>A rank publishes in the first step, and then as long as one of its blocks has a piece left; it reads what each
 * other one has published in the first step, and then as long as the block from there has. Both sides tell each other
 * in the first step how long a block is, so that afterwards they agree on who waits for whom.
 *
 * <pre>
 *  a part of a cell:
 *  +---------------------------------------------------------------+ 0
 *  |        Length of the block to the reader, 8 bytes             |
 *  +---------------------------------------------------------------+ 8
 *  |        Length of the block expected of it, 8 bytes            |
 *  +---------------------------------------------------------------+ 16
 *  |                     Piece of the block                       ...
 *  +---------------------------------------------------------------+ partBytes
 * </pre>
 *
 * <ul>
 * <li><b>Cost</b>: each block is written once and read once; one phase for each P−1 pieces that fit into a cell.
 * <li><b>When chosen</b>: few ranks of one host, so that pieces are long, since ranks do not know whether blocks are.
 * <li><b>Source</b>: Graham, Shipman, MPI support for multi-core architectures: optimized shared memory collectives,
 * 2008.
 * </ul>
 */
final class HostAlltoallv {
    private static final int SENT_OFFSET = 0;
    private static final int EXPECTED_OFFSET = 8;
    private static final int PIECE_OFFSET = 16;

    private HostAlltoallv() {}

    /** Exchanges the blocks; this rank's own is in place. */
    static void run(final HostBoard board, final Region send, final Blocks sent, final Region recv,
        final Blocks received) {
        final int partBytes = HostContributions.partBytes(board);
        final int pieceBytes = partBytes - PIECE_OFFSET;
        final long longestSent = longest(board, sent);
        final long longest = Math.max(longestSent, longest(board, received));
        final long totalBytes = sent.totalBytes();
        long done = 0;
        do {
            if (done == 0 || done < longestSent) {
                write(board, partBytes, send, sent, received, done);
                board.publish(totalBytes, HostBoard.ALL);
            }
            for (int distance = 1; distance < board.size(); distance++) {
                final int writer = HostContributions.writer(board, distance);
                if (done == 0 || done < received.lengthBytes(writer)) {
                    board.awaitPublished(writer);
                    read(board, partBytes, writer, sent, recv, received, done);
                }
            }
            board.finishStep();
            board.nextStep();
            done += pieceBytes;
        } while (done < longest);
        board.finishOperation();
    }

    /** Length of the longest block but this rank's own. */
    private static long longest(final HostBoard board, final Blocks blocks) {
        long longest = 0;
        for (int distance = 1; distance < board.size(); distance++) {
            longest = Math.max(longest, blocks.lengthBytes(HostContributions.writer(board, distance)));
        }
        return longest;
    }

    /** Writes the part of each other rank. */
    private static void write(final HostBoard board, final int partBytes, final Region send, final Blocks sent,
        final Blocks received, final long done) {
        final int rank = board.rank();
        long part = board.awaitRoom(board.cellBytes());
        for (int reader = 0; reader < board.size(); reader++) {
            if (reader != rank) {
                final long lengthBytes = sent.lengthBytes(reader);
                UnsafeApi.putLong(part + SENT_OFFSET, lengthBytes);
                UnsafeApi.putLong(part + EXPECTED_OFFSET, received.lengthBytes(reader));
                if (done < lengthBytes) {
                    Memory.copyOut(send.base(), sent.position(send.offset(), reader) + done, part + PIECE_OFFSET,
                        Math.min(partBytes - PIECE_OFFSET, lengthBytes - done));
                }
                part += partBytes;
            }
        }
    }

    /** Reads the part for this rank. */
    private static void read(final HostBoard board, final int partBytes, final int writer, final Blocks sent,
        final Region recv, final Blocks received, final long done) {
        final long part =
            board.payload(writer, board.cellBytes()) + (long) HostContributions.index(board, writer) * partBytes;
        final long lengthBytes = received.lengthBytes(writer);
        HostContributions.requireEqual(board, UnsafeApi.getLong(part + SENT_OFFSET), lengthBytes);
        HostContributions.requireEqual(board, sent.lengthBytes(writer), UnsafeApi.getLong(part + EXPECTED_OFFSET));
        if (done < lengthBytes) {
            Memory.copyIn(part + PIECE_OFFSET, recv.base(), received.position(recv.offset(), writer) + done,
                Math.min(partBytes - PIECE_OFFSET, lengthBytes - done));
        }
    }
}
