package bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void shouldHaveTicksAtRoundValues() {
        assertEquals(List.of(0.0, 20.0, 40.0, 60.0, 80.0, 100.0), Axis.fromZero(100).ticks());
        assertEquals(List.of(-10.0, 0.0, 10.0, 20.0), Axis.between(-14, 18).ticks());
        assertEquals(List.of(0.5, 1.0, 2.0, 5.0), Axis.logarithmic(0.5, 8).ticks());
        assertEquals(List.of(1.0, 10.0, 100.0, 1000.0, 10000.0), Axis.logarithmic(1, 10_000).ticks());
    }

    @Test
    void shouldPlaceValues() {
        assertEquals(0.5, new Axis(0, 10, false).position(5));
        assertEquals(0.5, new Axis(1, 100, true).position(10), 1e-12);
    }

    @Test
    void shouldNameValuesBriefly() {
        assertEquals(List.of("0.25", "3500", "24k", "1.5M", "-20", "0"),
            List.of(Axis.text(0.25), Axis.text(3500), Axis.text(24_000), Axis.text(1.5e6), Axis.text(-20),
                Axis.text(0)));
    }

    @Test
    void shouldHaveTicksWhereAllValuesAreNear() {
        assertEquals(List.of(8.0, 8.5, 9.0, 9.5, 10.0), Axis.logarithmic(8.8, 8.9).ticks());
        assertEquals(List.of(-1.0, -0.5, 0.0, 0.5, 1.0), Axis.between(0, 0).ticks());
        assertEquals(0.5, Axis.between(3, 3).position(3));
    }
}
