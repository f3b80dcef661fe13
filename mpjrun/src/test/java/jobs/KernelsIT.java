package jobs;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels validate with four ranks, whatever carries their messages. */
class KernelsIT {
    /** Rates do not matter here. */
    private static final String NO_WARM_UP = "-Dprk.warmup.seconds=0";

    @Test
    void shouldRunNstream() throws Exception {
        expectValid("MB/s", JobCommand.mpjrun("-n", "4", NO_WARM_UP, "prk.Nstream", "10", "100000", "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--transport shm", "--transport tcp", "--simulate-hosts 2 --map-by node"})
    void shouldRunTranspose(final String options) throws Exception {
        final boolean hasHosts = options.contains("hosts");
        expectValid("MB/s", JobCommand.mpjrun("-n", "4", "--stats", NO_WARM_UP)
            .add(options.split(" "))
            .add("prk.Transpose", "5", "400"))
            .expectErr(hasHosts ? 0 : 4, "^rank [0-3] of 4: 0 messages, 0 bytes to other hosts$")
            .expectErr(hasHosts ? 4 : 0, "^rank [0-3] of 4: [1-9][0-9]* messages, [1-9][0-9]* bytes to other hosts$");
    }

    /** Tests of the kernels run them over shared memory alone and TCP alone. */
    @ParameterizedTest
    @ValueSource(strings = {"MFlops/s prk.P2p 10 1024 1024", "MFlops/s prk.Stencil 10 1000",
        "MFlops/s prk.Reduce 10 100000", "synch/s prk.Global 10 16384", "MB/s prk.TransposeA2a 10 1024 32"})
    void shouldRunOnHosts(final String unitAndProgram) throws Exception {
        final String[] words = unitAndProgram.split(" ", 2);
        expectValid(words[0], JobCommand.mpjrun("-n", "4", "--simulate-hosts", "2", "--map-by", "node", "--stats")
            .add(NO_WARM_UP)
            .add(words[1].split(" ")))
            // Of collectives only the leaders of the hosts, their first ranks, cross the boundary.
            .expectErr(2, "^rank [01] of 4: [1-9][0-9]* messages, [1-9][0-9]* bytes to other hosts$");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MFlops/s prk.P2pRma 10 500 500", "MFlops/s prk.StencilRma 10 1000",
        "MB/s prk.TransposeRma 10 1024 32 0", "MB/s prk.TransposeRma 10 1024 32 1"})
    void shouldRunWithWindows(final String unitAndProgram) throws Exception {
        final String[] words = unitAndProgram.split(" ", 2);
        for (final String way : List.of("--transport shm", "--transport tcp", "--simulate-hosts 2 --map-by node")) {
            expectValid(words[0],
                JobCommand.mpjrun("-n", "4", NO_WARM_UP).add(way.split(" ")).add(words[1].split(" ")));
        }
    }

    @Test
    void shouldRunBranchOnHosts() throws Exception {
        JobCommand
            .mpjrun("-n", "4", "--simulate-hosts", "2", NO_WARM_UP, "prk.Branch", "10", "10000", "vector_stop")
            .run()
            .expectCode(0)
            .expectOut(1, "^Solution validates$")
            .expectOut(1, "^Rate \\(Mops/s\\) with branches: [0-9.]+ time \\(s\\): [0-9.]+$")
            .expectOut(1, "^Rate \\(Mops/s\\) without branches: [0-9.]+ time \\(s\\): [0-9.]+$");
    }

    @Test
    void shouldFailWithoutArguments() throws Exception {
        JobCommand.mpjrun("-n", "2", "prk.P2p")
            .run()
            .expectCode(1)
            .expectErr(1, "ERROR: found 0 arguments, expected 3 to 4$")
            .expectErr(1, "Usage: prk.P2p <iterations> <columns> <lines> \\[group factor]$");
    }

    private static JobResult expectValid(final String unit, final JobCommand command) throws Exception {
        return command.run()
            .expectCode(0)
            .expectOut(1, "^Number of ranks = 4$")
            .expectOut(1, "^Solution validates$")
            .expectOut(1, "^Rate \\(" + unit + "\\): [0-9.]+ Avg time \\(s\\): [0-9.]+$");
    }
}
