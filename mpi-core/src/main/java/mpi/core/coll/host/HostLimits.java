package mpi.core.coll.host;

import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;

/**
 * Up to where each way through shared memory is worth taking. All ranks of a job have the same.
 *
 * @param allreduceBytes longest vector of an allreduce that every rank combines by itself
 * @param allreduceRanks most ranks that do so
 * @param bcastBytes longest message of a broadcast among two ranks that goes through cells; longer ones are better sent
 *     as messages, whose pieces are longer and further ahead
 * @param pieces most pieces of blocks that have to share a cell, if pieces are short
 * @param longPieceBytes from this length on pieces cost little besides their copies, so that blocks may be of any
 */
public record HostLimits(long allreduceBytes, int allreduceRanks, long bcastBytes, int pieces, int longPieceBytes) {

    /** Parts of a cell are so aligned where they are longer. */
    private static final int ALIGNMENT_BYTES = 64;

    /**
     * Reads the settings.
     *
     * @param settings settings
     * @return what they say
     */
    public static HostLimits of(final Settings settings) {
        return new HostLimits(settings.number(Setting.COLL_HOST_ALLREDUCE_THRESHOLD),
            settings.count(Setting.COLL_HOST_ALLREDUCE_RANKS), settings.number(Setting.COLL_HOST_BCAST_THRESHOLD),
            settings.count(Setting.COLL_HOST_PIECES), settings.count(Setting.COLL_HOST_PIECES_THRESHOLD));
    }

    /**
     * Whether every rank combines a vector by itself.
     *
     * @param ranks ranks of the board
     * @param lengthBytes length of the vector
     * @return false if ranks share the work
     */
    public boolean isCombinedByAll(final int ranks, final long lengthBytes) {
        return ranks == 2 || lengthBytes <= allreduceBytes && ranks <= allreduceRanks;
    }

    /**
     * Whether a broadcast is only announced on a board, and goes by messages.
     *
     * @param ranks ranks of the board
     * @param lengthBytes length of the message
     * @return false if it goes through cells
     */
    public boolean isMessage(final int ranks, final long lengthBytes) {
        return lengthBytes > bcastBytes && ranks == 2;
    }

    /**
     * Whether blocks are only announced on a board, and go by messages.
     *
     * @param ranks ranks of the board
     * @param cellBytes length of its cells, in which a rank puts a piece for each other
     * @param blockBytes length of a block
     * @return false if they go through cells
     */
    public boolean areMessages(final int ranks, final int cellBytes, final long blockBytes) {
        final int part = partBytes(ranks, cellBytes);
        return part < longPieceBytes && blockBytes > (long) pieces * part;
    }

    /**
     * Whether blocks go through cells however long they are, so that ranks need not know each other's lengths.
     *
     * @param ranks ranks of the board
     * @param cellBytes length of its cells, in which a rank puts a piece for each other
     * @return false if only short blocks are worth it
     */
    public boolean areOfAnyLength(final int ranks, final int cellBytes) {
        return partBytes(ranks, cellBytes) >= Math.max(longPieceBytes, ALIGNMENT_BYTES);
    }

    /**
     * Longest piece of each of the blocks that lie in one cell.
     *
     * @param ranks ranks of the board
     * @param cellBytes length of its cells
     * @return length in bytes; 0 if cells are shorter than there are ranks
     */
    public static int partBytes(final int ranks, final int cellBytes) {
        final int share = cellBytes / (ranks - 1);
        return share > ALIGNMENT_BYTES ? share & -ALIGNMENT_BYTES : share;
    }
}
