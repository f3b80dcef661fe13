package bench.report;

import java.util.Collections;
import java.util.List;

/**
 * Where samples lie.
 *
 * @param median the one in the middle
 * @param min the smallest
 * @param max the largest
 */
public record Spread(double median, double min, double max) {

    /** The spread of one or more samples. */
    public static Spread of(final List<Double> samples) {
        return new Spread(Numbers.median(samples), Collections.min(samples), Collections.max(samples));
    }
}
