package mpjrun.launch;

import java.time.Duration;

/**
 * The end of all ranks: first they are asked to end, then they are killed, and then they are given up, which happens
 * only where a process is stuck in the kernel.
 */
final class Termination {
    /** How long the system has to end a process that is killed. */
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(1);

    private final Ranks ranks;
    /** How long a rank has to end when it is asked to. */
    private final Duration patience;
    private Step step = Step.NONE;
    private long deadlineNanos;

    private enum Step {
        NONE, ASKED, KILLED, GIVEN_UP
    }

    Termination(final Ranks ranks, final Duration patience) {
        this.ranks = ranks;
        this.patience = patience;
    }

    /** Asks all ranks to end, unless that has happened. */
    void begin(final long nowNanos) {
        if (step == Step.NONE) {
            ranks.living().forEach(RankProcess::terminate);
            enter(Step.ASKED, nowNanos + patience.toNanos());
        }
    }

    /** Kills all ranks. */
    void kill(final long nowNanos) {
        ranks.killAll();
        enter(Step.KILLED, nowNanos + KILL_PATIENCE.toNanos());
    }

    /** Goes on if it is time to. */
    void onTime(final long nowNanos) {
        if (nanosToDeadline(nowNanos) > 0) {
            return;
        }
        if (step == Step.ASKED) {
            kill(nowNanos);
        } else {
            enter(Step.GIVEN_UP, nowNanos);
        }
    }

    /** Whether ranks have been asked to end, after which they need not be told of each other. */
    boolean hasBegun() {
        return step != Step.NONE;
    }

    boolean isGivenUp() {
        return step == Step.GIVEN_UP;
    }

    /** When to go on; {@link Long#MAX_VALUE} for never. */
    long nanosToDeadline(final long nowNanos) {
        return step == Step.NONE || step == Step.GIVEN_UP ? Long.MAX_VALUE : Math.max(0, deadlineNanos - nowNanos);
    }

    private void enter(final Step next, final long nextDeadlineNanos) {
        step = next;
        deadlineNanos = nextDeadlineNanos;
    }
}
