package mpjrun.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;

/**
 * What is given back when the launcher ends, also by a signal.
 */
final class AtExit {
    private AtExit() {}

    /**
     * Closes something at the end.
     *
     * @param resource what to close
     * @param err takes what goes wrong with it
     */
    static void close(final Closeable resource, final PrintStream err) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                resource.close();
            } catch (final IOException e) {
                err.println("mpjrun: cannot clean up: " + e);
            }
        }, "mpjrun-clean-up"));
    }
}
