package jobs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobs.program.Fatal;
import mpi.MPI;
import mpi.local.LocalWorld;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranks as threads of the launcher, or of a JVM that somebody else has started. */
class ThreadsIT {
    private static final Path EXAMPLES = Path.of("../docs/examples");
    private static final Path LIBRARIES = Path.of(System.getProperty("mpj.home"), "lib");
    private static final List<String> NEEDED = List.of("mpi-api", "mpi-core", "mpi-local", "mpjrun");

    @TempDir
    private static Path classes;

    private static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.substring(0, name.indexOf('.')))
                .sorted()
                .toList();
        }
    }

    @BeforeAll
    static void compile() throws Exception {
        final JobCommand compiler = JobCommand.mpjavac("-d", classes.toString());
        for (final String example : examples()) {
            compiler.add(EXAMPLES.resolve(example + ".java").toString());
        }
        compiler.run().expectNoErr().expectCode(0);
    }

    private static void expectGreetings(final JobResult result) {
        for (int rank = 0; rank < 4; rank++) {
            result.expectOut(1, "^Hello from rank " + rank + " of 4, the ranks add up to 6$");
        }
        result.expectOut(4, "").expectNoErr().expectCode(0);
    }

    @Test
    void shouldRunASource() throws Exception {
        expectGreetings(JobCommand.mpjrun("--threads", "-n", "4", EXAMPLES.resolve("Hello.java").toString()).run());
    }

    /** As an IDE does it: no option of the JVM, and none of the libraries that ranks in processes need. */
    @Test
    void shouldRunWithOurJarsAlone() throws Exception {
        final String version = System.getProperty("mpj.version");
        final String path = NEEDED.stream()
            .map(name -> LIBRARIES.resolve(name + "-" + version + ".jar").toString())
            .collect(Collectors.joining(":", "", ":" + classes));
        expectGreetings(
            JobCommand.java("-cp", path, "mpjrun.Main", "--threads", "-n", "4", "HelloClassic").run());
    }

    @Test
    void shouldRunAJar() throws Exception {
        final Path manifest = Files.writeString(classes.resolve("manifest"), "Main-Class: Hello\n");
        final Path jar = classes.resolve("hello.jar");
        final int code = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/jar").toString(), "cfm",
            jar.toString(), manifest.toString(), "-C", classes.toString(), "Hello.class").inheritIO().start().waitFor();
        assertTrue(code == 0 && Files.exists(jar));
        expectGreetings(JobCommand.mpjrun("--threads", "-n", "4", "-jar", jar.toString()).run());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void shouldRunEachExampleWithItsOwnResultRight(final String name) throws IOException {
        final PrintStream before = System.out;
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (URLClassLoader loader =
            new URLClassLoader(new URL[] {classes.toUri().toURL()}, ThreadsIT.class.getClassLoader())) {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            LocalWorld.of(1 + name.length() % 4).withClassesOf(loader).run(name);
        } finally {
            System.setOut(before);
        }
        assertFalse(out.toString(StandardCharsets.UTF_8).isEmpty(), "prints nothing");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        throw    | 1  | rank 1 of 3: java.lang.IllegalStateException: the program is wrong
        abort    | 7  | rank 1 of 3 aborted the job with code 7
        return   | 1  | rank 1 of 3 exited with code 0 without calling Finalize
        truncate | 15 | rank 1 of 3: mpi.MPIException: recv on COMM_WORLD, rank 1 of 3, from 1, tag 7: message of 8
        mistake  | 1  | rank 1 of 3: mpi.MPIException: send on COMM_WORLD, rank 1 of 3, to 0, tag 7: 5 items
        """, delimiter = '|')
    void shouldEndWithTheCodeThatProcessesEndWith(final String way, final int code, final String reason)
        throws Exception {
        assertTrue(MPI.ERR_TRUNCATE == 15);
        JobCommand.mpjrun("--threads", "-n", "3")
            .program(Fatal.class, way)
            .run()
            .expectCode(code)
            .expectErrHas("mpjrun: " + reason)
            .expectErr(1, "^mpjrun: ");
    }

    /** It ends the JVM that all ranks share, as is documented. */
    @Test
    void shouldEndWithTheCodeOfSystemExit() throws Exception {
        JobCommand.mpjrun("--threads", "-n", "3").program(Fatal.class, "exit").run().expectNoErr().expectCode(3);
    }

    @Test
    void shouldEndAtTheTimeLimitWithStacks() throws Exception {
        final Path hang = Files.writeString(classes.resolve("Hang.java"), """
            import mpi.*;
            public class Hang {
                public static void main(String[] args) {
                    MPI.Init(args);
                    MPI.COMM_WORLD.recv(new int[1], 1, MPI.INT, MPI.ANY_SOURCE, 0);
                }
            }
            """);
        JobCommand.mpjrun("--threads", "-n", "2", "--timeout", "1", hang.toString())
            .run()
            .expectCode(110)
            .expectErrHas("mpjrun: not done after 1000 ms")
            .expectErrHas("Hang.main(Hang.java:5)");
    }

    @ParameterizedTest
    @CsvSource({"--tag-output", "-Xmx64m", "--stats", "--transport=tcp"})
    void shouldRefuseWhatOnlyProcessesCanHave(final String option) throws Exception {
        JobCommand.mpjrun("--threads", option, "-n", "2", EXAMPLES.resolve("Hello.java").toString())
            .run()
            .expectCode(2)
            .expectErrHas("does not go with --threads");
    }
}
