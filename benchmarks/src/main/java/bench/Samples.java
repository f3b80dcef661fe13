package bench;

import org.HdrHistogram.Histogram;

/**
 * Durations of batches of messages, all of one size. Recording allocates nothing.
 */
final class Samples {
    private static final long LONGEST_PICOSECONDS = 1_000_000_000_000_000L;
    private static final int DIGITS = 3;
    private static final long PICOSECONDS_PER_NANOSECOND = 1000;

    private final Histogram picosecondsPerMessage = new Histogram(LONGEST_PICOSECONDS, DIGITS);
    private long nanos;
    private long messages;

    void clear() {
        picosecondsPerMessage.reset();
        nanos = 0;
        messages = 0;
    }

    /** Takes what a batch of messages took. */
    void record(final long batchNanos, final long batchMessages) {
        picosecondsPerMessage.recordValue(
            Math.min(LONGEST_PICOSECONDS, batchNanos * PICOSECONDS_PER_NANOSECOND / batchMessages));
        nanos += batchNanos;
        messages += batchMessages;
    }

    /** Of the batches' averages, the duration of a message that this percentage of them does not exceed, in µs. */
    double percentileMicros(final double percentage) {
        return picosecondsPerMessage.getValueAtPercentile(percentage) * 1e-6;
    }

    /** Average duration of all messages, in µs. */
    double meanMicros() {
        return nanos * 1e-3 / messages;
    }
}
