package bench.report;

import java.util.List;
import java.util.Locale;

/**
 * Where samples lie, in percent from their median: each a dot, around them their density (from five samples), a box
 * from the lower to the upper
 * quartile with the median in it, and whiskers to the least and the greatest.
 *
 * @param title of the panel
 * @param categories from left to right
 * @param series a violin each in every category
 */
public record Violins(String title, List<String> categories, List<Series> series) implements Panels.Panel {

    /** Less than that is not worth seeing. */
    private static final double LEAST_PERCENT = 1;
    private static final double SHARE = 0.76;
    private static final double WIDEST = 64;
    private static final double BOX_SHARE = 0.24;
    private static final int STEPS = 40;
    private static final int ENOUGH_FOR_A_DENSITY = 5;
    private static final double DOT = 1.6;

    @Override
    public Axis axis() {
        return Axis.between(Math.min(-LEAST_PERCENT, Series.least(series)),
            Math.max(LEAST_PERCENT, Series.greatest(series)));
    }

    @Override
    public void draw(final Svg svg) {
        final Axis axis = axis();
        final double width = SHARE * Panels.PLOT_WIDTH / categories.size() / series.size();
        for (int i = 0; i < categories.size(); i++) {
            final double left = Panels.x(i, categories.size()) - width * series.size() / 2;
            for (int j = 0; j < series.size(); j++) {
                final List<Double> samples = series.get(j).samples().get(i);
                if (!samples.isEmpty()) {
                    draw(svg, axis, series.get(j).color(), samples, left + (j + 0.5) * width, Math.min(width, WIDEST));
                }
            }
        }
        Series.markWrong(svg, series, categories.size());
    }

    private static void draw(final Svg svg, final Axis axis, final String color, final List<Double> samples,
        final double middle, final double width) {
        // on the scale that is shown, so that a violin on a logarithmic one is as smooth as another
        final List<Double> positions = samples.stream().map(axis::position).sorted().toList();
        if (positions.size() >= ENOUGH_FOR_A_DENSITY && positions.getLast() > positions.getFirst()) {
            svg.polygon(outline(new Density(positions), positions.getFirst(), positions.getLast(), middle, width / 2),
                color);
        }
        final Spread spread = Spread.of(positions);
        final double box = width * BOX_SHARE;
        svg.line(middle, y(spread.min()), middle, y(spread.max()), color);
        final double upper = y(Numbers.upperQuartile(positions));
        svg.box(middle - box / 2, upper, box, Math.max(1, y(Numbers.lowerQuartile(positions)) - upper), color);
        positions.forEach(position -> svg.circle(middle, y(position), DOT, color));
        svg.polyline(String.format(Locale.ROOT, "%.1f,%.1f %.1f,%.1f", middle - box / 2, y(spread.median()),
            middle + box / 2, y(spread.median())), color);
    }

    private static String outline(final Density density, final double low, final double high, final double middle,
        final double halfWidth) {
        double greatest = 0;
        for (int i = 0; i <= STEPS; i++) {
            greatest = Math.max(greatest, density.at(low + (high - low) * i / STEPS));
        }
        final StringBuilder right = new StringBuilder();
        final StringBuilder left = new StringBuilder();
        for (int i = 0; i <= STEPS; i++) {
            final double position = low + (high - low) * i / STEPS;
            final double reach = halfWidth * density.at(position) / greatest;
            right.append(String.format(Locale.ROOT, "%.1f,%.1f ", middle + reach, y(position)));
            left.insert(0, String.format(Locale.ROOT, "%.1f,%.1f ", middle - reach, y(position)));
        }
        return right.append(left).toString().strip();
    }

    private static double y(final double position) {
        return Panels.TOP + Panels.PLOT_HEIGHT * (1 - position);
    }
}
