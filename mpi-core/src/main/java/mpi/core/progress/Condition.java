package mpi.core.progress;

import mpi.core.boot.RankState;

/**
 * What a thread can wait for in {@link Progress#await}. Evaluated with the progress lock held.
 */
public interface Condition {
    /**
     * Whether the wait is over.
     *
     * @return true if there is nothing to wait for
     */
    boolean isMet();

    /**
     * What is waited for, for the hang report. Called without the lock; best effort.
     *
     * @param blockedNanos how long it has been waited for
     * @return the operation
     */
    RankState.Operation describe(long blockedNanos);

    /**
     * Whether it may come to be met without an event of this rank's, by what another rank stores in shared memory, so
     * that somebody has to look.
     *
     * @return false if whoever makes it met tells
     */
    default boolean changesUnseen() {
        return false;
    }

    /**
     * Who can end the wait, for the detection of deadlocks. Called with the lock held while the wait is not over.
     *
     * @param ranks takes the ranks
     */
    default void awaits(final Awaited ranks) {
        ranks.addEverybody();
    }
}
