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
        comment("buffer: " + options.buffer().name().toLowerCase(Locale.ROOT) + "; iterations: "
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
        comment(String.format(Locale.ROOT, "%8s %15s %15s %15s", first, "Median (" + unit + ")",
            "Mean (" + unit + ")", "p99 (" + unit + ")"));
    }

    void row(final int first, final double median, final double mean, final double p99) {
        line(String.format(Locale.ROOT, "%-10d %15.3f %15.3f %15.3f", first, median, mean, p99));
    }

    void line(final String text) {
        if (out != null) {
            out.println(text);
        }
    }
}
