package mpi.core.boot;

/**
 * Takes what comes in over the {@link ControlChannel}. Called on the rank's {@code mpj-control} thread; must not block.
 */
public interface ControlListener {
    /**
     * What the rank is doing, for the hang report; read without the progress lock, best effort.
     *
     * @return the state
     */
    RankState state();

    /**
     * A rank of the job has died.
     *
     * @param worldRank which
     * @param reason one line for the user
     */
    void onPeerDied(int worldRank, String reason);

    /**
     * The job is over for all ranks, this one included, which shares its process with others and is not ended with it.
     *
     * @param reason one line for the user
     */
    void onJobEnded(String reason);

    /** The launcher is gone: end this process. */
    void onLauncherLost();
}
