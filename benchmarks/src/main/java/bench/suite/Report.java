package bench.suite;

import bench.report.Svg;
import bench.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A finished run as a table, CSV, JSON, and one page that needs no other file.
 *
 * @param title of the page
 * @param results what has been measured
 * @param baseline an earlier run to compare with
 */
public record Report(String title, Results results, Optional<Results> baseline) {

    private static final String STYLE = """
        body { font-family: sans-serif; font-size: 14px; margin: 2em; max-width: 1040px }
        table { border-collapse: collapse }
        td, th { padding: 2px 8px; text-align: right; border-bottom: 1px solid #ddd }
        td.text, th.text { text-align: left }
        tr.bad td { color: #c62828; font-weight: bold }
        tr.better td { color: #2e7d32 } svg { max-width: 100%; height: auto }
        """;

    /** Results that are clearly worse than those of the earlier run. */
    public List<Result> regressions() {
        return results.results().stream().filter(result -> table().change(result) == Change.REGRESSION).toList();
    }

    /** Whether there is neither a bad result nor a regression. */
    public boolean isGood() {
        return results.areGood() && regressions().isEmpty();
    }

    /** Writes {@code results.csv}, {@code results.json}, {@code table.txt} and {@code report.html}. */
    public void write(final Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.csv"), results.csv());
        Files.writeString(directory.resolve("results.json"), results.json());
        Files.writeString(directory.resolve("table.txt"), text());
        Files.writeString(directory.resolve("report.html"), html());
    }

    /** Facts and a table for a terminal. */
    public String text() {
        final List<String> headings = table().headings();
        final List<List<String>> lines = new ArrayList<>(List.of(headings));
        results.results().forEach(result -> lines.add(table().cells(result)));
        final Set<Integer> left = IntStream.range(0, headings.size())
            .filter(i -> Tabulation.isText(headings.get(i)))
            .boxed()
            .collect(Collectors.toSet());
        return results.facts()
            .entrySet()
            .stream()
            .map(fact -> "# " + fact.getKey() + ": " + fact.getValue() + "\n")
            .collect(Collectors.joining()) + TextTable.of(lines, left)
            + (results.areNoisy() ? "# " + Result.NOISY + "\n" : "");
    }

    /** The page: facts, what is wrong, pictures, table. */
    String html() {
        final StringBuilder html =
            new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>")
                .append("<title>")
                .append(Svg.escaped(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(Svg.escaped(title))
                .append("</h1>\n<ul>\n");
        facts("", results.facts(), html);
        baseline.ifPresent(earlier -> facts("earlier run: ", Map.of("date", earlier.facts().getOrDefault("date", "?")),
            html));
        html.append("</ul>\n").append(summary());
        new Charts(results, baseline).sections()
            .forEach((heading, svg) -> html.append("<h2>").append(Svg.escaped(heading)).append("</h2>\n").append(svg));
        html.append("<h2>Table</h2>\n<table>\n<tr>");
        final List<String> headings = table().headings();
        headings.forEach(heading -> cell(html, "th", heading, heading));
        html.append("</tr>\n");
        for (final Result result : results.results()) {
            html.append(rowStart(result));
            final List<String> cells = table().cells(result);
            for (int i = 0; i < cells.size(); i++) {
                cell(html, "td", headings.get(i), cells.get(i));
            }
            html.append("</tr>\n");
        }
        return html.append("</table>\n</body></html>\n").toString();
    }

    private static void facts(final String prefix, final Map<String, String> facts, final StringBuilder html) {
        facts.forEach((name, value) -> html.append("<li>")
            .append(prefix)
            .append(Svg.escaped(name + ": " + value))
            .append("</li>\n"));
    }

    private String summary() {
        final long bad = results.results().stream().filter(result -> result.status().isBad()).count();
        final StringBuilder text = new StringBuilder("<p>");
        text.append(bad == 0 ? "All that ran is valid."
            : "<b style=\"color:#c62828\">" + bad + (bad == 1 ? " result is" : " results are")
                + " wrong or failed.</b>");
        if (baseline.isPresent()) {
            text.append(' ')
                .append(regressions().isEmpty() ? "No regression."
                    : "<b style=\"color:#c62828\">Regressions: " + regressions().size() + ".</b>");
        }
        if (results.areNoisy()) {
            final String names = results.results()
                .stream()
                .filter(Result::isNoisy)
                .map(result -> result.subject().name() + " (" + result.subject().ranks() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
            text.append(" Some results are ").append(Result.NOISY).append(": ").append(Svg.escaped(names)).append('.');
        }
        return text.append("</p>\n").toString();
    }

    private String rowStart(final Result result) {
        final Change change = table().change(result);
        if (result.status().isBad() || change == Change.REGRESSION) {
            return "<tr class=\"bad\">";
        }
        return change == Change.BETTER ? "<tr class=\"better\">" : "<tr>";
    }

    private static void cell(final StringBuilder html, final String tag, final String heading, final String text) {
        html.append('<')
            .append(tag)
            .append(Tabulation.isText(heading) ? " class=\"text\">" : ">")
            .append(Svg.escaped(text))
            .append("</")
            .append(tag)
            .append('>');
    }

    private Tabulation table() {
        return new Tabulation(results, baseline);
    }
}
