package jobs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels validate with four ranks, whatever carries their messages. */
class KernelsIT {
    @Test
    void shouldRunNstream() throws Exception {
        expectValid(JobCommand.mpjrun("-n", "4", "prk.Nstream", "10", "100000", "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--transport shm", "--transport tcp", "--simulate-hosts 2 --map-by node"})
    void shouldRunTranspose(final String options) throws Exception {
        final boolean hasHosts = options.contains("hosts");
        expectValid(JobCommand.mpjrun("-n", "4", "--stats")
            .add(options.split(" "))
            .add("prk.Transpose", "5", "400"))
            .expectErr(hasHosts ? 0 : 4, "^rank [0-3] of 4: 0 messages, 0 bytes to other hosts$")
            .expectErr(hasHosts ? 4 : 0, "^rank [0-3] of 4: [1-9][0-9]* messages, [1-9][0-9]* bytes to other hosts$");
    }

    private static JobResult expectValid(final JobCommand command) throws Exception {
        return command.run()
            .expectCode(0)
            .expectOut(1, "^Number of ranks = 4$")
            .expectOut(1, "^Solution validates$")
            .expectOut(1, "^Rate \\(MB/s\\): [0-9.]+ Avg time \\(s\\): [0-9.]+$");
    }
}
