package mpi.core.coll.host;

/**
 * Where things lie on a {@link HostBoard}, apart from the algorithm over them. All words are written by one rank.
 *
 * <pre>
 *  +------------------------------+ 0
 *  |  Lines of rank 0             |
 *  |    line of slot 0            |
 *  |    line of slot 1            |
 *  |    finished                  |  the last step that the rank needs nothing of any more
 *  |  Lines of rank 1            ...
 *  +------------------------------+ cell(0, 0): two cells a rank, one for each slot
 *  |  Cells                      ...
 *  +------------------------------+ lengthBytes()
 *
 *  line of a slot:
 *  +---------------------------------------------------------------+ 0
 *  |                     Step published, 8 bytes                   |  stored last, with release
 *  +---------------------------------------------------------------+ 8
 *  |            Length of the whole contribution, 8 bytes          |
 *  +---------------------------------------------------------------+ 16
 *  |              Payload, if not longer than 48 bytes            ...
 *  +---------------------------------------------------------------+ 64
 * </pre>
 *
 * @param ranks ranks of the communicator
 * @param cellBytes capacity of a cell, a multiple of {@link #LINE_BYTES}
 */
public record BoardLayout(int ranks, int cellBytes) {
    /** Distance of words written by different ranks: two cache lines, since processors fetch lines in pairs. */
    static final int LINE_BYTES = 128;
    /** Longest payload that goes with the word that tells of it, in one cache line. */
    static final int INLINE_BYTES = 48;

    static final int LENGTH_OFFSET = 8;
    static final int PAYLOAD_OFFSET = 16;
    static final int SLOTS = 2;

    private static final int RANK_LINES_BYTES = (SLOTS + 1) * LINE_BYTES;
    private static final int KIBIBYTE = 1024;

    /** Longest cell that may be asked for. */
    private static final int MAX_CELL_BYTES = 1024 * KIBIBYTE;

    /**
     * The layout for a number of ranks.
     *
     * @param ranks ranks of the communicator
     * @param configuredBytes what the user wants; 0: by the number of ranks
     * @return the layout
     */
    public static BoardLayout of(final int ranks, final int configuredBytes) {
        final int wanted = configuredBytes == 0 ? byRanks(ranks) : Math.clamp(configuredBytes, 0, MAX_CELL_BYTES);
        return new BoardLayout(ranks, Math.max(LINE_BYTES, wanted & -LINE_BYTES));
    }

    private static int byRanks(final int ranks) {
        if (ranks <= 4) {
            return 16 * KIBIBYTE;
        }
        return ranks <= 16 ? 8 * KIBIBYTE : 4 * KIBIBYTE;
    }

    /**
     * Length of the whole.
     *
     * @return length in bytes; more than an {@code int} holds if there are too many ranks
     */
    public long lengthBytes() {
        return (long) ranks * (RANK_LINES_BYTES + SLOTS * cellBytes);
    }

    long line(final int rank, final int slot) {
        return (long) rank * RANK_LINES_BYTES + slot * LINE_BYTES;
    }

    long finished(final int rank) {
        return (long) rank * RANK_LINES_BYTES + SLOTS * LINE_BYTES;
    }

    long cell(final int rank, final int slot) {
        return (long) ranks * RANK_LINES_BYTES + ((long) rank * SLOTS + slot) * cellBytes;
    }
}
