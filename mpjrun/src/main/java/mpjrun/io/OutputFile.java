package mpjrun.io;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of the output of a rank, and the screen if it is shown there as well. Thread-safe. A file that cannot be
 * written is told of once, and the rank goes on.
 */
final class OutputFile implements LineSink, AutoCloseable {
    private final Path path;
    private final PrintStream target;
    private final SharedOutput file;
    private final Optional<SharedOutput> screen;
    private final SharedOutput complaints;
    private boolean isClosed;

    /**
     * Opens a file; what it held is gone.
     *
     * @param path the file; its directory is there
     * @param screen where the output is shown as well, if it is
     * @param complaints takes what is wrong
     * @throws IOException if it cannot be opened
     */
    OutputFile(final Path path, final Optional<SharedOutput> screen, final SharedOutput complaints)
        throws IOException {
        this.path = path;
        target = new PrintStream(Files.newOutputStream(path));
        file = new SharedOutput(target);
        this.screen = screen;
        this.complaints = complaints;
    }

    @Override
    public boolean write(final Object stream, final byte[] bytes, final int length) {
        writeToFile(stream, bytes, length);
        return screen.isEmpty() || screen.get().write(stream, bytes, length);
    }

    private synchronized void writeToFile(final Object stream, final byte[] bytes, final int length) {
        if (!isClosed && !file.write(stream, bytes, length)) {
            close();
            complaints.print("mpjrun: cannot write " + path + ": the output of the rank is not complete there\n");
        }
    }

    /** Output that comes later, from processes that a rank has left behind, is not in the file. */
    @Override
    public synchronized void close() {
        isClosed = true;
        target.close();
    }
}
