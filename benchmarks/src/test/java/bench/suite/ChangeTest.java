package bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static Result result(final String unit, final Double... samples) {
        return new Result(new Result.Subject("latency", "8", 2, "mpj", unit), Result.Status.OK, List.of(samples), "");
    }

    private static Change change(final String unit, final List<Double> before, final List<Double> now) {
        return Change.between(result(unit, before.toArray(Double[]::new)), result(unit, now.toArray(Double[]::new)));
    }

    @Test
    void shouldSeeALongerTimeAsARegression() {
        assertEquals(Change.REGRESSION, change("µs", List.of(1.0, 1.02, 1.03), List.of(1.1, 1.08, 1.2)));
        assertEquals(Change.BETTER, change("µs", List.of(1.1, 1.08, 1.2), List.of(1.0, 1.02, 1.01)));
    }

    @Test
    void shouldSeeALowerRateAsARegression() {
        assertEquals(Change.REGRESSION, change("MB/s", List.of(100.0, 101.0, 99.0), List.of(90.0, 91.0)));
        assertEquals(Change.BETTER, change("M msg/s", List.of(90.0, 91.0), List.of(100.0, 101.0, 99.0)));
    }

    @Test
    void shouldNotJudgeRangesThatOverlap() {
        assertEquals(Change.SAME, change("µs", List.of(1.0, 1.0, 1.5), List.of(1.4, 2.0, 2.0)));
        assertEquals(Change.SAME, change("µs", List.of(1.0, 1.5), List.of(1.5, 2.0)), "a common sample");
    }

    @Test
    void shouldNotJudgeFivePercent() {
        assertEquals(Change.SAME, change("µs", List.of(100.0), List.of(105.0)));
        assertEquals(Change.REGRESSION, change("µs", List.of(100.0), List.of(105.2)));
    }

    @Test
    void shouldNeedSamplesOfBoth() {
        assertEquals(Change.NONE, change("µs", List.of(), List.of(1.0)));
        assertEquals(Change.NONE, change("µs", List.of(1.0), List.of()));
    }
}
