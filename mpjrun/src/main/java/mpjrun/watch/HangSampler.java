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
import mpi.core.fault.HangWatch;

/**
 * Asks all ranks from time to time what they are doing, so that a hang is never silent. Knows no clock and no rank; not
 * thread-safe.
 */
public final class HangSampler {
    private final int size;
    private final Limits limits;
    private final HangWatch watch;
    private long nextNanos;
    private boolean isAsking;

    /**
     * When a hang is one.
     *
     * @param period time between two questions
     * @param quiet how long nothing must move
     * @param areDeadlocksSought whether a job that is deadlocked is to end at once
     */
    public record Limits(Duration period, Duration quiet, boolean areDeadlocksSought) {

        /** A hang is told at most this part of the limit late. */
        private static final int QUESTIONS = 4;

        /**
         * Asks often enough for a limit.
         *
         * @param quiet how long nothing must move
         * @param areDeadlocksSought whether a job that is deadlocked is to end at once
         * @return the limits
         */
        public static Limits of(final Duration quiet, final boolean areDeadlocksSought) {
            return new Limits(quiet.dividedBy(QUESTIONS), quiet, areDeadlocksSought);
        }
    }

    /**
     * Makes a sampler.
     *
     * @param size ranks in the world
     * @param limits when a hang is one
     * @param nowNanos time by {@link System#nanoTime()}
     */
    public HangSampler(final int size, final Limits limits, final long nowNanos) {
        this.size = size;
        this.limits = limits;
        watch = new HangWatch(limits.quiet());
        nextNanos = nowNanos + limits.period().toNanos();
    }

    /**
     * Whether to ask now; if so, the caller does.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @return true at most once a period, and not before {@link #answered}
     */
    public boolean isDue(final long nowNanos) {
        if (isAsking || nowNanos - nextNanos < 0) {
            return false;
        }
        isAsking = true;
        nextNanos = nowNanos + limits.period().toNanos();
        return true;
    }

    /**
     * How long ranks may take to answer.
     *
     * @return the time limit of a question
     */
    public Duration answerLimit() {
        return limits.period();
    }

    /**
     * Takes the answers.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @param inMpi ranks between Init and Finalize
     * @param answers what ranks said
     * @return what to tell the user, if the job hangs and the user does not know
     */
    public Optional<String> answered(final long nowNanos, final Set<Integer> inMpi, final List<StateAnswer> answers) {
        isAsking = false;
        final Map<Integer, RankState> states =
            answers.stream().collect(Collectors.toMap(StateAnswer::rank, StateAnswer::state));
        if (!watch.sample(nowNanos, inMpi, states)) {
            return Optional.empty();
        }
        return Optional.of("mpjrun: every rank has been blocked in MPI for " + limits.quiet().toSeconds()
            + " s or more, and nothing has moved; the job goes on\n" + HangReport.text(size, answers));
    }

    /**
     * When {@link #isDue} may change.
     *
     * @param nowNanos time by {@link System#nanoTime()}
     * @return nanoseconds from now, {@link Long#MAX_VALUE} while waiting for answers
     */
    public long nanosToDeadline(final long nowNanos) {
        return isAsking ? Long.MAX_VALUE : Math.max(0, nextNanos - nowNanos);
    }
}
