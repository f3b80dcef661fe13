package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bench.job.Command;
import bench.job.Output;
import bench.suite.Invocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both suites whole, but for the commands they run. */
class SuitesTest {
    @TempDir
    private Path root;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final List<String> started = new ArrayList<>();
    private double factor = 1;
    private boolean isWrong;

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(root.resolve("bin"));
        Files.createFile(root.resolve("bin/mpjrun"));
    }

    /** Kernels are as fast as they are asked for ranks, messages take a µs. */
    private Output run(final Command command) {
        final List<String> words = command.words();
        started.add(String.join(" ", words));
        if (words.getFirst().equals("ompi_info")) {
            return new Output(0, "Open MPI v4.1.4\n", "", 1, 0);
        }
        if (!words.contains("-n")) {
            return new Output(0, "", "", 1, 0); // a compiler
        }
        final String ranks = words.get(words.indexOf("-n") + 1);
        final String rate = "Solution validates\nRate (MB/s): " + factor * Integer.parseInt(ranks) + " Avg\n";
        final String times = "2 " + factor + "\n8 " + factor + "\n1024 2\n65536 3\n1048576 4\n";
        final boolean isKernel = words.contains("prk.Repeat") || words.getFirst().startsWith("mpirun");
        return isWrong ? new Output(1, "", "ERROR: the solution is wrong; 1 and 2\n", 1, 0)
            : new Output(0, isKernel ? rate.repeat(2) : times, "", 1, 0);
    }

    private static PrintStream on(final OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private int execute(final Callable<Integer> program, final String... args) {
        return Invocation.commandLine(program)
            .setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8))
            .execute(args);
    }

    private Invocation invocation() {
        return new Invocation(root, Optional.of(this::run), on(screen), on(OutputStream.nullOutputStream()));
    }

    private int prk(final String... args) {
        return execute(new Prk(invocation()), with(args, "--out", root.resolve("prk").toString()));
    }

    private int bench(final String out, final String... args) {
        return execute(new Suite(invocation()), with(args, "--out", root.resolve(out).toString()));
    }

    private static String[] with(final String[] args, final String... more) {
        final List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private void assertProblem(final String problem, final int exitCode) {
        assertEquals(2, exitCode);
        final List<String> lines = errors.toString(StandardCharsets.UTF_8).lines().toList();
        errors.reset();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.getFirst().contains(problem), lines::toString);
        assertTrue(lines.getFirst().matches("mpjrun (prk|bench): .* \\(mpjrun (prk|bench) --help tells more\\)"),
            lines::toString);
        assertEquals(List.of(), started);
    }

    @Test
    void shouldRunKernelsAndWriteAReport() throws IOException {
        assertEquals(0, prk("--kernels", "transpose,nstream", "--ranks", "2,1", "--warmup", "0", "--samples", "9"));

        assertEquals(4, started.size());
        assertTrue(started.get(1)
            .matches(root + "/bin/mpjrun -n 2( --bind-to core)? -Dprk.warmup.seconds=0.0"
                + " prk.Repeat 9 [0-9.]+ Nstream 10 5000000 0"),
            started::toString);
        assertTrue(Files.readString(root.resolve("prk/results.csv")).contains("nstream,,2,mpj,MB/s,ok,2,2.0\n"));
        assertTrue(Files.readString(root.resolve("prk/table.txt")).contains("# warm-up: 0.0 s"));
        assertTrue(Files.exists(root.resolve("prk/results.json")));
        assertTrue(Files.readString(root.resolve("prk/report.html")).contains("<svg"));
        assertTrue(screen.toString(StandardCharsets.UTF_8)
            .lines()
            .anyMatch(
                line -> line.matches("nstream +2 +mpj +MB/s +2.000 +2.000–2.000 +2 +ok")),
            screen::toString);
    }

    @Test
    void shouldFailWhereAKernelIsWrong() throws IOException {
        isWrong = true;
        assertEquals(1, prk("--kernels", "nstream", "--ranks", "2"));

        assertTrue(screen.toString(StandardCharsets.UTF_8)
            .contains(
                "WRONG: nstream, 2 ranks, mpj: the solution is wrong; 1 and 2"),
            screen::toString);
        assertTrue(Files.readString(root.resolve("prk/report.html")).contains("<tr class=\"bad\">"));
    }

    @Test
    void shouldRunTwinsWhereTheSourcesAre() throws IOException {
        Files.createDirectories(root.resolve("benchmarks/src/main/c"));
        assertEquals(0, prk("--kernels", "nstream,transpose-a2a", "--ranks", "1", "--peers", "openmpi"));

        assertEquals(5, started.stream().filter(line -> line.startsWith("mpirun.openmpi ")).count());
        assertTrue(screen.toString(StandardCharsets.UTF_8).contains("/ openmpi"), screen::toString);
        assertTrue(screen.toString(StandardCharsets.UTF_8).contains("# openmpi: 4.1.4"), screen::toString);
    }

    @Test
    void shouldSayThatADistributionHasNoSources() {
        assertEquals(2, prk("--peers", "openmpi"));

        assertTrue(errors.toString(StandardCharsets.UTF_8)
            .contains("--peers needs the kernels in C, which are in the"
                + " source tree and not in a distribution: run mpjrun/bin/mpjrun prk of the tree"),
            errors::toString);
        assertFalse(started.stream().anyMatch(line -> line.contains("prk.Repeat")));
    }

    @Test
    void shouldExplainWrongOptions() {
        assertProblem("there is no kernel \"dgem\", but nstream, transpose,", prk("--kernels", "dgem"));
        assertProblem("--ranks has 0, expected at least 1", prk("--ranks", "2,0"));
        assertProblem("--samples is 0, expected at least 1", prk("--samples", "0"));
        assertProblem("--minutes is NaN, expected at least 0", prk("--minutes", "NaN"));
        assertProblem("Unknown option: '--frobnicate'", prk("--frobnicate"));
        assertProblem("--ranks has 1, expected at least 2", bench("a", "--ranks", "1"));
        assertProblem("--runs is 0, expected at least 1", bench("a", "--runs", "0"));
        assertProblem("there is no benchmark \"late\"", bench("a", "--only", "late"));
        assertProblem("cannot be read", bench("a", "--baseline", root.resolve("none").toString()));
        assertProblem("is no result of a suite", bench("a", "--baseline", root.resolve("bin/mpjrun").toString()));
    }

    @Test
    void shouldRunBenchmarksInTurn() throws IOException {
        assertEquals(0, bench("a", "--only", "latency,barrier", "--runs", "3", "--ranks", "2"));

        assertEquals(6, started.size());
        assertTrue(started.get(0).contains(" bench.Latency --warmup 1000 --iterations 2000 --sizes 8,1K,64K,1M"),
            started::toString);
        assertTrue(started.get(1).contains(" bench.Barrier "), started::toString);
        assertTrue(Files.readString(root.resolve("a/results.csv")).contains("latency,64K,2,mpj,µs,ok,3,3.0\n"));
    }

    @Test
    void shouldFailOnARegression() {
        assertEquals(0, bench("a", "--only", "latency", "--runs", "2"));
        final String before = root.resolve("a/results.json").toString();
        assertEquals(0, bench("b", "--only", "latency", "--runs", "2", "--baseline", before));
        factor = 1.06;
        assertEquals(1, bench("c", "--only", "latency", "--runs", "2", "--baseline", before));
        assertTrue(screen.toString(StandardCharsets.UTF_8).contains("REGRESSION: latency/8, 2 ranks\n"),
            screen::toString);
    }
}
