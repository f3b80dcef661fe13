package mpi.transport.tcp;

/**
 * Reads the stream of the peer that has spoken last without asking the multiplexer whether there is something: that
 * peer is likely to speak next, and one system call takes the place of two (ADR 13). The multiplexer keeps its turn,
 * for everything else is reported there. Guarded by the loop.
 */
final class RecentStream {
    /** Result of {@link #poll}: the multiplexer is to be asked. */
    static final int ASK_LOOP = -1;
    /** It is asked at every so manyth poll at least. */
    static final int LOOP_INTERVAL = 16;

    /** {@code null} while there is none that can be read so. */
    private Connection recent;
    private int streams;
    private int polls;

    /** A stream has come up. */
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
     * A stream that can be read past its channel has said something.
     *
     * @param connection it
     */
    void heard(final Connection connection) {
        recent = connection;
    }

    /** The multiplexer may have something to report: the next poll asks it. */
    void expectEvents() {
        polls = LOOP_INTERVAL;
    }

    /**
     * Reads the stream.
     *
     * @param isLoopNeeded whether something is under way that only the multiplexer moves
     * @return 1 if something was read, 0 if nothing was and that is enough for this poll, or {@link #ASK_LOOP}
     */
    int poll(final boolean isLoopNeeded) {
        if (recent == null || isLoopNeeded || ++polls >= LOOP_INTERVAL) {
            polls = 0;
            return ASK_LOOP;
        }
        if (recent.read()) {
            return 1;
        }
        return streams == 1 ? 0 : ASK_LOOP;
    }
}
