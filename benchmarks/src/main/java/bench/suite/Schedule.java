package bench.suite;

import java.util.function.LongSupplier;

/**
 * How much time a suite has, and how much of it is left: each job may measure for its share of what remains.
 */
public final class Schedule {
    /** What a job takes beside its measurement: its start, its warm-up, its end. */
    static final double OVERHEAD_SECONDS = 2.7;

    private static final double LEAST_SECONDS = 0.2;
    private static final double MOST_SECONDS = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int SECONDS_PER_MINUTE = 60;

    private final double limitSeconds;
    private final LongSupplier nanoClock;
    private final long start;
    private int waiting;
    private int done;

    /**
     * Starts the clock.
     *
     * @param limitSeconds how long all jobs should take
     * @param jobs how many there are
     * @param nanoClock what the time is
     */
    public Schedule(final double limitSeconds, final int jobs, final LongSupplier nanoClock) {
        this.limitSeconds = limitSeconds;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
        this.waiting = jobs;
    }

    /** How long the next job may measure. */
    double measurementSeconds() {
        final double share = (limitSeconds - elapsedSeconds()) / Math.max(1, waiting);
        return Math.clamp(share - OVERHEAD_SECONDS, LEAST_SECONDS, MOST_SECONDS);
    }

    /** A job has run. */
    void finishJob() {
        done++;
        waiting--;
    }

    /** Jobs will not run. */
    void drop(final int jobs) {
        waiting -= jobs;
    }

    /** Which job is next, counted from 1, and of how many. */
    String position() {
        final String last = Integer.toString(done + waiting);
        return String.format("[%" + last.length() + "d/%s]", done + 1, last);
    }

    /** The time that is left, if the other jobs take as long as those that have run. */
    String left() {
        final long seconds = Math.round(done == 0 ? limitSeconds : elapsedSeconds() / done * waiting);
        return String.format("%d:%02d", seconds / SECONDS_PER_MINUTE, seconds % SECONDS_PER_MINUTE);
    }

    double elapsedSeconds() {
        return (nanoClock.getAsLong() - start) / NANOS_PER_SECOND;
    }
}
