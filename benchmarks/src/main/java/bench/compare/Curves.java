package bench.compare;

import bench.job.Library;
import bench.report.Lines;
import bench.report.Panels;
import bench.report.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a comparison as a picture: a panel for each contest of several sizes, in which the medians of both sides
 * are lines over the sizes, with a bar from the least to the greatest sample. The scale is logarithmic.
 *
 * @param rows of the table
 */
record Curves(List<Row> rows) {
    private static final String OURS = "/" + Library.OURS.label();

    /** Whether there is anything to draw. */
    boolean isEmpty() {
        return panels().isEmpty();
    }

    /** The picture. */
    String svg() {
        return new Panels(panels()).svg();
    }

    private List<Panels.Panel> panels() {
        final Map<String, List<Row>> byTitle = new LinkedHashMap<>();
        for (final Row row : rows) {
            if (hasOnlyPositive(row.ours()) && hasOnlyPositive(row.theirs())) {
                byTitle.computeIfAbsent(titleOf(row), title -> new ArrayList<>()).add(row);
            }
        }
        return byTitle.entrySet()
            .stream()
            .filter(entry -> entry.getValue().size() > 1)
            .map(entry -> panel(entry.getKey(), entry.getValue()))
            .toList();
    }

    /** What was too short for its unit is 0 in a table, and nowhere on this scale. */
    private static boolean hasOnlyPositive(final List<Double> samples) {
        return !samples.isEmpty() && samples.stream().allMatch(sample -> sample > 0);
    }

    private static Panels.Panel panel(final String title, final List<Row> points) {
        return Lines.logarithmic(title + ", " + points.getFirst().unit(), points.stream().map(Curves::sizeOf).toList(),
            List.of(
                new Series("the peer, or the second that the title names", Panels.THEIRS,
                    points.stream().map(Row::theirs).toList(),
                    Set.of()),
                new Series("ours, or the first", Panels.OURS, points.stream().map(Row::ours).toList(), Set.of())));
    }

    /** The name without the size; of ours against ours, without that and what all such rows begin with. */
    private static String titleOf(final Row row) {
        final int slash = row.name().lastIndexOf('/');
        final String contest = slash < 0 ? row.name() : row.name().substring(0, slash);
        return contest.endsWith(OURS) ? contest.substring(contest.indexOf('-') + 1, contest.length() - OURS.length())
            : contest;
    }

    private static String sizeOf(final Row row) {
        return row.name().substring(row.name().lastIndexOf('/') + 1);
    }
}
