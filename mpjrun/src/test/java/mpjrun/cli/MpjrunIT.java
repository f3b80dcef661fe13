package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line from end to end, in the distribution. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MpjrunIT {
    private static final Path HOME = Path.of(System.getProperty("mpj.home")).toAbsolutePath();
    private static final String HELLO = """
        package hello;
        import mpi.*;
        public class Hello {
            public static void main(String[] arguments) {
                MPI.Init(arguments);
                System.out.println(Greeting.TEXT + MPI.COMM_WORLD.getRank() + " of " + MPI.COMM_WORLD.getSize()
                    + " " + String.join(",", arguments));
                MPI.Finalize();
            }
        }
        """;
    private static final String GREETING = "package hello; class Greeting { static final String TEXT = \"rank \"; }";

    /** Exit code, standard output sorted by lines, standard error. */
    private record Answer(int code, List<String> out, String err) {}

    @TempDir
    private Path directory;

    @BeforeEach
    void setUp() throws IOException {
        directory = directory.toRealPath();
        Files.createDirectory(directory.resolve("hello"));
        Files.writeString(directory.resolve("hello/Hello.java"), HELLO);
        Files.writeString(directory.resolve("hello/Greeting.java"), GREETING);
    }

    private Process start(final String name, final List<String> command) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
            .redirectOutput(directory.resolve(name + ".out").toFile())
            .redirectError(directory.resolve(name + ".err").toFile());
        builder.environment().remove("CLASSPATH");
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        // else each test would make one
        builder.environment().put("MPJ_START_CACHE", "false");
        return builder.start();
    }

    private Answer end(final String name, final Process process) throws IOException, InterruptedException {
        return new Answer(process.waitFor(),
            Files.readAllLines(directory.resolve(name + ".out")).stream().sorted().toList(),
            Files.readString(directory.resolve(name + ".err")));
    }

    private Answer run(final List<String> command) throws IOException, InterruptedException {
        return end("one", start("one", command));
    }

    private static List<String> command(final String script, final String... arguments) {
        return Stream.concat(Stream.of(HOME.resolve("bin").resolve(script).toString()), Stream.of(arguments)).toList();
    }

    private Answer mpjrun(final String... arguments) throws IOException, InterruptedException {
        return run(command("mpjrun", arguments));
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("cache/mpj/classes"))) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2 | mpjrun: no program is named (mpjrun --help tells more) | -n 2",
        "2 | mpjrun: Unknown option: '--frobnicate' (mpjrun --help tells more) | --frobnicate Main",
        "2 | mpjrun: Invalid value for option '-n': '0' is not a number of at least 1 (mpjrun --help tells more)"
            + " | -n 0 Main",
        "2 | mpjrun: Invalid value for option '-n': 'x' is not a number of at least 1 (mpjrun --help tells more)"
            + " | -n x Main",
        "1 | mpjrun: there is no class Main on the class path DIR | -n 2 Main",
        "1 | mpjrun: there is no jar DIR/no.jar | -n 2 -jar no.jar",
        "1 | mpjrun: there is no file DIR/No.java | -n 2 No.java"})
    void shouldSayInOneLineWhatIsWrong(final int code, final String line, final String arguments) throws Exception {
        final Answer answer = mpjrun(arguments.split(" "));
        assertEquals(line.replace("DIR", directory.toString()) + "\n", answer.err());
        assertEquals(code, answer.code());
        assertEquals(List.of(), answer.out());
    }

    @Test
    void shouldShowWhatTheCompilerSaysThenOneLine() throws Exception {
        Files.writeString(directory.resolve("Bad.java"), "class Bad { int x = ; }");
        final Answer answer = mpjrun("-n", "2", "Bad.java");
        assertEquals(1, answer.code());
        assertTrue(answer.err().startsWith(directory + "/Bad.java:1: error: "), answer.err());
        assertEquals("mpjrun: Bad.java does not compile", answer.err().lines().toList().getLast());
    }

    @Test
    void shouldRunASourceWithPackageAndSiblingTwiceFromTheCache() throws Exception {
        final List<String> expected = List.of("rank 0 of 2 a,-n", "rank 1 of 2 a,-n");
        assertEquals(expected, mpjrun("-n", "2", "hello/Hello.java", "a", "-n").out());
        final List<Path> first = cached();
        assertEquals(1, first.size());
        assertEquals(expected, mpjrun("-n", "2", "hello/Hello.java", "a", "-n").out());
        assertEquals(first, cached());
    }

    @Test
    void shouldRunACompactSourceWithoutTheCache() throws Exception {
        Files.writeString(directory.resolve("Compact.java"), """
            import mpi.*;
            void main(String[] arguments) {
                MPI.Init(arguments);
                IO.println(MPI.COMM_WORLD.Rank() + " " + System.getProperty("java.class.path"));
                MPI.Finalize();
            }
            """);
        final Answer answer = mpjrun("-n", "1", "--no-cache", "Compact.java");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().getFirst().startsWith("0 "), answer.toString());
        final Path classes = Stream.of(answer.out().getFirst().substring(2).split(File.pathSeparator))
            .map(Path::of)
            .filter(entry -> entry.getFileName().toString().startsWith("mpjrun-") && !entry.startsWith(HOME))
            .findFirst()
            .orElseThrow();
        assertFalse(Files.exists(classes), classes + " was left");
        assertFalse(Files.exists(directory.resolve("cache")), "a cache was made");
    }

    @Test
    void shouldBearTwoLaunchersThatCompileTheSame() throws Exception {
        final Process one = start("one", command("mpjrun", "-n", "1", "hello/Hello.java"));
        final Process other = start("other", command("mpjrun", "-n", "1", "hello/Hello.java"));
        assertEquals(new Answer(0, List.of("rank 0 of 1 "), ""), end("one", one));
        assertEquals(new Answer(0, List.of("rank 0 of 1 "), ""), end("other", other));
        assertEquals(1, cached().size());
    }

    @Test
    void shouldRunWhatMpjavacCompiled() throws Exception {
        final Answer compiled = run(command("mpjavac", "-d", "classes", "hello/Hello.java", "hello/Greeting.java"));
        assertEquals(new Answer(0, List.of(), ""), compiled);
        assertEquals(List.of("rank 0 of 2 x", "rank 1 of 2 x"),
            mpjrun("-np", "2", "java", "-Xmx64m", "-cp", "classes", "hello.Hello", "x").out());
    }

    /** A program of MPJ Express knows its own arguments behind three others, and by what Init returns. */
    @Test
    void shouldRunAProgramOfMpjExpress() throws Exception {
        Files.writeString(directory.resolve("Express.java"), """
            import mpi.*;
            public class Express {
                public static void main(String[] args) throws Exception {
                    String[] own = MPI.Init(args);
                    System.out.println(args[0] + "=" + MPI.COMM_WORLD.Rank() + " " + args[2] + " " + args[3] + " "
                        + String.join(",", own) + " " + System.getProperty("x") + " "
                        + java.nio.file.Path.of("").toAbsolutePath().getFileName());
                    MPI.Finalize();
                }
            }
            """);
        assertEquals(0, run(command("mpjavac", "Express.java")).code());
        final Answer answer = run(command("mpjrun.sh", "-np", "2", "-dev", "niodev", "-Dx=y", "-cp", "none.jar",
            "-wdir", "hello", "Express", "a", "-np"));
        assertEquals(List.of("0=0 niodev a a,-np y hello", "1=1 niodev a a,-np y hello"), answer.out(), answer.err());
        assertEquals(0, answer.code());
    }

    @Test
    void shouldNameAForeignApiOnTheClassPath() throws Exception {
        Files.createDirectory(directory.resolve("mpi"));
        Files.createFile(directory.resolve("mpi/MPI.class"));
        final Answer answer = mpjrun("-n", "1", "hello/Hello.java");
        assertEquals(List.of("rank 0 of 1 "), answer.out());
        assertEquals("mpjrun: " + directory + " has another mpi.MPI; mpj's own comes first on the class path\n",
            answer.err());
    }

    @Test
    void shouldStartWithoutTheScript() throws Exception {
        run(command("mpjavac", "-d", "classes", "hello/Hello.java", "hello/Greeting.java"));
        final String path;
        try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
            path = Stream.concat(Stream.of("classes"), jars.map(Path::toString))
                .collect(Collectors.joining(File.pathSeparator));
        }
        final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        final Answer answer =
            run(List.of(java, "-cp", path, "mpjrun.cli.Main", "-n", "2", "hello.Hello"));
        assertEquals(List.of("rank 0 of 2 ", "rank 1 of 2 "), answer.out(), answer.err());
    }

    @Test
    void shouldAnswerQuestions() throws Exception {
        final Answer java = mpjrun("--print-java");
        assertTrue(Files.isExecutable(Path.of(java.out().getFirst())), java.toString());
        final List<String> path = List.of(mpjrun("-cp", "x", "--print-classpath").out().getFirst().split(":"));
        final List<String> names = path.stream().map(entry -> Path.of(entry).getFileName().toString()).toList();
        assertTrue(path.contains(directory + "/x"), path.toString());
        assertTrue(names.stream().noneMatch(name -> name.startsWith("mpjrun-")), path.toString());
        assertTrue(path.indexOf(directory + "/x") < names.size() - 1, "kernels come after the user's");
        assertTrue(mpjrun("--version").out().getFirst().matches("mpjrun [0-9.]+ on JDK [0-9.+A-Z-]+ in /.*"));
        assertTrue(mpjrun("--help").out().stream().anyMatch(line -> line.startsWith("Usage: mpjrun ")));
    }
}
