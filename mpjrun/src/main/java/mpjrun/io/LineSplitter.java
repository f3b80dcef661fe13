package mpjrun.io;

import java.io.ByteArrayOutputStream;

/**
 * Cuts the bytes of one stream into whole lines, puts the tag before each and hands them on. What stands behind the
 * last line feed is kept until the line goes on, its time is over, or it is longer than {@link #MAX_LINE_BYTES}.
 * Thread-safe.
 */
final class LineSplitter {
    /** Lines up to this length are written in one piece. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private static final byte LINE_FEED = '\n';

    private final LineTag tag;
    private final LineSink output;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    /** Whether the beginning of the current line is written or kept, and with it its tag. */
    private boolean isWithinLine;
    private long unfinishedSinceNanos;

    LineSplitter(final LineTag tag, final LineSink output) {
        this.tag = tag;
        this.output = output;
    }

    /** Takes bytes; returns whether somebody takes the output. */
    synchronized boolean add(final byte[] bytes, final int length, final long nowNanos) {
        final int end = lastLineFeed(bytes, length) + 1;
        boolean isTaken = true;
        if (end > 0) {
            lines.writeBytes(unfinished.toByteArray());
            unfinished.reset();
            appendLines(bytes, end);
            isTaken = output.write(this, lines.toByteArray(), lines.size());
            lines.reset();
        }
        if (end < length) {
            if (unfinished.size() == 0) {
                unfinishedSinceNanos = nowNanos;
            }
            startLine(unfinished);
            unfinished.write(bytes, end, length - end);
        }
        return unfinished.size() <= MAX_LINE_BYTES ? isTaken : flush();
    }

    synchronized boolean isUnfinished() {
        return unfinished.size() > 0;
    }

    /** Writes an unfinished line as it is; returns whether somebody takes the output. */
    synchronized boolean flush() {
        if (unfinished.size() == 0) {
            return true;
        }
        final boolean isTaken = output.write(this, unfinished.toByteArray(), unfinished.size());
        unfinished.reset();
        return isTaken;
    }

    /** Writes a line that has been unfinished for a while, as a prompt is. */
    synchronized void flushIfOlder(final long pauseNanos, final long nowNanos) {
        if (unfinished.size() > 0 && nowNanos - unfinishedSinceNanos >= pauseNanos) {
            flush();
        }
    }

    /** Appends bytes that end with a line feed. */
    private void appendLines(final byte[] bytes, final int end) {
        if (tag.isEmpty()) {
            lines.write(bytes, 0, end);
            return;
        }
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (bytes[i] == LINE_FEED) {
                startLine(lines);
                lines.write(bytes, start, i + 1 - start);
                isWithinLine = false;
                start = i + 1;
            }
        }
    }

    private void startLine(final ByteArrayOutputStream line) {
        if (!isWithinLine) {
            tag.appendTo(line);
            isWithinLine = true;
        }
    }

    private static int lastLineFeed(final byte[] bytes, final int length) {
        int index = length - 1;
        while (index >= 0 && bytes[index] != LINE_FEED) {
            index--;
        }
        return index;
    }
}
