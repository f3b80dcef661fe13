package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final double THREE_DIGITS = 1e-3;

    @Test
    void shouldKnowAveragesOfBatches() {
        final Samples samples = new Samples();
        for (int i = 0; i < 98; i++) {
            samples.record(200_000, 1000);
        }
        samples.record(5_000_000, 1000);
        samples.record(5_000_000, 1000);

        assertEquals(0.2, samples.percentileMicros(50), 0.2 * THREE_DIGITS);
        assertEquals(5, samples.percentileMicros(99), 5 * THREE_DIGITS);
        assertEquals((98 * 0.2 + 2 * 5) / 100, samples.meanMicros(), 1e-9);
    }

    @Test
    void shouldForgetWhatWasBefore() {
        final Samples samples = new Samples();
        samples.record(1_000_000, 1);
        samples.clear();
        samples.record(2_000, 2);

        assertEquals(1, samples.percentileMicros(99), THREE_DIGITS);
        assertEquals(1, samples.meanMicros());
    }

    @Test
    void shouldTakeBatchesLongerThanItsScale() {
        final Samples samples = new Samples();
        samples.record(5_000_000_000_000L, 1);

        assertEquals(1e9, samples.percentileMicros(50), 1e9 * THREE_DIGITS);
    }
}
