package mpjrun.io;

import java.io.PrintStream;

/**
 * An output of the launcher, into which many streams are merged a whole line at a time. A line that is not finished,
 * because it is a prompt, is ended before another stream writes. Thread-safe.
 */
public final class SharedOutput implements LineSink {
    private final PrintStream target;
    private final OpenLine last = new OpenLine();

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
        endLineOfOthers(this, true);
        target.print(text);
        target.flush();
    }

    @Override
    public synchronized boolean write(final Object stream, final byte[] bytes, final int length) {
        endLineOfOthers(stream, bytes[length - 1] == '\n');
        target.write(bytes, 0, length);
        // Flushes, too.
        return !target.checkError();
    }

    private void endLineOfOthers(final Object stream, final boolean endsLine) {
        if (last.isBroken(stream, endsLine)) {
            target.write('\n');
        }
    }
}
