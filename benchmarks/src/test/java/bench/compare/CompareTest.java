package bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void shouldTakeTheRowsOfAKind() {
        assertEquals(0, compare("--list", "coll"));
        final String text = screen.toString(StandardCharsets.UTF_8);
        assertTrue(text.lines().anyMatch(line -> line.matches("coll-allreduce-4/openmpi/64K +µs +≤ 1.00")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches("coll-nonblocking-2/mpj/8 +µs +≤ 1.30")), text);
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
