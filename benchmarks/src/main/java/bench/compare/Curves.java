package bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rows of a comparison as a picture: a panel for each contest of several sizes, in which the medians of both sides
 * are lines over the sizes, with a bar from the least to the greatest sample. The scale is logarithmic.
 *
 * @param rows of the table
 */
record Curves(List<Row> rows) {
    private static final int COLUMNS = 3;
    private static final int PANEL_WIDTH = 330;
    private static final int PANEL_HEIGHT = 230;
    private static final int LEFT = 52;
    private static final int TOP = 30;
    private static final int PLOT_WIDTH = PANEL_WIDTH - LEFT - 18;
    private static final int PLOT_HEIGHT = PANEL_HEIGHT - TOP - 34;
    private static final int LEGEND_HEIGHT = 34;
    private static final String OURS = "#1f6fb4";
    private static final String THEIRS = "#d9711c";
    private static final double BEYOND = 1.15;

    /** Rows of one contest, each with the size at the end of its name. */
    private record Panel(String title, List<Row> points) {
        static String titleOf(final Row row) {
            final int slash = row.name().lastIndexOf('/');
            return slash < 0 ? row.name() : row.name().substring(0, slash);
        }

        static String sizeOf(final Row row) {
            return row.name().substring(row.name().lastIndexOf('/') + 1);
        }

        double least() {
            return points.stream()
                .mapToDouble(row -> Math.min(Spread.of(row.ours()).min(),
                    Spread.of(row.theirs()).min()))
                .min()
                .orElseThrow();
        }

        double greatest() {
            return points.stream()
                .mapToDouble(row -> Math.max(Spread.of(row.ours()).max(),
                    Spread.of(row.theirs()).max()))
                .max()
                .orElseThrow();
        }
    }

    /** Whether there is anything to draw. */
    boolean isEmpty() {
        return panels().isEmpty();
    }

    /** The picture. */
    String svg() {
        final List<Panel> panels = panels();
        final int lines = (panels.size() + COLUMNS - 1) / COLUMNS;
        final int width = Math.min(panels.size(), COLUMNS) * PANEL_WIDTH;
        final int height = lines * PANEL_HEIGHT + LEGEND_HEIGHT;
        final StringBuilder svg = new StringBuilder();
        add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"11\">", width, height, width, height);
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height);
        legend(svg);
        for (int i = 0; i < panels.size(); i++) {
            add(svg, "<g transform=\"translate(%d,%d)\">", i % COLUMNS * PANEL_WIDTH,
                LEGEND_HEIGHT + i / COLUMNS * PANEL_HEIGHT);
            panel(svg, panels.get(i));
            add(svg, "</g>");
        }
        add(svg, "</svg>");
        return svg.toString();
    }

    private List<Panel> panels() {
        final Map<String, List<Row>> byTitle = new LinkedHashMap<>();
        for (final Row row : rows) {
            if (hasOnlyPositive(row.ours()) && hasOnlyPositive(row.theirs())) {
                byTitle.computeIfAbsent(Panel.titleOf(row), title -> new ArrayList<>()).add(row);
            }
        }
        return byTitle.entrySet()
            .stream()
            .filter(entry -> entry.getValue().size() > 1)
            .map(entry -> new Panel(entry.getKey(), entry.getValue()))
            .toList();
    }

    /** What was too short for its unit is 0 in a table, and nowhere on this scale. */
    private static boolean hasOnlyPositive(final List<Double> samples) {
        return !samples.isEmpty() && samples.stream().allMatch(sample -> sample > 0);
    }

    private static void legend(final StringBuilder svg) {
        entry(svg, LEFT, OURS, "ours");
        entry(svg, LEFT + 80, THEIRS, "the peer that the title names");
    }

    private static void entry(final StringBuilder svg, final int x, final String color, final String text) {
        add(svg, "<line x1=\"%d\" y1=\"18\" x2=\"%d\" y2=\"18\" stroke=\"%s\" stroke-width=\"2\"/>", x, x + 24, color);
        add(svg, "<text x=\"%d\" y=\"22\">%s</text>", x + 30, text);
    }

    private static void panel(final StringBuilder svg, final Panel panel) {
        final double low = Math.log10(panel.least() / BEYOND);
        final double high = Math.log10(panel.greatest() * BEYOND);
        add(svg, "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s, %s</text>", LEFT, TOP - 10, panel.title,
            panel.points.getFirst().unit());
        grid(svg, low, high);
        for (int i = 0; i < panel.points.size(); i++) {
            add(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x(i, panel.points.size()),
                TOP + PLOT_HEIGHT + 16, Panel.sizeOf(panel.points.get(i)));
        }
        curve(svg, panel.points.stream().map(Row::theirs).toList(), THEIRS, low, high);
        curve(svg, panel.points.stream().map(Row::ours).toList(), OURS, low, high);
    }

    /** Lines at 1, 2 and 5 of each power of ten within the plot. */
    private static void grid(final StringBuilder svg, final double low, final double high) {
        add(svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#888\"/>", LEFT, TOP,
            PLOT_WIDTH, PLOT_HEIGHT);
        for (int power = (int) Math.floor(low); power <= high; power++) {
            for (final int digit : new int[] {1, 2, 5}) {
                final double value = digit * Math.pow(10, power);
                if (Math.log10(value) >= low && Math.log10(value) <= high) {
                    final double y = y(value, low, high);
                    add(svg, "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>", LEFT, y,
                        LEFT + PLOT_WIDTH, y);
                    add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 5, y + 4,
                        value >= 1 ? Long.toString(Math.round(value)) : Float.toString((float) value));
                }
            }
        }
    }

    private static void curve(final StringBuilder svg, final List<List<Double>> samples, final String color,
        final double low, final double high) {
        final StringBuilder points = new StringBuilder();
        for (int i = 0; i < samples.size(); i++) {
            final Spread spread = Spread.of(samples.get(i));
            final double x = x(i, samples.size());
            final double y = y(spread.median(), low, high);
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            add(svg, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>", x,
                y(spread.min(), low, high), x, y(spread.max(), low, high), color);
            add(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, color);
        }
        add(svg, "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points.toString().trim(),
            color);
    }

    private static double x(final int index, final int count) {
        return LEFT + PLOT_WIDTH * (index + 0.5) / count;
    }

    private static double y(final double value, final double low, final double high) {
        return TOP + PLOT_HEIGHT * (high - Math.log10(value)) / (high - low);
    }

    private static void add(final StringBuilder svg, final String format, final Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
