package mpjrun.watch;

/**
 * Why a job ends before its ranks are done.
 *
 * @param exitCode exit code of the job, 1 to 255
 * @param rank the rank that is to blame, or {@link #NO_RANK}
 * @param reason what it did, to be read behind its name: {@code exited with code 3}
 */
public record Ending(int exitCode, int rank, String reason) {

    /** Stands for no particular rank. */
    public static final int NO_RANK = -1;

    /** Exit code of a job whose time is over, as other launchers have it. */
    public static final int TIME_LIMIT_CODE = 110;

    /** Exit code of a job that is deadlocked. */
    public static final int DEADLOCK_CODE = 111;

    /**
     * The end of a job for which no rank is to blame.
     *
     * @param exitCode exit code of the job
     * @param reason one line for the user
     * @return the ending
     */
    public static Ending ofJob(final int exitCode, final String reason) {
        return new Ending(exitCode, NO_RANK, reason);
    }
}
