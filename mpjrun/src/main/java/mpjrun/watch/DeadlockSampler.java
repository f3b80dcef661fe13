package mpjrun.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mpi.core.boot.RankState;
import mpi.core.boot.StateAnswer;
import mpi.core.diag.HangReport;
import mpi.core.fault.DeadlockWatch;

/**
 * Asks all ranks from time to time what they are doing, so that a job does not stay in a deadlock. How often says how
 * soon one is found, not what is one. Knows no clock and no rank; not thread-safe.
 */
public final class DeadlockSampler {
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final int size;
    private final DeadlockWatch watch = new DeadlockWatch();
    private long nextNanos;
    private boolean isWaiting;

    /**
     * Makes a sampler.
     *
     * @param size ranks in the world
     * @param isWanted whether to ask at all
     * @param nowNanos time by {@link System#nanoTime()}
     */
    public DeadlockSampler(final int size, final boolean isWanted, final long nowNanos) {
        this.size = size;
        isWaiting = !isWanted;
        nextNanos = nowNanos + PERIOD.toNanos();
    }

    /**
     * Whether to ask now; if so, the caller does.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @return true at most once a period, and not before {@link #answered}
     */
    public boolean isDue(final long nowNanos) {
        if (isWaiting || nowNanos - nextNanos < 0) {
            return false;
        }
        isWaiting = true;
        return true;
    }

    /**
     * How long ranks may take to answer.
     *
     * @return the time limit of a question
     */
    public Duration answerLimit() {
        return ANSWER_LIMIT;
    }

    /**
     * Takes the answers.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @param inMpi ranks between Init and Finalize
     * @param answers what ranks said
     * @return what to tell the user, if some are deadlocked
     */
    public Optional<String> answered(final long nowNanos, final Set<Integer> inMpi, final List<StateAnswer> answers) {
        final Map<Integer, RankState> states = answers.stream()
            .filter(answer -> inMpi.contains(answer.rank()))
            .collect(Collectors.toMap(StateAnswer::rank, StateAnswer::state));
        final Set<Integer> deadlocked = watch.sample(size, states);
        isWaiting = false;
        nextNanos = watch.isSuspected() ? nowNanos : nowNanos + PERIOD.toNanos();
        return deadlocked.isEmpty() ? Optional.empty()
            : Optional.of("mpjrun: " + HangReport.deadlock(deadlocked, size, answers));
    }

    /**
     * When {@link #isDue} may change.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @return nanoseconds from now, {@link Long#MAX_VALUE} while waiting for answers or if none are wanted
     */
    public long nanosToDeadline(final long nowNanos) {
        return isWaiting ? Long.MAX_VALUE : Math.max(0, nextNanos - nowNanos);
    }
}
