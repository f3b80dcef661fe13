package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * A reduction through shared memory: combines what all ranks have published in one step, in the order of the ranks
 * whatever the operation, but that of the first two where it commutes: so the result depends neither on who computes
 * it, but for which of two NaNs remains, nor on who comes first. Reused from one operation to the next.
 */
final class HostFold {
    private HostBoard board;
    private Accumulator accumulator;
    private Reduction op;
    private Layout type;
    private long count;
    private long totalBytes;

    /**
     * Begins an operation; returns this.
     *
     * @param hostBoard where ranks publish; a cell has room for an item
     * @param result takes results
     * @param operation how elements are combined
     * @param itemType layout of an item
     * @param items items of a contribution
     */
    HostFold begin(final HostBoard hostBoard, final Accumulator result, final Reduction operation,
        final Layout itemType, final long items) {
        board = hostBoard;
        accumulator = result;
        op = operation;
        type = itemType;
        count = items;
        totalBytes = bytes(items);
        return this;
    }

    HostBoard board() {
        return board;
    }

    /** Items of a contribution. */
    long count() {
        return count;
    }

    /** Length of a contribution in bytes. */
    long totalBytes() {
        return totalBytes;
    }

    /** Length of some items in bytes. */
    long bytes(final long items) {
        return items * type.sizeBytes();
    }

    /** Items for which so many bytes have room. */
    long itemsIn(final int lengthBytes) {
        return lengthBytes / Math.max(1, type.sizeBytes());
    }

    /** Publishes a piece of this rank's contribution in this step. */
    void publish(final Object base, final long offset, final int pieceBytes, final int reader) {
        HostContributions.publish(board, base, offset, pieceBytes, totalBytes, reader);
    }

    /** Waits until a rank has published in this step. */
    void await(final int writer) {
        HostContributions.await(board, writer, totalBytes);
    }

    /** Waits for all ranks, and combines all that each has published, in place of a part. */
    void combine(final long items, final Object base, final long offset) {
        combine(items, base, offset, (int) bytes(items), 0, 0);
    }

    /**
     * Waits for all ranks, and combines a part of what each has published.
     *
     * @param items items of the part
     * @param base of this rank's part in the user's memory, which is read in place of the published copy
     * @param offset of this rank's part
     * @param pieceBytes what each has published
     * @param ofLower where the part begins in what lower ranks have published
     * @param ofHigher where it begins in what higher ranks have published
     */
    void combine(final long items, final Object base, final long offset, final int pieceBytes, final long ofLower,
        final long ofHigher) {
        final int rank = board.rank();
        // In place its own operand, which is near, is what rank 1 copies: such operations commute.
        final boolean isSwapped = rank == 1 && Accumulator.inPlace(op, type, bytes(items)) != null;
        if (rank == 0 || isSwapped) {
            accumulator.open(op, type, items, base, offset);
        } else {
            await(0);
            accumulator.open(op, type, items, null, board.payload(0, pieceBytes) + ofLower);
        }
        for (int turn = 1; turn < board.size(); turn++) {
            final int writer = isSwapped && turn == 1 ? 0 : turn;
            if (writer == rank) {
                accumulator.combineRight(base, offset);
            } else {
                await(writer);
                final long shift = writer < rank ? ofLower : ofHigher;
                accumulator.combineRight(null, board.payload(writer, pieceBytes) + shift);
            }
        }
    }

    /** Puts what was combined last into user memory. */
    void result(final Object base, final long offset) {
        accumulator.result(base, offset);
    }

    /** Publishes what was combined last, in this step. */
    void publishResult(final long items) {
        accumulator.result(null, board.awaitRoom((int) bytes(items)));
        board.publish(totalBytes, HostBoard.ALL);
    }

    /** Lets go of what belongs to the user, and of the board. */
    void close() {
        board = null;
        accumulator = null;
        op = null;
        type = null;
    }
}
