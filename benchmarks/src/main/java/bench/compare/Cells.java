package bench.compare;

import bench.report.Numbers;
import bench.report.Spread;
import java.util.List;

/** A row as the columns of a table. */
final class Cells {
    static final List<String> HEADINGS =
        List.of("row", "unit", "ours", "peer", "ratio", "range", "gate", "verdict");

    private Cells() {}

    static List<String> of(final Row row) {
        final List<Double> ratios = row.ratios();
        return List.of(row.name(), row.unit(), median(row.ours()), median(row.theirs()), median(ratios),
            range(ratios.isEmpty() ? row.ours() : ratios), row.gate().text(),
            row.verdict().text() + row.problem().map(problem -> ": " + problem.text()).orElse(""));
    }

    private static String median(final List<Double> samples) {
        return samples.isEmpty() ? "" : Numbers.text(Spread.of(samples).median());
    }

    private static String range(final List<Double> samples) {
        if (samples.size() < 2) {
            return "";
        }
        final Spread spread = Spread.of(samples);
        return "[" + Numbers.text(spread.min()) + "–" + Numbers.text(spread.max()) + "]";
    }
}
