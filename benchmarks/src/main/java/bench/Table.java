package bench;

import java.io.PrintStream;
import java.util.Locale;

/**
 * The output: lines that start with {@code #}, then a row a size, all alike in every locale.
 */
final class Table {
    private final PrintStream out;

    /**
     * Starts a table.
     *
     * @param out where it goes, or {@code null} on ranks that print nothing
     */
    Table(final PrintStream out) {
        this.out = out;
    }

    void comment(final String text) {
        line("# " + text);
    }

    /** What is the same in all benchmarks. */
    void settings(final Options options) {
        comment("buffer: " + OptionValue.text(options.buffer()) + "; iterations: "
            + options.iterations() + ", above " + Options.LARGE_BYTES + " B "
            + options.iterations(Integer.MAX_VALUE));
        warmup(options, "messages of all sizes");
    }

    /** What comes before the iterations. */
    void warmup(final Options options, final String what) {
        comment(options.warmupMillis() == 0 ? "warm-up: none"
            : "warm-up: " + options.warmupMillis() + " ms of " + what + ", then untimed a tenth of the iterations");
    }

    void columns(final String unit) {
        columns("Size (B)", unit);
    }

    /** Names the columns; {@code first} is what makes the rows differ. */
    void columns(final String first, final String unit) {
        headings(first, "Median (" + unit + ")", "Mean (" + unit + ")", "p99 (" + unit + ")");
    }

    void headings(final String first, final String... others) {
        final StringBuilder headings = new StringBuilder(String.format(Locale.ROOT, "%8s", first));
        for (final String other : others) {
            headings.append(String.format(Locale.ROOT, " %15s", other));
        }
        comment(headings.toString());
    }

    void row(final int first, final double... others) {
        final StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-10d", first));
        for (final double other : others) {
            row.append(String.format(Locale.ROOT, " %15.3f", other));
        }
        line(row.toString());
    }

    void line(final String text) {
        if (out != null) {
            out.println(text);
        }
    }
}
