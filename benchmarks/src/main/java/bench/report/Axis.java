package bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values from bottom to top of a panel.
 *
 * @param low the least value that is shown
 * @param high the greatest one
 * @param isLogarithmic whether equal ratios, not equal differences, are equally far from each other
 */
public record Axis(double low, double high, boolean isLogarithmic) {

    private static final double BEYOND = 1.15;
    private static final double MARGIN = 0.08;
    private static final double WIDE = 3000;
    private static final int TICKS = 6;
    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;
    private static final double MANY_THOUSANDS = 1e4;

    /** From 0 to a little above the greatest value. */
    public static Axis fromZero(final double greatest) {
        return new Axis(0, greatest > 0 ? greatest * (1 + MARGIN) : 1, false);
    }

    /** All ratios alike. */
    public static Axis logarithmic(final double least, final double greatest) {
        return new Axis(least / BEYOND, greatest * BEYOND, true);
    }

    /** From the least to the greatest value, and a little more. */
    public static Axis between(final double least, final double greatest) {
        final double margin = greatest > least ? (greatest - least) * MARGIN : 1;
        return new Axis(least - margin, greatest + margin, false);
    }

    /** How far up a value is: 0 at the bottom, 1 at the top. */
    public double position(final double value) {
        return isLogarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** Where lines across the panel are: at round values. */
    public List<Double> ticks() {
        final List<Double> ticks = new ArrayList<>();
        if (isLogarithmic) {
            // where that is many of them, powers of ten are enough
            final double[] digits = high / low > WIDE ? new double[] {1} : new double[] {1, 2, 5};
            for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
                for (final double digit : digits) {
                    final double value = digit * Math.pow(10, power);
                    if (value >= low && value <= high) {
                        ticks.add(value);
                    }
                }
            }
            if (ticks.size() > 1) {
                return ticks;
            }
            ticks.clear(); // so near to each other, values are as far on one scale as on the other
        }
        final double rough = (high - low) / TICKS;
        final double power = Math.pow(10, Math.floor(Math.log10(rough)));
        final double digit = rough / power;
        final double step = power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A value in few letters: 0.25, 3500, 24k, 1.5M. */
    public static String text(final double value) {
        final double size = Math.abs(value);
        if (size >= MILLION) {
            return plain(value / MILLION) + "M";
        }
        return size >= MANY_THOUSANDS ? plain(value / THOUSAND) + "k" : plain(value);
    }

    private static String plain(final double value) {
        final String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
