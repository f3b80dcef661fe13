package bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bench.job.Command;
import bench.job.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole program, but for the commands it runs. */
class CompareTest {
    @TempDir
    private Path root;

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private double ourMicros = 1;
    private boolean openmpiIsThere = true;

    private Output run(final Command command) throws IOException {
        final String program = command.words().getFirst();
        if (program.equals("ompi_info") && !openmpiIsThere) {
            throw new IOException("no such file");
        }
        if (program.endsWith("distance")) {
            return new Output(0, "40.5\n", "", 1, 0);
        }
        final double micros = program.endsWith("mpjrun") ? ourMicros : 2;
        return new Output(0, program.equals("ompi_info") ? "Open MPI v4.1.4\n" : "8 " + micros + "\n", "", 1, 0);
    }

    private int compare(final String... args) {
        final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        final Compare compare =
            new Compare(root, this::run, new PrintStream(screen, true, StandardCharsets.UTF_8), nowhere);
        return new CommandLine(compare).setErr(new PrintWriter(nowhere)).execute(args);
    }

    private int requireLatency() {
        return compare("--require", "--rows", "shm-latency-heap/openmpi/8");
    }

    @Test
    void shouldBeContentWhereGatesAreMet() throws IOException {
        assertEquals(0, requireLatency());

        assertTrue(screen.toString(StandardCharsets.UTF_8).contains("# openmpi: 4.1.4"), screen::toString);
        final Path out = root.resolve("benchmarks/target/compare");
        assertTrue(Files.readString(out.resolve("compare.csv"))
            .contains("shm-latency-heap/openmpi/8,µs,1.0,2.0,0.5,0.5,0.5,≤ 1.00,ok,5"));
        assertTrue(Files.exists(out.resolve("compare.json")));
        assertTrue(Files.exists(out.resolve("compare.md")));
    }

    @Test
    void shouldFailOnAnUnmetGateOnlyIfRequired() {
        ourMicros = 3;
        assertEquals(1, requireLatency());
        assertEquals(0, compare("--quick", "--rows", "shm-latency-heap/openmpi/8"));
    }

    @Test
    void shouldFailOnAMissingPeerThatAGateNeeds() {
        openmpiIsThere = false;
        assertEquals(1, requireLatency());
    }

    @Test
    void shouldListWithoutRunning() {
        assertEquals(0, compare("--list", "--rows", "launch*"));
        final String text = screen.toString(StandardCharsets.UTF_8);
        assertTrue(text.lines().anyMatch(line -> line.matches("launch-4/openmpi +ms +≤ 1.50")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("openmpi +4.1.4")), text);
    }

    @Test
    void shouldListEveryRow() {
        assertEquals(0, compare("--list"));
        final String text = screen.toString(StandardCharsets.UTF_8);
        assertTrue(text.lines().anyMatch(line -> line.matches("barrier-2/openmpi +µs")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("barrier-4/openmpi +µs +≤ 1.50")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("coll-barrier-2/openmpi +µs +≤ 1.00")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("coll-barrier-4/openmpi +µs +≤ 1.00")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("prk-p2p-2/openmpi +MFlops/s +≥ 0.95")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("prk-stencil-4/openmpi +MFlops/s +≥ 0.60")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("prk-sparse-2/openmpi +MFlops/s +≥ 0.95")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("prk-amr-4/openmpi +MFlops/s +≥ 0.60")), text);
    }

    @Test
    void shouldLeaveOutOfTheWholeRunWhatRunsOnRequest() throws IOException {
        assertEquals(List.of(), rowsOfRun().filter(row -> row.matches("(coll|prk|rma)-.*")).toList());
        assertEquals(List.of("barrier-2/openmpi", "barrier-4/openmpi"),
            rowsOfRun().filter(row -> row.startsWith("barrier-")).toList());
    }

    @Test
    void shouldRunCollectivesWhenAskedFor() throws IOException {
        final List<String> rows = rowsOfRun("coll").toList();
        assertTrue(rows.contains("coll-barrier-2/openmpi"), rows::toString);
        assertTrue(rows.contains("coll-bcast-4/openmpi/8"), rows::toString);
        assertTrue(rows.stream().allMatch(row -> row.startsWith("coll-")), rows::toString);
        assertEquals(List.of("coll-bcast-4/openmpi/8"), rowsOfRun("--rows", "coll-bcast-4/*/8").toList());
    }

    @Test
    void shouldRunKernelsWhenAskedFor() throws IOException {
        final List<String> kernels = List.of("nstream", "transpose", "p2p", "stencil", "reduce", "global", "random",
            "sparse", "dgemm", "pic", "amr", "transpose-rma", "stencil-rma", "p2p-rma");
        assertEquals(
            Stream.of(2, 4)
                .flatMap(ranks -> kernels.stream().map(name -> "prk-" + name + "-" + ranks + "/openmpi"))
                .toList(),
            rowsOfRun("prk").toList());
    }

    @Test
    void shouldRunOneSidedOperationsWhenAskedFor() {
        assertEquals(0, compare("--list", "rma"));
        final String text = screen.toString(StandardCharsets.UTF_8);
        assertTrue(text.lines().anyMatch(line -> line.matches("rma-put/openmpi/8 +ns +≤ 1.00")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("rma-get/mpich/1M +ns +≤ 1.00")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("rma-accumulate/openmpi/64K +ns +≤ 1.50")), text);
        assertTrue(text.lines().noneMatch(line -> line.startsWith("shm-")), text);
    }

    /** Names of the rows in the table of one pair a row beside Open MPI. */
    private Stream<String> rowsOfRun(final String... args) throws IOException {
        final List<String> all = new ArrayList<>(List.of("--quick", "--peers", "openmpi"));
        all.addAll(List.of(args));
        assertEquals(0, compare(all.toArray(String[]::new)));
        return Files.readString(root.resolve("benchmarks/target/compare/compare.csv"))
            .lines()
            .skip(1)
            .map(line -> line.split(",")[0]);
    }

    @Test
    void shouldTakeTheRowsOfAKind() {
        assertEquals(0, compare("--list", "coll"));
        final String text = screen.toString(StandardCharsets.UTF_8);
        assertTrue(text.lines().anyMatch(line -> line.matches("coll-allreduce-4/openmpi/64K +µs +≤ 1.00")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("coll-nonblocking-allreduce-2/mpj/8 +µs +≤ 1.30")), text);
        assertTrue(text.lines().noneMatch(line -> line.startsWith("shm-")), text);
    }

    @Test
    void shouldExitWith2WhereTheOptionsAreWrong() {
        assertEquals(2, compare("--require", "--pairs", "4"));
        assertEquals(2, compare("--require", "--quick"));
        assertEquals(2, compare("--pairs", "0"));
        assertEquals(2, compare("--peers", "openmpi,lam"));
        assertEquals(2, compare("--rows", "nothing"));
        assertEquals(2, compare("--frobnicate"));
    }
}
