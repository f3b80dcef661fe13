package mpi.transport.tcp;

import java.util.concurrent.TimeUnit;

/**
 * Time as far as this rank polls: it stands still while the user computes, so that nobody is blamed for what could not
 * be answered (engine invariant 14). Guarded by the loop.
 */
final class PolledClock {
    /** A longer pause between two polls counts as this long: a sleep, not a computation. */
    private static final long LONGEST_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private long lastNanos = System.nanoTime();
    private long polledNanos;

    /** Lets the time since the last call count. */
    void advance() {
        final long now = System.nanoTime();
        polledNanos += Math.min(now - lastNanos, LONGEST_STEP_NANOS);
        lastNanos = now;
    }

    /**
     * The time.
     *
     * @return nanoseconds since this clock was made in which the rank polled
     */
    long nanos() {
        return polledNanos;
    }
}
