package mpi.core.coll.host;

/**
 * Where things lie on a {@link HostBoard}, apart from the algorithm over them. All words are written by one rank.
 *
 * <pre>
 *  +------------------------------+ 0
 *  |  Lines of rank 0             |
 *  |    finished                  |  the last step that the rank needs nothing of any more
 *  |    line 0, line 1           ...  used in turn, one a step
 *  |  Lines of rank 1            ...
 *  +------------------------------+ cell(0, 0)
 *  |  Cells of rank 0: four       |  used in turn, one a step
 *  |  Cells of rank 1            ...
 *  +------------------------------+ lengthBytes()
 *
 *  line of a step:
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
 * @param lines lines of a rank, a power of two: so many short contributions may be ahead of their readers
 * @param cellBytes capacity of a cell, a multiple of {@link #LINE_BYTES}
 */
public record BoardLayout(int ranks, int lines, int cellBytes) {

    /** Distance of words written by different ranks: two cache lines, since processors fetch lines in pairs. */
    static final int LINE_BYTES = 128;
    /** Longest payload that goes with the word that tells of it, in one cache line. */
    static final int INLINE_BYTES = 48;

    static final int LENGTH_OFFSET = 8;
    static final int PAYLOAD_OFFSET = 16;
    /** Cells of a rank, a power of two. */
    static final int CELLS = 4;

    private static final int KIBIBYTE = 1024;

    private static final int FEW_RANKS = 4;
    private static final int MANY_RANKS = 16;

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
        return agreed(ranks, Math.max(LINE_BYTES, wanted & -LINE_BYTES));
    }

    /**
     * The layout for a number of ranks and a length of cells that are agreed upon.
     *
     * @param ranks ranks of the communicator
     * @param cellBytes capacity of a cell
     * @return the layout
     */
    public static BoardLayout agreed(final int ranks, final int cellBytes) {
        return new BoardLayout(ranks, ranks <= FEW_RANKS ? 64 : ranks <= MANY_RANKS ? 16 : 8, cellBytes);
    }

    private static int byRanks(final int ranks) {
        if (ranks <= FEW_RANKS) {
            return 32 * KIBIBYTE;
        }
        return ranks <= MANY_RANKS ? 8 * KIBIBYTE : 2 * KIBIBYTE;
    }

    /**
     * Length of the whole.
     *
     * @return length in bytes; more than an {@code int} holds if there are too many ranks
     */
    public long lengthBytes() {
        return ranks * (linesBytes() + (long) CELLS * cellBytes);
    }

    long finished(final int rank) {
        return rank * linesBytes();
    }

    /** Where a rank says which operation it has left; in a cache line that is written for that alone. */
    long left(final int rank) {
        return finished(rank) + LINE_BYTES / 2;
    }

    /** The first line of a rank; the others follow at a distance of {@link #LINE_BYTES}. */
    long firstLine(final int rank) {
        return rank * linesBytes() + LINE_BYTES;
    }

    long cell(final int rank, final int cell) {
        return ranks * linesBytes() + ((long) rank * CELLS + cell) * cellBytes;
    }

    private long linesBytes() {
        return (lines + 1L) * LINE_BYTES;
    }
}
