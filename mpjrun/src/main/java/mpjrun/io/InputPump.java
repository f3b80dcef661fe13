package mpjrun.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import mpi.core.diag.ErrorLog;

/**
 * Carries the launcher's input to a rank, on a daemon thread: it may wait for input when the job is long over.
 */
public final class InputPump {
    private static final int BUFFER_BYTES = 1 << 13;

    private InputPump() {}

    /**
     * Starts to carry.
     *
     * @param source the launcher's input
     * @param target the rank's
     * @param errors takes what fails
     */
    public static void start(final InputStream source, final OutputStream target, final ErrorLog errors) {
        Thread.ofPlatform().name("mpjrun-stdin").daemon().start(() -> {
            carry(source, target, errors);
            close(target);
        });
    }

    /**
     * Gives a rank no input.
     *
     * @param target the rank's input
     */
    public static void close(final OutputStream target) {
        try {
            target.close();
        } catch (final IOException e) {
            // The rank has ended before it took all: nobody is left who misses it.
        }
    }

    private static void carry(final InputStream source, final OutputStream target, final ErrorLog errors) {
        final byte[] buffer = new byte[BUFFER_BYTES];
        try {
            int length = source.read(buffer);
            while (length >= 0 && isTaken(target, buffer, length)) {
                length = source.read(buffer);
            }
        } catch (final IOException e) {
            errors.record("reading the input for rank 0", e);
        }
    }

    /** False if the rank has ended, or has closed its input. */
    private static boolean isTaken(final OutputStream target, final byte[] bytes, final int length) {
        try {
            target.write(bytes, 0, length);
            target.flush();
            return true;
        } catch (final IOException e) {
            return false;
        }
    }
}
