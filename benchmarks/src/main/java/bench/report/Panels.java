package bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures of the same kind side by side, under one legend.
 *
 * @param panels the pictures
 */
public record Panels(List<Panel> panels) {
    /** Colour of what is ours. */
    public static final String OURS = "#1f6fb4";
    /** Colour of what ours is compared with. */
    public static final String THEIRS = "#d9711c";
    /** Colour of what is wrong. */
    public static final String WRONG = "#c62828";
    /** Colour of lines across a panel. */
    public static final String GRID = "#ddd";

    /** Where the plot begins within a panel. */
    public static final int LEFT = 52;
    /** Where the plot begins below the upper end of a panel. */
    public static final int TOP = 30;
    /** Size of a plot. */
    public static final int PLOT_WIDTH = 260;
    /** Size of a plot. */
    public static final int PLOT_HEIGHT = 166;

    private static final int COLUMNS = 3;
    private static final int PANEL_WIDTH = LEFT + PLOT_WIDTH + 18;
    private static final int PANEL_HEIGHT = TOP + PLOT_HEIGHT + 34;
    private static final int LEGEND_HEIGHT = 34;
    private static final int LEGEND_MARK = 24;
    private static final int LETTER_WIDTH = 7;
    private static final int TEXT_BELOW = 16;

    /** One of the pictures. */
    public interface Panel {
        /** What stands above it. */
        String title();

        /** What its height means. */
        Axis axis();

        /** What stands below it, in equal distances. */
        List<String> categories();

        /** What is drawn, for the legend. */
        List<Series> series();

        /** Draws all but title, axis and categories. */
        void draw(Svg svg);
    }

    /** All pictures as one. */
    public String svg() {
        final Map<String, String> legend = legend();
        final int lines = (panels.size() + COLUMNS - 1) / COLUMNS;
        final int legendWidth = LEFT + legend.values().stream().mapToInt(Panels::legendWidth).sum();
        final int width = Math.max(legendWidth, Math.min(panels.size(), COLUMNS) * PANEL_WIDTH);
        final Svg svg = new Svg(width, lines * PANEL_HEIGHT + LEGEND_HEIGHT);
        int x = LEFT;
        for (final Map.Entry<String, String> entry : legend.entrySet()) {
            svg.bar(x, 15, LEGEND_MARK, 6, entry.getKey(), entry.getValue());
            svg.label(x + LEGEND_MARK + 6, 22, Svg.Anchor.START, entry.getValue());
            x += legendWidth(entry.getValue());
        }
        for (int i = 0; i < panels.size(); i++) {
            svg.begin(i % COLUMNS * PANEL_WIDTH, LEGEND_HEIGHT + i / COLUMNS * PANEL_HEIGHT);
            draw(svg, panels.get(i));
            svg.end();
        }
        return svg.text();
    }

    /** Colours and what they stand for. */
    private Map<String, String> legend() {
        final Map<String, String> legend = new LinkedHashMap<>();
        panels.forEach(panel -> panel.series().forEach(one -> legend.put(one.color(), one.name())));
        return legend;
    }

    private static int legendWidth(final String text) {
        return LEGEND_MARK + 22 + LETTER_WIDTH * text.length();
    }

    private static void draw(final Svg svg, final Panel panel) {
        svg.heading(LEFT, TOP - 10, panel.title());
        svg.frame(LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT, "#888");
        for (final double tick : panel.axis().ticks()) {
            final double y = y(panel.axis(), tick);
            svg.line(LEFT, y, LEFT + PLOT_WIDTH, y, GRID);
            svg.label(LEFT - 5, y + 4, Svg.Anchor.END, Axis.text(tick));
        }
        final List<String> categories = panel.categories();
        for (int i = 0; i < categories.size(); i++) {
            svg.label(x(i, categories.size()), TOP + PLOT_HEIGHT + TEXT_BELOW, Svg.Anchor.MIDDLE, categories.get(i));
        }
        panel.draw(svg);
    }

    /** The middle of a category. */
    public static double x(final int index, final int count) {
        return LEFT + PLOT_WIDTH * (index + 0.5) / count;
    }

    /** The height of a value. */
    public static double y(final Axis axis, final double value) {
        return TOP + PLOT_HEIGHT * (1 - axis.position(value));
    }
}
