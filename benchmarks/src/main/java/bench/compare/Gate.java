package bench.compare;

import java.util.Locale;

/**
 * What a row must reach: a limit of the median of the ratios ours / peer, or of our own median.
 *
 * @param kind how the limit is meant
 * @param limit the limit
 */
record Gate(Kind kind, double limit) {

    /** Only to be reported. */
    static final Gate NONE = new Gate(Kind.NONE, 0);

    /** How a limit is meant. */
    enum Kind {
        /** There is none. */
        NONE,
        /** A time: the ratio is at most this. */
        AT_MOST,
        /** A rate: the ratio is at least this. */
        AT_LEAST,
        /** Two ways to measure the same: the ratio differs from 1 by at most this. */
        WITHIN,
        /** No ratio: our own value is below this. */
        BELOW
    }

    static Gate atMost(final double ratio) {
        return new Gate(Kind.AT_MOST, ratio);
    }

    static Gate atLeast(final double ratio) {
        return new Gate(Kind.AT_LEAST, ratio);
    }

    static Gate within(final double difference) {
        return new Gate(Kind.WITHIN, difference);
    }

    static Gate below(final double value) {
        return new Gate(Kind.BELOW, value);
    }

    /** Whether the median, of the ratios or of our own values, is good enough. */
    boolean isMetBy(final double median) {
        return switch (kind) {
            case NONE -> true;
            case AT_MOST -> median <= limit;
            case AT_LEAST -> median >= limit;
            case WITHIN -> median <= 1 + limit && median >= 1 / (1 + limit);
            case BELOW -> median < limit;
        };
    }

    /** The gate as a table shows it. */
    String text() {
        return switch (kind) {
            case NONE -> "";
            case AT_MOST -> String.format(Locale.ROOT, "≤ %.2f", limit);
            case AT_LEAST -> String.format(Locale.ROOT, "≥ %.2f", limit);
            case WITHIN -> String.format(Locale.ROOT, "1 ± %.0f %%", 100 * limit);
            case BELOW -> String.format(Locale.ROOT, "< %.0f", limit);
        };
    }
}
