package bench.report;

import java.util.List;
import java.util.Locale;

/**
 * Medians as bars from 0, each with a line from the least to the greatest sample and, where there is room, its value.
 *
 * @param title of the panel
 * @param categories from left to right
 * @param series a bar each in every category
 */
public record Bars(String title, List<String> categories, List<Series> series) implements Panels.Panel {

    /** How much of a category its bars take. */
    private static final double SHARE = 0.76;
    private static final double WIDEST = 72;
    /** A value needs so much room. */
    private static final double TEXT_WIDTH = 36;
    private static final double ABOVE = 4;

    @Override
    public Axis axis() {
        return Axis.fromZero(Series.greatest(series) * 1.06);
    }

    @Override
    public void draw(final Svg svg) {
        final Axis axis = axis();
        final double width = Math.min(WIDEST, SHARE * Panels.PLOT_WIDTH / categories.size() / series.size());
        for (int i = 0; i < categories.size(); i++) {
            final double left = Panels.x(i, categories.size()) - width * series.size() / 2;
            for (int j = 0; j < series.size(); j++) {
                final List<Double> samples = series.get(j).samples().get(i);
                if (!samples.isEmpty()) {
                    draw(svg, axis, series.get(j), Spread.of(samples), left + j * width, width);
                }
            }
        }
        Series.markWrong(svg, series, categories.size());
    }

    private static void draw(final Svg svg, final Axis axis, final Series one, final Spread spread, final double x,
        final double width) {
        final double top = Panels.y(axis, spread.median());
        svg.bar(x + 1, top, width - 2, Panels.TOP + Panels.PLOT_HEIGHT - top, one.color(),
            one.name() + ": " + Numbers.text(spread.median()));
        final double middle = x + width / 2;
        svg.line(middle, Panels.y(axis, spread.min()), middle, Panels.y(axis, spread.max()), "black");
        if (width >= TEXT_WIDTH) {
            svg.label(middle, Panels.y(axis, spread.max()) - ABOVE, Svg.Anchor.MIDDLE, Axis.text(shortened(
                spread.median())));
        }
    }

    /** Three digits that matter. */
    private static double shortened(final double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.3g", value));
    }
}
