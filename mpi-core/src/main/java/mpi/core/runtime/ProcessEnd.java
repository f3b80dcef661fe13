package mpi.core.runtime;

import java.time.Duration;
import mpi.MPIException;

/**
 * Ends the process a rank runs in, or the rank alone where others share the process.
 */
@FunctionalInterface
public interface ProcessEnd {
    /** How long a launcher that does not listen may hold up the end. */
    Duration LAST_WORDS_LIMIT = Duration.ofSeconds(1);

    /** Ends this JVM at once, after its output is flushed: shutdown hooks might wait for MPI. */
    ProcessEnd HALT = (code, _, lastWords) -> {
        System.out.flush();
        System.err.flush();
        final Thread speaker = Thread.ofPlatform().daemon().name("mpj-last-words").start(lastWords);
        try {
            speaker.join(LAST_WORDS_LIMIT);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    };

    /**
     * Ends the process; does not return normally.
     *
     * @param code exit code, 1 to 255
     * @param reason one line for the user, or {@code null}
     * @param lastWords tells the launcher; run once output is flushed
     */
    void end(int code, String reason, Runnable lastWords);

    /**
     * Shows the error for which the process is about to end.
     *
     * @param fault the error
     */
    default void show(final MPIException fault) {
        fault.printStackTrace(System.err);
    }
}
