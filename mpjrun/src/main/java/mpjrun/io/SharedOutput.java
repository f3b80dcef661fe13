package mpjrun.io;

import java.io.PrintStream;

/**
 * An output of the launcher, into which many streams are merged a whole line at a time. A line that is not finished,
 * because it is a prompt, is ended before another stream writes. Thread-safe.
 */
public final class SharedOutput implements LineSink {
    private final PrintStream target;
    /** Whose unfinished line is shown last, or null. */
    private Object owner;

    /**
     * Shares an output.
     *
     * @param target where it goes
     */
    public SharedOutput(final PrintStream target) {
        this.target = target;
    }

    /**
     * Writes text of the launcher itself.
     *
     * @param text whole lines
     */
    public synchronized void print(final String text) {
        endLineOf(this);
        target.print(text);
        target.flush();
    }

    @Override
    public synchronized boolean write(final Object stream, final byte[] bytes, final int length) {
        endLineOf(stream);
        target.write(bytes, 0, length);
        if (bytes[length - 1] != '\n') {
            owner = stream;
        }
        // Flushes, too.
        return !target.checkError();
    }

    private void endLineOf(final Object next) {
        if (owner != null && owner != next) {
            target.write('\n');
        }
        owner = null;
    }
}
