package mpi.core.diag;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts and keeps what fails in the background, so that nothing fails unseen. Thread-safe. A test whose log is not
 * empty at its end has failed, unless it expected the entries.
 */
public final class ErrorLog {
    private static final int KEPT = 100;

    private final List<String> entries = new ArrayList<>();
    private long count;

    /** Makes an empty log. */
    public ErrorLog() {}

    /**
     * Records an error.
     *
     * @param where which part, doing what
     * @param error what happened
     */
    public synchronized void record(final String where, final Throwable error) {
        record(where + ": " + error);
    }

    /**
     * Records an error.
     *
     * @param text what happened where
     */
    public synchronized void record(final String text) {
        count++;
        if (entries.size() < KEPT) {
            entries.add(text);
        }
    }

    /**
     * How many errors were recorded.
     *
     * @return the count, also of those whose text was not kept
     */
    public synchronized long count() {
        return count;
    }

    /**
     * The first errors recorded.
     *
     * @return a copy of the texts
     */
    public synchronized List<String> entries() {
        return List.copyOf(entries);
    }
}
