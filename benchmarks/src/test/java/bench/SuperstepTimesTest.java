package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SuperstepTimesTest {
    /** Two ranks, two supersteps: computing, waiting, communicating. */
    private static final SuperstepTimes TIMES =
        new SuperstepTimes(2, 2, new double[] {1, 3, 0.5, 2, 2, 0.5, 4, 0, 0.5, 4, 0, 0.5});

    @Test
    void shouldAddUpTheParts() {
        assertEquals(3, TIMES.sum(0, Supersteps.COMPUTE));
        assertEquals(5, TIMES.sum(0, Supersteps.WAIT));
        assertEquals(1, TIMES.sum(1, Supersteps.COMMUNICATE));
    }

    @Test
    void shouldNameTheRankThatOthersWaitFor() {
        assertEquals(1, TIMES.straggler());
        assertEquals(2, TIMES.timesLast(1));
        assertEquals(0, TIMES.timesLast(0));
        assertEquals((3 + 8) / 2.0 / 8, TIMES.balance());
    }
}
