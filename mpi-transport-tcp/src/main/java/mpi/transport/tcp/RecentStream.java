package mpi.transport.tcp;

/**
 * Reads the stream of the peer that has spoken last without asking the multiplexer whether there is something: that
 * peer is likely to speak next, and a wait costs one system call a poll instead of two a message (ADR 13). The
 * multiplexer keeps its turn, for all other events come from there. Guarded by the loop.
 */
final class RecentStream {
    /** The multiplexer is asked at every so manyth poll at least. */
    private static final int LOOP_INTERVAL = 16;

    /** {@code null} while there is none that can be read so. */
    private Connection recent;
    private int streams;
    private int skipped;

    /** A stream has come up that can be read so. */
    void opened() {
        streams++;
    }

    /**
     * A stream is over.
     *
     * @param connection it
     */
    void closed(final Connection connection) {
        streams--;
        if (recent == connection) {
            recent = null;
        }
    }

    /**
     * A stream was read.
     *
     * @param connection it
     */
    void heard(final Connection connection) {
        recent = connection;
    }

    /** Makes the next poll ask the multiplexer: it has reported something. */
    void skipNoMore() {
        skipped = LOOP_INTERVAL;
    }

    /**
     * Reads the stream.
     *
     * @param isLoopNeeded whether something waits that only the multiplexer can tell
     * @return whether that is enough for this poll
     */
    boolean poll(final boolean isLoopNeeded) {
        if (recent == null || isLoopNeeded || skipped >= LOOP_INTERVAL) {
            skipped = 0;
            return false;
        }
        skipped++;
        // With one stream, nothing is likely to have come anywhere else.
        return recent.read() || streams == 1;
    }
}
