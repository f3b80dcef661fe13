package bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Medians joined by lines, each with a bar from the least to the greatest sample.
 *
 * @param title of the panel
 * @param axis of the values
 * @param categories from left to right
 * @param series a line each, the last one in front
 * @param reference a dashed line to compare with, a value a category; may be empty
 */
public record Lines(String title, Axis axis, List<String> categories, List<Series> series, List<Double> reference)
    implements Panels.Panel {

    private static final double DOT = 3;
    /** Dots of the same value are seen side by side. */
    private static final double APART = 5;

    /** Lines without a reference on a logarithmic scale. */
    public static Lines logarithmic(final String title, final List<String> categories, final List<Series> series) {
        return new Lines(title, Axis.logarithmic(Series.least(series), Series.greatest(series)), categories, series,
            List.of());
    }

    /** Lines above 0, beside a reference. */
    public static Lines beside(final List<Double> reference, final String title, final List<String> categories,
        final List<Series> series) {
        final double greatest = Stream.concat(Series.samplesOf(series), reference.stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
        return new Lines(title, Axis.fromZero(greatest), categories, series, reference);
    }

    @Override
    public void draw(final Svg svg) {
        for (int i = 1; i < reference.size(); i++) {
            svg.dashes(x(i - 1), y(reference.get(i - 1)), x(i), y(reference.get(i)), "#555");
        }
        if (reference.size() == 1) {
            svg.dashes(Panels.LEFT, y(reference.getFirst()), (double) Panels.LEFT + Panels.PLOT_WIDTH,
                y(reference.getFirst()), "#555");
        }
        for (int i = 0; i < series.size(); i++) {
            draw(svg, series.get(i), APART * (i - (series.size() - 1) / 2.0));
        }
        Series.markWrong(svg, series, categories.size());
    }

    private void draw(final Svg svg, final Series one, final double aside) {
        final StringBuilder points = new StringBuilder();
        for (int i = 0; i < one.samples().size(); i++) {
            if (!one.samples().get(i).isEmpty()) {
                final Spread spread = Spread.of(one.samples().get(i));
                final double x = x(i) + aside;
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(spread.median())));
                svg.line(x, y(spread.min()), x, y(spread.max()), one.color());
                svg.circle(x, y(spread.median()), DOT, one.color());
            }
        }
        if (!points.isEmpty()) {
            svg.polyline(points.toString().strip(), one.color());
        }
    }

    private double x(final int category) {
        return Panels.x(category, categories.size());
    }

    private double y(final double value) {
        return Panels.y(axis, value);
    }
}
