package mpjrun.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of the output of a rank, and the screen if it is shown there as well. Thread-safe. A file that cannot be
 * written is told of once, and the rank goes on.
 */
final class OutputFile implements LineSink, AutoCloseable {
    private final Path path;
    private final OutputStream file;
    private final OpenLine last = new OpenLine();
    private final Optional<SharedOutput> screen;
    private final SharedOutput complaints;
    private boolean isClosed;

    /**
     * Makes the sink of a file.
     *
     * @param path where it is
     * @param file what is written into it
     * @param screen where the output is shown as well, if it is
     * @param complaints takes what is wrong
     */
    OutputFile(final Path path, final OutputStream file, final Optional<SharedOutput> screen,
        final SharedOutput complaints) {
        this.path = path;
        this.file = file;
        this.screen = screen;
        this.complaints = complaints;
    }

    @Override
    public boolean write(final Object stream, final byte[] bytes, final int length) {
        writeToFile(stream, bytes, length);
        return screen.isEmpty() || screen.get().write(stream, bytes, length);
    }

    private synchronized void writeToFile(final Object stream, final byte[] bytes, final int length) {
        if (isClosed) {
            return;
        }
        try {
            if (last.isBroken(stream, bytes[length - 1] == '\n')) {
                file.write('\n');
            }
            file.write(bytes, 0, length);
        } catch (final IOException e) {
            complain(e);
            close();
        }
    }

    private void complain(final IOException e) {
        complaints.print("mpjrun: cannot write " + path + ": " + e.getMessage()
            + "; the output of the rank is not complete there\n");
    }

    /** Output that comes later, from processes that a rank has left behind, is not in the file. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            file.close();
        } catch (final IOException e) {
            complain(e);
        }
    }
}
