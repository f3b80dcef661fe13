package bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        final int[] widths = new int[Cells.HEADINGS.size()];
        for (final List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        final StringBuilder text = new StringBuilder();
        for (final List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                final String blanks = " ".repeat(widths[i] - line.get(i).length());
                // names and verdicts begin at the left, numbers end at the right
                final boolean left = i < 2 || i == widths.length - 1;
                text.append(left ? line.get(i) + blanks : blanks + line.get(i)).append("  ");
            }
            text.setLength(text.toString().stripTrailing().length());
            text.append('\n');
        }
        return text.toString();
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
