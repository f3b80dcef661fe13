package jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The lines that a process has written so far. */
final class Output {
    private final List<String> lines = new ArrayList<>();
    private boolean isClosed;

    /** Reads to the end. */
    void readAll(final BufferedReader reader) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (final IOException e) {
            add("cannot be read: " + e);
        } finally {
            close();
        }
    }

    private synchronized void add(final String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void close() {
        isClosed = true;
        notifyAll();
    }

    /** Waits until so many lines are there; tells whether they are. */
    synchronized boolean await(final int times, final Predicate<String> line, final Duration limit)
        throws InterruptedException {
        final long deadline = System.nanoTime() + limit.toNanos();
        while (lines.stream().filter(line).count() < times) {
            final long left = deadline - System.nanoTime();
            if (isClosed || left <= 0) {
                return false;
            }
            wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
        return true;
    }

    /** Waits until the process has closed it; tells whether it has. */
    synchronized boolean awaitEnd(final Duration limit) throws InterruptedException {
        final long deadline = System.nanoTime() + limit.toNanos();
        while (!isClosed) {
            final long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        }
        return true;
    }

    synchronized String text(final Predicate<String> line) {
        final StringBuilder text = new StringBuilder();
        lines.stream().filter(line).forEach(each -> text.append(each).append('\n'));
        return text.toString();
    }
}
