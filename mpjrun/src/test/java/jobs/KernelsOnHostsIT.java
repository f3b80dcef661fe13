package jobs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels with the most kinds of messages validate with processes that count as several hosts. */
class KernelsOnHostsIT {
    @ParameterizedTest
    @ValueSource(strings = {"GUPS/s prk.Random 8 16", "MFlops/s prk.Sparse 10 10 5", "MFlops/s prk.Dgemm 4 256 32 1",
        "Mparticles_moved/s prk.Pic 10 1000 10000 1 2 GEOMETRIC 0.99",
        "MFlops/s prk.Amr 10 1000 100 2 2 1 1 FINE_GRAIN", "MFlops/s prk.Amr 10 1000 100 2 2 1 1 HIGH_WATER"})
    void shouldValidate(final String unitAndProgram) throws Exception {
        final String[] words = unitAndProgram.split(" ", 2);
        JobCommand.mpjrun("-n", "4", "--simulate-hosts", "2", "--map-by", "node", "--stats", "-Dprk.warmup.seconds=0")
            .add(words[1].split(" "))
            .run()
            .expectCode(0)
            .expectOut(1, "^Number of ranks = 4$")
            .expectOut(1, "^Solution validates$")
            .expectOut(1, "^Rate \\(" + words[0] + "\\): [0-9.]+ Avg time \\(s\\): [0-9.]+$")
            // Of collectives only the leaders of the hosts, their first ranks, cross the boundary.
            .expectErr(2, "^rank [01] of 4: [1-9][0-9]* messages, [1-9][0-9]* bytes to other hosts$");
    }

    @Test
    void shouldExplainWrongArguments() throws Exception {
        JobCommand.mpjrun("-n", "2", "prk.Random", "3", "16")
            .run()
            .expectCode(1)
            .expectErr(1, "^ERROR: updates per element is 3, expected a power of 2$");
    }
}
