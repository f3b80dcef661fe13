package mpjrun.watch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Decides from what ranks say and how their processes end whether the job has failed, and which rank is to blame: the
 * one that showed the first sign of failing, since the others often fail because of it. A sign may come some time
 * before it is known what it means: a line that ends without Finalize belongs to a process that is about to end with
 * an exit code. Such a rank is given {@link #GRACE} to end before a later sign of another rank counts.
 *
 * <p>Knows no clock and no process; not thread-safe.
 */
public final class Verdict {
    /** How long to wait for the meaning of a sign. */
    public static final Duration GRACE = Duration.ofMillis(500);

    private static final int CODE_MASK = 0xff;

    private final RankLife[] lives;
    /** Ranks that gave a sign of failing, the first one first, and when. */
    private final Map<Integer, Long> signs = new LinkedHashMap<>();

    /** What is known of a rank. */
    private static final class RankLife {
        private boolean hasJoined;
        /** Between the ends of Init and Finalize. */
        private boolean isInMpi;
        private boolean isLineLost;
        private ExitStatus exit;
        private long exitNanos;
        private boolean isProbablyOutOfMemory;
        /** After the exit: whether it is known if the rank had joined. */
        private boolean isDrained;
        private Ending abort;

        private Optional<Ending> ending(final int rank) {
            if (abort != null) {
                return Optional.of(abort);
            }
            if (!exit.isSuccess()) {
                return Optional.of(new Ending(exit.code(), rank,
                    exit.text() + (isProbablyOutOfMemory ? ", probably out of memory" : "")));
            }
            return isInMpi ? Optional.of(new Ending(1, rank, "exited with code 0 without calling Finalize"))
                : Optional.empty();
        }

        private boolean isSettled(final long nowNanos) {
            return exit != null && isDrained
                && (!hasJoined || isLineLost || nowNanos - exitNanos >= GRACE.toNanos());
        }

        private boolean isUnderstood(final long nowNanos) {
            return abort != null || isSettled(nowNanos);
        }
    }

    /**
     * Watches the ranks of a job.
     *
     * @param size ranks in the world
     */
    public Verdict(final int size) {
        lives = new RankLife[size];
        for (int rank = 0; rank < size; rank++) {
            lives[rank] = new RankLife();
        }
    }

    /**
     * A rank has found its launcher.
     *
     * @param rank world rank
     */
    public void joined(final int rank) {
        lives[rank].hasJoined = true;
    }

    /**
     * A rank has called Init.
     *
     * @param rank world rank
     */
    public void initialized(final int rank) {
        lives[rank].isInMpi = true;
    }

    /**
     * A rank has called Finalize.
     *
     * @param rank world rank
     */
    public void finalized(final int rank) {
        lives[rank].isInMpi = false;
    }

    /**
     * A rank wants the job to end.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @param rank world rank
     * @param code exit code it asked for, any number
     * @param reason one line for the user, or empty
     */
    public void abortRequested(final long nowNanos, final int rank, final int code, final String reason) {
        lives[rank].abort = new Ending(Math.max(1, code & CODE_MASK), rank,
            "aborted the job with code " + code + (reason.isEmpty() ? "" : ": " + reason));
        signs.putIfAbsent(rank, nowNanos);
    }

    /**
     * A rank's line has ended; its last word.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @param rank world rank
     */
    public void lineLost(final long nowNanos, final int rank) {
        lives[rank].isLineLost = true;
        if (lives[rank].isInMpi) {
            signs.putIfAbsent(rank, nowNanos);
        }
    }

    /**
     * A rank's process has ended. What it said before may still be on the way.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @param rank world rank
     * @param exit how it ended
     * @param isProbablyOutOfMemory whether the system seems to have killed it for want of memory
     */
    public void exited(final long nowNanos, final int rank, final ExitStatus exit,
        final boolean isProbablyOutOfMemory) {
        lives[rank].exit = exit;
        lives[rank].exitNanos = nowNanos;
        lives[rank].isProbablyOutOfMemory = isProbablyOutOfMemory;
        signs.putIfAbsent(rank, nowNanos);
    }

    /**
     * If a rank whose process has ended had joined, that has been told by now.
     *
     * @param rank world rank
     */
    public void drained(final int rank) {
        lives[rank].isDrained = true;
    }

    /**
     * Whether a rank's process has ended and all that it said has been told.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @param rank world rank
     * @return true if nothing is to come
     */
    public boolean isSettled(final long nowNanos, final int rank) {
        return lives[rank].isSettled(nowNanos);
    }

    /**
     * Why other ranks will wait for a rank in vain.
     *
     * @param rank a rank that is settled
     * @return one line for the user; empty if it ended as it should after Finalize
     */
    public Optional<String> deathOf(final int rank) {
        return lives[rank].hasJoined || !lives[rank].exit.isSuccess() ? lives[rank].ending(rank).map(Ending::reason)
            : Optional.of("exited with code 0 without calling Init");
    }

    /**
     * The ranks that have found the launcher, which is the first thing that Init does.
     *
     * @return world ranks
     */
    public Set<Integer> joined() {
        return ranks(life -> life.hasJoined);
    }

    /**
     * The ranks that run between Init and Finalize.
     *
     * @return world ranks
     */
    public Set<Integer> inMpi() {
        return ranks(life -> life.isInMpi && life.exit == null);
    }

    /**
     * How the job has to end.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @return the ending, or empty as long as no rank is known to have failed
     */
    public Optional<Ending> ending(final long nowNanos) {
        for (final Map.Entry<Integer, Long> sign : signs.entrySet()) {
            final RankLife life = lives[sign.getKey()];
            if (life.isUnderstood(nowNanos)) {
                final Optional<Ending> ending = life.ending(sign.getKey());
                if (ending.isPresent()) {
                    return ending;
                }
            } else if (nowNanos - sign.getValue() < GRACE.toNanos()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * When {@link #ending} may change without anything being told.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @return nanoseconds from now, {@link Long#MAX_VALUE} for never
     */
    public long nanosToDeadline(final long nowNanos) {
        return signs.entrySet()
            .stream()
            .filter(sign -> !lives[sign.getKey()].isUnderstood(nowNanos))
            .flatMapToLong(sign -> lives[sign.getKey()].exit == null ? LongStream.of(sign.getValue())
                : LongStream.of(sign.getValue(), lives[sign.getKey()].exitNanos))
            .map(startNanos -> startNanos + GRACE.toNanos() - nowNanos)
            .filter(nanos -> nanos > 0)
            .min()
            .orElse(Long.MAX_VALUE);
    }

    private Set<Integer> ranks(final Predicate<RankLife> condition) {
        return IntStream.range(0, lives.length)
            .filter(rank -> condition.test(lives[rank]))
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    }
}
