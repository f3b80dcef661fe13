package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engine invariant 6, in a file system of 512 KiB that only the child process sees. */
@Timeout(60)
class SpaceTest {
    private static final String WARNING = "no room in ";
    private static String unshare;

    @TempDir
    private Path directory;

    @BeforeAll
    static void findOutHowToMount(@TempDir final Path target) throws Exception {
        for (final String options : List.of("-m", "-rm")) {
            if (run(mounted(options, target, List.of("true"))).exitCode() == 0) {
                unshare = options;
                return;
            }
        }
    }

    private record Result(int exitCode, List<String> lines) {
        List<String> output() {
            return lines.stream()
                .filter(line -> line.matches("[a-zA-Z ]+ (-?\\d+|true|false|null|open)|opened"))
                .toList();
        }

        long warnings() {
            return lines.stream().filter(line -> line.contains(WARNING)).count();
        }
    }

    private static List<String> mounted(final String options, final Path target, final List<String> command) {
        final List<String> all = new ArrayList<>(List.of("unshare", options, "sh", "-c",
            "mount -t tmpfs -o size=512k none \"$1\" && shift && exec \"$@\"", "sh", target.toString()));
        all.addAll(command);
        return all;
    }

    private static Result run(final List<String> command) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
            .toList();
        return new Result(process.waitFor(), lines);
    }

    private Result probe(final String name) throws IOException, InterruptedException {
        assumeTrue(unshare != null, "needs unshare and the right to mount a tmpfs in a namespace of its own");
        final Result result = run(
            mounted(unshare, directory, ChildRank.java(SpaceProbe.class, directory.toString(), name)));
        assertEquals(0, result.exitCode(), String.join("\n", result.lines()));
        return result;
    }

    @Test
    void shouldSayThatThereIsNoSpaceForARing() throws Exception {
        final Result result = probe("ring");
        assertEquals(List.of("mayRunOut true", "first -3", "again -3", "data -3", "polled 0"), result.output());
        assertEquals(1, result.warnings(), String.join("\n", result.lines()));
    }

    @Test
    void shouldHandOutNoBufferWithoutSpace() throws Exception {
        final Result result = probe("buffer");
        assertEquals(List.of("buffer null", "again null"), result.output());
        assertEquals(1, result.warnings());
    }

    @Test
    void shouldNotOpenWithoutSpaceForControlWords() throws Exception {
        final Result result = probe("open");
        assertEquals(List.of("refused to open"), result.output());
        assertFalse(result.lines().stream().anyMatch(line -> line.contains("InternalError")));
    }
}
