package mpi.core.fault;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which ranks of the world are dead, and why. A rank never comes back, and the first reason told is the one that is
 * kept: later ones are mostly consequences. Thread-safe; reading never blocks.
 */
public final class PeerStates {
    /** Reason of death by world rank, {@code null} while the rank lives. */
    private final AtomicReferenceArray<String> reasons;
    private final AtomicInteger deadCount = new AtomicInteger();

    /**
     * All ranks live.
     *
     * @param worldSize ranks in the world
     */
    public PeerStates(final int worldSize) {
        reasons = new AtomicReferenceArray<>(worldSize);
    }

    /**
     * Notes a death.
     *
     * @param worldRank who
     * @param reason one line for the user
     * @return whether this is news
     */
    public boolean markDead(final int worldRank, final String reason) {
        final boolean isNews = reasons.compareAndSet(worldRank, null, reason);
        if (isNews) {
            deadCount.incrementAndGet();
        }
        return isNews;
    }

    /**
     * Whether a rank is dead.
     *
     * @param worldRank who
     * @return true once {@link #markDead} was called for it
     */
    public boolean isDead(final int worldRank) {
        return reasons.get(worldRank) != null;
    }

    /**
     * Why a rank is dead.
     *
     * @param worldRank who
     * @return one line for the user, or nothing while it lives
     */
    public Optional<String> reason(final int worldRank) {
        return Optional.ofNullable(reasons.get(worldRank));
    }

    /**
     * How many ranks are dead; cheap enough for every poll. A rank that counts here {@link #isDead}.
     *
     * @return the number so far
     */
    public int deadCount() {
        return deadCount.get();
    }
}
