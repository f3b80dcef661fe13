package mpjrun.io;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows what a rank that has the input has written without ending the line, after a short pause: a prompt. Works only
 * while there is such a line.
 */
final class PromptWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final LineSplitter lines;
    private final AtomicBoolean isWaiting = new AtomicBoolean();
    private final ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("mpjrun-prompt").daemon().factory());

    PromptWatch(final LineSplitter lines) {
        this.lines = lines;
    }

    /** Output has come. */
    void onOutput() {
        if (lines.isUnfinished() && isWaiting.compareAndSet(false, true)) {
            timer.schedule(this::onPause, PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void onPause() {
        // First, so that output that comes from here on waits for itself.
        isWaiting.set(false);
        lines.flushIfOlder(PAUSE.toNanos(), System.nanoTime());
        onOutput();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
