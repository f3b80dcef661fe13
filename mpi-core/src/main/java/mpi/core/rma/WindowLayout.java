package mpi.core.rma;

/**
 * Where the words lie by which the ranks of a window synchronise: one block in the memory of each rank, apart from the
 * algorithms over them.
 *
 * <pre>
 *  +---------------------------------------------------------------+ 0
 *  |     Who accesses the rank's memory in a passive epoch         |  a {@link LockWord}, written by all
 *  +---------------------------------------------------------------+ 128
 *  |     Who applies an accumulate to the rank's memory            |  a {@link LockWord}, written by all
 *  +---------------------------------------------------------------+ 256
 *  |  By member: how often the rank has posted to it, 8 bytes     ...  written by the rank
 *  +---------------------------------------------------------------+ completed(0)
 *  |  By member: how often the rank has completed what it         ...  written by the rank
 *  |  accessed there, 8 bytes                                      |
 *  +---------------------------------------------------------------+ lengthBytes()
 * </pre>
 *
 * @param ranks ranks of the window
 */
record WindowLayout(int ranks) {
    /** Two cache lines, since processors fetch lines in pairs. */
    private static final int LINE_BYTES = 128;

    static final int ACCESS_LOCK = 0;
    static final int ACCUMULATE_LOCK = LINE_BYTES;
    private static final int POSTED = 2 * LINE_BYTES;

    int posted(final int member) {
        return POSTED + member * Long.BYTES;
    }

    int completed(final int member) {
        return posted(ranks) + member * Long.BYTES;
    }

    int lengthBytes() {
        return completed(ranks);
    }
}
