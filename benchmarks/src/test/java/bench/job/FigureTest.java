package bench.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static final String LATENCY = """
        # bench.Latency: half of a ping-pong between 2 ranks
        # Size (B)     Median (us)       Mean (us)        p99 (us)
        8                    0.213           0.220           0.300
        65536                7.500           7.600           9.000
        Median latency of 8 B (us): 0.213
        """;

    private static Output output(final String text) {
        return new Output(0, text, "", 12.5, 1000);
    }

    @Test
    void shouldReadTheMedianBehindASize() {
        assertEquals(OptionalDouble.of(0.213), new Figure.Size("8").read(output(LATENCY)));
        assertEquals(OptionalDouble.of(7.5), new Figure.Size("64K").read(output(LATENCY)));
        assertEquals(OptionalDouble.empty(), new Figure.Size("4M").read(output(LATENCY)));
    }

    @Test
    void shouldReadWhatOsuPrints() {
        assertEquals(OptionalDouble.of(0.21),
            new Figure.Size("8").read(output("# OSU MPI Latency Test v7\n# Size          Latency (us)\n8     0.21\n")));
    }

    @Test
    void shouldReadTheRateOfAKernel() {
        final Figure rate = new Figure.Line("", "Rate (MB/s):");
        assertEquals(OptionalDouble.of(62398.298695),
            rate.read(output("Solution validates\nRate (MB/s): 62398.298695 Avg time (s): 0.010\n")));
        assertEquals(OptionalDouble.empty(), rate.read(output("ERROR: the solution is wrong\n")));
    }

    @Test
    void shouldTakeTheDurationOfTheRun() {
        assertEquals(OptionalDouble.of(12.5), new Figure.Elapsed().read(output("")));
    }

    @Test
    void shouldTakeWhatTheJobTookFromSharedMemory() {
        assertEquals(OptionalDouble.of(40),
            new Figure.SharedMemory("").read(output(bench.Footprint.FREE + "960.000\n")));
        assertTrue(new Figure.SharedMemory("").read(output("")).isEmpty());
    }
}
