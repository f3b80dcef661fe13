package mpi.core.coll;

import mpi.core.coll.host.HostBoard;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * Combines what all ranks have published in one step, in the order of the ranks whatever the operation, but that of the
 * first two where it commutes: so the result depends neither on who computes it nor on who comes first.
 */
final class HostFold {
    private HostFold() {}

    /**
     * Waits for all ranks, and combines a part of what each has published.
     *
     * @param board where they publish, this rank in this step, too
     * @param accumulator takes the result
     * @param op the operation
     * @param type layout of an item
     * @param items items of the part
     * @param base of this rank's part in the user's memory, which is read in place of the published copy
     * @param offset of this rank's part
     * @param pieceBytes what each has published
     * @param ofLower where the part begins in what lower ranks have published
     * @param ofHigher where it begins in what higher ranks have published
     * @param totalBytes length of the whole contribution
     */
    static void run(final HostBoard board, final Accumulator accumulator, final Reduction op, final Layout type,
        final long items, final Object base, final long offset, final int pieceBytes, final long ofLower,
        final long ofHigher, final long totalBytes) {
        final int rank = board.rank();
        // In place its own operand, which is near, is what rank 1 copies: such operations commute.
        final boolean isSwapped = rank == 1 && Accumulator.inPlace(op, type, items * type.sizeBytes()) != null;
        if (rank == 0 || isSwapped) {
            accumulator.open(op, type, items, base, offset);
        } else {
            HostContributions.await(board, 0, totalBytes);
            accumulator.open(op, type, items, null, board.payload(0, pieceBytes) + ofLower);
        }
        for (int turn = 1; turn < board.size(); turn++) {
            final int writer = isSwapped && turn == 1 ? 0 : turn;
            if (writer == rank) {
                accumulator.combineRight(base, offset);
            } else {
                HostContributions.await(board, writer, totalBytes);
                final long shift = writer < rank ? ofLower : ofHigher;
                accumulator.combineRight(null, board.payload(writer, pieceBytes) + shift);
            }
        }
    }
}
