package bench.compare;

import bench.report.Json;
import bench.report.Spread;
import bench.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A finished comparison as text, Markdown, CSV and JSON.
 *
 * @param facts about the machine
 * @param rows of the table
 */
record Report(Map<String, String> facts, List<Row> rows) {

    /** A table for a terminal. */
    String text() {
        final List<List<String>> lines = new ArrayList<>(List.of(Cells.HEADINGS));
        rows.forEach(row -> lines.add(Cells.of(row)));
        // names and verdicts begin at the left, numbers end at the right
        return TextTable.of(lines, Set.of(0, 1, Cells.HEADINGS.size() - 1));
    }

    /** A page for the documentation. */
    String markdown() {
        final StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append("- ").append(name).append(": ").append(value).append('\n'));
        text.append('\n').append(markdownLine(Cells.HEADINGS));
        text.append(markdownLine(Cells.HEADINGS.stream().map(heading -> "---").toList()));
        rows.forEach(row -> text.append(markdownLine(Cells.of(row))));
        return text.toString();
    }

    private static String markdownLine(final List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Medians and ranges, a line a row. */
    String csv() {
        final StringBuilder text =
            new StringBuilder("row,unit,ours,peer,ratio,ratio_min,ratio_max,gate,verdict,pairs\n");
        for (final Row row : rows) {
            final List<Double> ratios = row.ratios();
            final List<String> cells = new ArrayList<>(List.of(row.name(), row.unit(), exact(row.ours()),
                exact(row.theirs()), exact(ratios)));
            cells.add(ratios.isEmpty() ? "" : Double.toString(Spread.of(ratios).min()));
            cells.add(ratios.isEmpty() ? "" : Double.toString(Spread.of(ratios).max()));
            cells.addAll(List.of(row.gate().text(), row.verdict().text(), Integer.toString(row.ours().size())));
            text.append(String.join(",", cells)).append('\n');
        }
        return text.toString();
    }

    private static String exact(final List<Double> samples) {
        return samples.isEmpty() ? "" : Double.toString(Spread.of(samples).median());
    }

    /** Everything, with all samples. */
    String json() {
        return Json.object(Map.of("machine", facts, "rows", rows.stream().map(Report::json).toList())) + "\n";
    }

    private static Map<String, Object> json(final Row row) {
        return Map.of("name", row.name(), "unit", row.unit(), "gate", row.gate().text(), "verdict",
            row.verdict().text(), "problem", row.problem().map(Row.Problem::text).orElse(""), "ours", row.ours(),
            "peer", row.theirs(), "ratios", row.ratios());
    }
}
