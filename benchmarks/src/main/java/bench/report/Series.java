package bench.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Samples of one kind in a panel.
 *
 * @param name whose they are
 * @param color of what is drawn
 * @param samples a list a category, empty where there are none
 * @param wrong the categories whose samples cannot be trusted
 */
public record Series(String name, String color, List<List<Double>> samples, Set<Integer> wrong) {

    /** All samples, of whatever category. */
    public static Stream<Double> samplesOf(final List<Series> series) {
        return series.stream().flatMap(one -> one.samples.stream()).flatMap(List::stream);
    }

    static double least(final List<Series> series) {
        return samplesOf(series).mapToDouble(Double::doubleValue).min().orElse(1);
    }

    static double greatest(final List<Series> series) {
        return samplesOf(series).mapToDouble(Double::doubleValue).max().orElse(1);
    }

    /** Says where samples cannot be trusted. */
    static void markWrong(final Svg svg, final List<Series> series, final int categories) {
        for (int i = 0; i < categories; i++) {
            final int category = i;
            if (series.stream().anyMatch(one -> one.wrong.contains(category))) {
                svg.label(Panels.x(i, categories), Panels.TOP + Panels.PLOT_HEIGHT / 2.0, Svg.Anchor.MIDDLE, "WRONG",
                    Panels.WRONG);
            }
        }
    }
}
