package common;

import java.util.Arrays;
import java.util.Locale;

/** Durations of a message, one a batch. */
public final class Durations {
    private static final double NANOS_PER_MICRO = 1e3;

    private final double[] micros;
    private int count;

    /**
     * Makes room.
     *
     * @param batches how many will be added
     */
    public Durations(final int batches) {
        micros = new double[batches];
    }

    /**
     * Adds the average of a batch.
     *
     * @param nanos what the batch took
     * @param messages how many it had
     */
    public void add(final long nanos, final double messages) {
        micros[count++] = nanos / NANOS_PER_MICRO / messages;
    }

    /**
     * A line of output: size, median.
     *
     * @param sizeBytes length of the messages
     */
    public String latency(final int sizeBytes) {
        return row(sizeBytes, median());
    }

    /**
     * A line of output: size, median rate.
     *
     * @param sizeBytes length of the messages
     * @param amount what a message counts for, in millionths
     */
    public String rate(final int sizeBytes, final double amount) {
        return row(sizeBytes, amount / median());
    }

    private double median() {
        Arrays.sort(micros, 0, count);
        return micros[(count + 1) / 2 - 1];
    }

    private static String row(final int sizeBytes, final double value) {
        return String.format(Locale.ROOT, "%-10d %15.3f", sizeBytes, value);
    }
}
