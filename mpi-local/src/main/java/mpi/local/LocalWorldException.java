package mpi.local;

/**
 * A world has failed. The cause is a copy of what the first failing rank has thrown, if it has thrown something, made
 * of the caller's classes; its stack trace is that of the rank.
 */
public final class LocalWorldException extends RuntimeException {
    /** Exit code where the time limit is over, as that of {@code mpjrun}. */
    public static final int TIME_OVER_CODE = 110;

    private static final long serialVersionUID = 1L;

    /** World rank, or -1. */
    private final int rank;
    /** 1 to 255. */
    private final int exitCode;

    LocalWorldException(final String message, final Throwable cause, final int rank, final int exitCode) {
        super(message, cause);
        this.rank = rank;
        this.exitCode = exitCode;
    }

    /**
     * The rank that failed first.
     *
     * @return its world rank, or -1 if none is to blame
     */
    public int rank() {
        return rank;
    }

    /**
     * What {@code mpjrun} would have exited with.
     *
     * @return the code of an abort, the class of an error under {@code ERRORS_ARE_FATAL}, 110 if the time was over,
     *     otherwise 1
     */
    public int exitCode() {
        return exitCode;
    }
}
