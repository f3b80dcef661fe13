package bench.suite;

import bench.report.Numbers;
import bench.report.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The samples of one quantity.
 *
 * @param subject what was measured
 * @param status whether the samples can be trusted
 * @param samples in the order in which they were taken
 * @param note what there is to say of them, above all where they cannot; may be empty
 */
public record Result(Subject subject, Status status, List<Double> samples, String note) {

    /** What {@link #isNoisy} means, in words. */
    static final String NOISY = "noisy: the middle half of the samples spreads over more than 25 % of the median";
    private static final double NOISE = 0.25;
    /** Of fewer there is no middle half. */
    private static final int LEAST_SAMPLES = 4;

    /**
     * What is measured: all that two runs must have in common for their samples to be compared.
     *
     * @param benchmark such as {@code dgemm} or {@code latency}
     * @param size of messages, such as {@code 64K}; empty where there is but one
     * @param ranks how many take part
     * @param library whose program it is
     * @param unit of the samples
     */
    public record Subject(String benchmark, String size, int ranks, String library, String unit) {
        /** The name of a row. */
        public String name() {
            return benchmark + (size.isEmpty() ? "" : "/" + size);
        }

        /** Whether larger samples are better: a rate, not a time. */
        public boolean isRate() {
            return unit.endsWith("/s");
        }
    }

    /** Whether samples can be trusted. */
    public enum Status {
        /** They can. */
        OK,
        /** The program computed something wrong. */
        WRONG,
        /** The program did not get that far. */
        FAILED,
        /** It is not made for so many ranks, or not there. */
        LEFT_OUT;

        /** As tables show it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** Whether a run that has such a result has failed. */
        public boolean isBad() {
            return this == WRONG || this == FAILED;
        }
    }

    /** Whether samples differ so much that their median says little: the middle half of them does. */
    public boolean isNoisy() {
        return samples.size() >= LEAST_SAMPLES
            && Numbers.upperQuartile(samples) - Numbers.lowerQuartile(samples) > NOISE * spread().median();
    }

    /** Median, least and greatest sample. */
    public Spread spread() {
        return Spread.of(samples);
    }

    Map<String, Object> json() {
        return Map.of("benchmark", subject.benchmark, "size", subject.size, "ranks", subject.ranks, "library",
            subject.library, "unit", subject.unit, "status", status.name(), "samples", samples, "note", note);
    }

    /** Reads what {@link #json} has written; throws where something is missing or of another kind. */
    static Result of(final Map<?, ?> json) {
        final Subject subject =
            new Subject(text(json, "benchmark"), text(json, "size"), (int) number(json.get("ranks")),
                text(json, "library"), text(json, "unit"));
        if (!(json.get("samples") instanceof final List<?> samples)) {
            throw new IllegalArgumentException("a result has no samples");
        }
        return new Result(subject, Status.valueOf(text(json, "status")),
            samples.stream().map(Result::number).toList(), text(json, "note"));
    }

    private static double number(final Object value) {
        if (value instanceof final Double number) {
            return number;
        }
        throw new IllegalArgumentException(value + " is no number");
    }

    private static String text(final Map<?, ?> json, final String name) {
        if (json.get(name) instanceof final String text) {
            return text;
        }
        throw new IllegalArgumentException("a result has no " + name);
    }
}
