package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suites of benchmarks, as the distribution has them. */
class SuiteIT {
    @TempDir
    private Path directory;

    @Test
    void shouldRunKernelsAndWriteAReport() throws Exception {
        JobCommand
            .mpjrun("prk", "--kernels", "nstream,reduce", "--ranks", "2", "--samples", "2", "--warmup", "0",
                "--minutes", "0", "--out", directory.toString())
            .run()
            .expectCode(0)
            .expectOut(1, "^nstream +2 +mpj +MB/s .* ok$")
            .expectOut(1, "^reduce +2 +mpj +MFlops/s .* ok$")
            .expectErr(1, "^\\[1/2\\] nstream, 2 ranks: .* left\\)$")
            .expectErr(1, "^\\[2/2\\] reduce, 2 ranks: .* 0:00 left\\)$");
        for (final String file : List.of("table.txt", "results.csv", "results.json", "report.html")) {
            assertTrue(Files.size(directory.resolve(file)) > 0, file);
        }
    }

    @Test
    void shouldRunMessagesAndCompareThemWithAnEarlierRun() throws Exception {
        // nothing is a hundred times as slow as itself
        final String earlier = "{\"machine\":{},\"results\":[{\"benchmark\":\"barrier\",\"size\":\"\",\"ranks\":2,"
            + "\"library\":\"mpj\",\"unit\":\"µs\",\"status\":\"OK\",\"samples\":[1e-9],\"note\":\"\"}]}";
        final Path baseline = Files.writeString(directory.resolve("earlier.json"), earlier);
        JobCommand
            .mpjrun("bench", "--only", "barrier", "--runs", "1", "--ranks", "2", "--warmup", "0", "--iterations",
                "100", "--out", directory.toString(), "--baseline", baseline.toString())
            .run()
            .expectCode(1)
            .expectOut(1, "^REGRESSION: barrier, 2 ranks$");
    }

    @Test
    void shouldLeaveNothingWhenItIsEnded() throws Exception {
        final JobCommand bench = JobCommand
            .mpjrun("bench", "--only", "latency", "--runs", "1", "--iterations", "1000000000", "--out",
                directory.toString())
            .with("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + directory);
        try (RunningJob suite = bench.start()) {
            suite.awaitRanks(2);
            RunningJob.signal("TERM", suite.pid());
            final JobResult result = suite.end();
            assertEquals(143, result.code(), result::toString);
            suite.expectNoProcessLeft();
            try (Stream<Path> files = Files.list(directory)) {
                assertEquals(List.of(), files.filter(file -> file.toString().contains("mpj-suite")).toList());
            }
        }
    }

    @Test
    void shouldSayWhatADistributionLacks() throws Exception {
        JobCommand.mpjrun("prk", "--peers", "openmpi")
            .run()
            .expectCode(2)
            .expectErrHas("--peers needs the kernels in C, which are in the source tree and not in a distribution");
    }

    @Test
    void shouldNotStartJobsFromARank() throws Exception {
        final JobResult result = JobCommand.mpjrun("-n", "1", "bench.Prk").run();
        assertEquals(2, result.code(), result::toString);
        result.expectErrHas("bench.Prk starts jobs itself; it is run by: mpjrun prk");
    }
}
