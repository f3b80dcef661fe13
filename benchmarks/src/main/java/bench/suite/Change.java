package bench.suite;

import bench.report.Spread;

/** How samples differ from those of an earlier run. */
public enum Change {
    /** Clearly worse. */
    REGRESSION("REGRESSION"),
    /** Clearly better. */
    BETTER("better"),
    /** Neither. */
    SAME("same"),
    /** One of the two runs has no samples. */
    NONE("");

    /** Differences of medians up to this share of the earlier one do not count. */
    static final double THRESHOLD = 0.05;

    private final String text;

    Change(final String text) {
        this.text = text;
    }

    /**
     * Compares: something is clearly better or worse if no sample of one run lies within the range of the other, and
     * the medians differ by more than 5 % of the earlier one.
     */
    static Change between(final Result before, final Result now) {
        if (before.samples().isEmpty() || now.samples().isEmpty()) {
            return NONE;
        }
        final Spread old = before.spread();
        final Spread recent = now.spread();
        final boolean doOverlap = recent.min() <= old.max() && old.min() <= recent.max();
        final double growth = recent.median() - old.median();
        if (doOverlap || Math.abs(growth) <= THRESHOLD * old.median()) {
            return SAME;
        }
        return growth > 0 == now.subject().isRate() ? BETTER : REGRESSION;
    }

    /** As tables show it. */
    public String text() {
        return text;
    }
}
