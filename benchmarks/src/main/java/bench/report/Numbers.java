package bench.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as text, and what is in the middle of them. */
public final class Numbers {
    private static final double LARGE = 100;
    private static final double MIDDLE = 10;
    private static final double LOWER_QUARTILE = 0.25;
    private static final double UPPER_QUARTILE = 0.75;

    private Numbers() {}

    /** The number that a word is, if it is one. */
    public static OptionalDouble parse(final String word) {
        try {
            return OptionalDouble.of(Double.parseDouble(word));
        } catch (final NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The middle one, or the mean of the two in the middle. */
    public static double median(final List<Double> values) {
        final List<Double> sorted = values.stream().sorted().toList();
        final int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The value that this share of the values does not exceed: between two of them where it is none. */
    public static double quantile(final List<Double> values, final double share) {
        final List<Double> sorted = values.stream().sorted().toList();
        final double place = share * (sorted.size() - 1);
        final int below = (int) place;
        final int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }

    /** What a quarter of the values does not exceed. */
    public static double lowerQuartile(final List<Double> values) {
        return quantile(values, LOWER_QUARTILE);
    }

    /** What a quarter of the values exceeds. */
    public static double upperQuartile(final List<Double> values) {
        return quantile(values, UPPER_QUARTILE);
    }

    /** Three digits that matter, or all before the point. */
    public static String text(final double value) {
        final double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= LARGE ? "%.0f" : size >= MIDDLE ? "%.1f" : "%.3f", value);
    }
}
