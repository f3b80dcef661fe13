package mpi.core.progress;

import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A thread that sleeps inside a lock, and one that wants it. */
final class WantedSleeper {
    private static final int AWAKE = 0;
    private static final int WOKEN = 1;
    private static final int OVERSLEPT = 2;
    /** Nothing takes that long but to wait for somebody who does not come. */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Once one has overslept the test has failed; the others need not take that long. */
    private static volatile boolean overslept;

    private final ProgressLock lock;
    private volatile boolean inside;
    private volatile boolean woken;

    WantedSleeper(final Function<Runnable, ProgressLock> maker) {
        lock = maker.apply(() -> woken = true);
    }

    /** Enters and sleeps until it is woken; returns how that ended. */
    int sleep() {
        lock.enter();
        inside = true;
        int end = AWAKE;
        if (lock.startSleep()) {
            final long startNanos = System.nanoTime();
            end = WOKEN;
            while (!woken) {
                if (overslept || System.nanoTime() - startNanos > LIMIT_NANOS) {
                    overslept = true;
                    end = OVERSLEPT;
                    break;
                }
                Thread.onSpinWait();
            }
            lock.endSleep();
        }
        lock.exit();
        return end;
    }

    /** Enters once the other is inside. */
    void want() {
        while (!inside) {
            Thread.onSpinWait();
        }
        lock.enter();
        lock.exit();
    }
}
