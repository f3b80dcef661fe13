package bench.report;

import java.util.List;

/**
 * How close to each other samples lie: a bell on each of them, as wide as Silverman's rule says.
 */
final class Density {
    private static final double SILVERMAN = 0.9;
    private static final double QUARTILES_OF_A_BELL = 1.34;
    private static final double POWER = -0.2;

    private final List<Double> sorted;
    private final double width;

    /** Takes samples in ascending order, not all of which are the same. */
    Density(final List<Double> sorted) {
        this.sorted = sorted;
        final double mean = sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        final double deviation = Math.sqrt(
            sorted.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / (sorted.size() - 1));
        final double quartiles =
            (Numbers.upperQuartile(sorted) - Numbers.lowerQuartile(sorted)) / QUARTILES_OF_A_BELL;
        this.width = SILVERMAN * (quartiles > 0 ? Math.min(deviation, quartiles) : deviation)
            * Math.pow(sorted.size(), POWER);
    }

    /** In no unit: only ratios of densities of the same samples mean something. */
    double at(final double value) {
        double sum = 0;
        for (final double sample : sorted) {
            final double distance = (value - sample) / width;
            sum += Math.exp(-distance * distance / 2);
        }
        return sum;
    }
}
