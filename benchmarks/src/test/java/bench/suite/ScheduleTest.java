package bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private long seconds = 1000;
    private final Schedule schedule =
        new Schedule(100, 20, () -> TimeUnit.SECONDS.toNanos(seconds));

    @Test
    void shouldShareWhatIsLeft() {
        assertEquals(5 - Schedule.OVERHEAD_SECONDS, schedule.measurementSeconds(), 1e-9);
        seconds += 20;
        schedule.finishJob();
        assertEquals(80 / 19.0 - Schedule.OVERHEAD_SECONDS, schedule.measurementSeconds(), 1e-9);
        schedule.drop(15);
        assertEquals(3, schedule.measurementSeconds(), "no more than is of use");
        seconds += 200;
        assertEquals(0.2, schedule.measurementSeconds(), "each measures something");
    }

    @Test
    void shouldTellWhereItIsAndWhatIsLeft() {
        assertEquals("[ 1/20]", schedule.position());
        assertEquals("1:40", schedule.left());
        seconds += 7;
        schedule.finishJob();
        assertEquals("[ 2/20]", schedule.position());
        assertEquals("2:13", schedule.left());
        schedule.drop(18);
        assertEquals("[2/2]", schedule.position());
        assertEquals("0:07", schedule.left());
    }
}
