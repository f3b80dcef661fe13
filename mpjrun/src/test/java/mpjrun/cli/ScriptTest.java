package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which JDK the scripts choose, and what they say where there is none: on machines made up of release files and
 * commands that say how they were called.
 */
class ScriptTest {
    private static final Path SCRIPTS = Path.of("bin").toAbsolutePath();

    /** Exit code and output. */
    private record Answer(int code, String text) {
        List<String> lines() {
            return text.lines().toList();
        }
    }

    @TempDir
    private Path machine;
    private final Map<String, String> environment = new HashMap<>();
    private Path bin;

    @BeforeEach
    void setUp() throws IOException {
        // JDKs are told by their real paths
        machine = machine.toRealPath();
        bin = Files.createDirectories(machine.resolve("mpj/bin"));
        Files.createDirectories(machine.resolve("mpj/lib"));
        Files.createFile(machine.resolve("mpj/lib/mpi-api-1.jar"));
        for (final String name : List.of("mpjrun", "mpjrun.sh", "mpjavac", "mpijavac")) {
            Files.copy(SCRIPTS.resolve(name), bin.resolve(name));
        }
        // hides the java that this machine has on its path
        executable(machine.resolve("path/java"), "exit 1");
        environment.put("PATH", machine + "/path:/usr/bin:/bin");
        environment.put("HOME", machine + "/home");
        environment.put("MPJ_JDK_ROOT", machine.toString());
    }

    private static void executable(final Path file, final String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jdk(final String place, final String version) throws IOException {
        final Path home = Files.createDirectories(machine.resolve(place));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (final String command : List.of("java", "javac")) {
            executable(home.resolve("bin").resolve(command), "printf '%s\\n' \"$0\" \"$@\"");
        }
        return home;
    }

    private Answer run(final String script, final String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(script));
        command.addAll(List.of(arguments));
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        final Process process = builder.start();
        final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private Answer mpjrun(final String... arguments) throws IOException, InterruptedException {
        return run(bin.resolve("mpjrun").toString(), arguments);
    }

    private void assertChosen(final Path home, final String... arguments) throws IOException, InterruptedException {
        assertEquals(new Answer(0, home + "/bin/java\n"), mpjrun(arguments));
    }

    @Test
    void shouldChoose25BesideAnOlderOne() throws Exception {
        environment.put("JAVA_HOME", jdk("usr/lib/jvm/java-17-openjdk-amd64", "17.0.15").toString());
        assertChosen(jdk("usr/lib/jvm/temurin-25-jdk-amd64", "25.0.1"), "--print-java");
    }

    @ParameterizedTest
    @CsvSource({"usr/lib/jvm/jdk", "opt/jdk-25", "home/.sdkman/candidates/java/25-tem", "home/.jdks/openjdk-25"})
    void shouldChooseTheOnlyOneWhereverItIs(final String place) throws Exception {
        assertChosen(jdk(place, "25"), "--print-java");
    }

    @Test
    void shouldPreferWhatWasSaidMoreExactly() throws Exception {
        final Path usual = jdk("usr/lib/jvm/jdk", "25");
        assertChosen(usual, "--print-java");
        final Path onPath = jdk("on-path", "25.0.2");
        Files.delete(machine.resolve("path/java"));
        Files.createSymbolicLink(machine.resolve("path/java"), onPath.resolve("bin/java"));
        assertChosen(onPath, "--print-java");
        final Path javaHome = jdk("java-home", "26-ea");
        environment.put("JAVA_HOME", javaHome.toString());
        assertChosen(javaHome, "--print-java");
        final Path ours = jdk("mpj-java-home", "25");
        environment.put("MPJ_JAVA_HOME", ours.toString());
        assertChosen(ours, "--print-java");
        final Path told = jdk("told", "25");
        assertChosen(told, "-n", "4", "--java", told.toString(), "--print-java");
        assertChosen(told, "--java=" + told + "/bin/java", "--print-java");
    }

    @Test
    void shouldSayWhatIsThereWhereThereIsOnly21() throws Exception {
        final Path usual = jdk("usr/lib/jvm/java-21-openjdk-amd64", "21.0.7");
        final Path named = jdk("old", "1.8.0_402");
        environment.put("JAVA_HOME", named.toString());
        final Answer answer = mpjrun("-n", "4", "Main");
        assertEquals(1, answer.code());
        assertEquals("mpjrun: mpj runs on JDK 25 or newer. Found:", answer.lines().get(0));
        assertEquals("    1.8.0_402  " + named + " (JAVA_HOME)", answer.lines().get(1));
        assertEquals("    21.0.7  " + usual, answer.lines().get(2));
        assertEquals("    export MPJ_JAVA_HOME=/path/to/jdk-25", answer.lines().getLast());
    }

    @Test
    void shouldSayNoneWhereThereIsNone() throws Exception {
        final Answer answer = mpjrun("Main");
        assertEquals(1, answer.code());
        assertEquals("    none", answer.lines().get(1));
    }

    @Test
    void shouldLookElsewhereWhereTheOneToldIsTooOld() throws Exception {
        final Path old = jdk("old", "21.0.7");
        final Path chosen = jdk("opt/jdk-25", "25");
        final Answer answer = mpjrun("--java", old.toString(), "--print-java");
        assertEquals(0, answer.code());
        assertEquals(List.of("mpjrun: --java " + old + " is JDK 21.0.7; looking for JDK 25 or newer elsewhere",
            chosen + "/bin/java"), answer.lines());
    }

    @Test
    void shouldRefuseADirectoryWithoutAJdk() throws Exception {
        jdk("opt/jdk-25", "25");
        assertEquals(new Answer(2, "mpjrun: --java /nowhere: there is no JDK\n"), mpjrun("--java", "/nowhere", "Main"));
    }

    @Test
    void shouldStartTheLauncherWithAllWordsAsTheyAre() throws Exception {
        final Path home = jdk("opt/jdk-25", "25");
        final List<String> lines = mpjrun("-n", "4", "-x", "A=b  c", "Main", "*", "", "--java", "x").lines();
        assertEquals(home + "/bin/java", lines.getFirst());
        assertTrue(lines.contains("-Dmpj.lib=" + machine + "/mpj/lib"), lines.toString());
        final List<String> words = lines.subList(lines.indexOf("mpjrun.cli.Main") + 1, lines.size());
        assertEquals(List.of("-n", "4", "-x", "A=b  c", "Main", "*", "", "--java", "x"), words);
    }

    @ParameterizedTest
    @CsvSource({"prk,bench.Prk", "bench,bench.Suite"})
    void shouldStartASuiteOfBenchmarks(final String word, final String main) throws Exception {
        jdk("opt/jdk-25", "25");
        final List<String> lines = mpjrun(word, "--ranks", "2").lines();
        assertTrue(lines.contains("-Dmpj.script=" + bin.resolve("mpjrun")), lines.toString());
        assertEquals(List.of(main, "--ranks", "2"), lines.subList(lines.indexOf(main), lines.size()));
        assertTrue(mpjrun("-n", "2", word).lines().contains("mpjrun.cli.Main"), "a program of that name");
    }

    @Test
    void shouldNotChooseACollectorWhereTheEnvironmentHasOne() throws Exception {
        jdk("opt/jdk-25", "25");
        assertTrue(mpjrun("Main").lines().contains("-XX:+UseSerialGC"));
        environment.put("JAVA_TOOL_OPTIONS", "-ea -XX:+UseParallelGC");
        assertFalse(mpjrun("Main").lines().contains("-XX:+UseSerialGC"));
    }

    @Test
    void shouldWorkThroughALink() throws Exception {
        jdk("opt/jdk-25", "25");
        final Path link = Files.createSymbolicLink(machine.resolve("path/mpjrun"), bin.resolve("mpjrun"));
        assertTrue(run(link.toString(), "Main").lines().contains("-Dmpj.lib=" + machine + "/mpj/lib"));
    }

    @Test
    void shouldFindTheJarsOfTheTree() throws Exception {
        jdk("opt/jdk-25", "25");
        Files.move(machine.resolve("mpj/lib"), Files.createDirectories(machine.resolve("mpj/target/mpj-1"))
            .resolve("lib"));
        assertTrue(mpjrun("Main").lines().contains("-Dmpj.lib=" + machine + "/mpj/target/mpj-1/lib"));
    }

    @Test
    void shouldSayHowToBuildWhereThereAreNoJars() throws Exception {
        jdk("opt/jdk-25", "25");
        Files.move(machine.resolve("mpj/lib"), machine.resolve("mpj/elsewhere"));
        final Answer answer = mpjrun("Main");
        assertEquals(1, answer.code());
        assertEquals(
            List.of("mpjrun: not built yet; in " + machine + " run: mvn -q -DskipTests package"), answer.lines());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-np 4 Main -np 2 a | multicore -np 4 Main -np 2 a",
        "-np 4 -dev multicore Main | multicore -np 4 --transport shm Main",
        "-dev niodev -Xmx1g -np 2 Main | niodev --transport tcp -Xmx1g -np 2 Main",
        "-np 2 -dev hybdev -Dx=y -jar a.jar b | hybdev -np 2 --transport auto -Dx=y -jar a.jar b",
        "-np 2 -cp a:b -wdir d Main | multicore -np 2 -cp a:b:. -wdir d Main",
        "-classpath a -psl 1024 Main -dev mxdev | multicore -cp a:. -Dmpj.eager.limit=1024 Main -dev mxdev",
        "-dport 1 -mpjport 2 -mxboardnum 3 -headnodeip 4 -src Main | multicore Main",
        "-np 2 --tag-output --timeout 5 Main | multicore -np 2 --tag-output --timeout 5 Main",
        "'' | multicore"})
    void shouldUnderstandTheCommandLineOfMpjExpress(final String line, final String expected) throws Exception {
        jdk("opt/jdk-25", "25");
        final List<String> lines = mpjrunSh(line).lines();
        assertEquals("--leading-arguments " + expected,
            String.join(" ", lines.subList(lines.indexOf("mpjrun.cli.Main") + 1, lines.size())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-dev mxdev Main | -dev mxdev: there is no native code here; take multicore, niodev or hybdev",
        "-np 2 -dev native Main | -dev native: there is no native code here; take multicore, niodev or hybdev",
        "-dev ib Main | -dev ib: there is no such device; take multicore, niodev or hybdev",
        "-machinesfile m Main | -machinesfile m: ranks can only be started on this machine as yet",
        "-np | -np needs a value"})
    void shouldSayInOneLineWhatMpjExpressHasAndIsNotHere(final String line, final String expected) throws Exception {
        assertEquals(new Answer(2, "mpjrun.sh: " + expected + "\n"), mpjrunSh(line));
    }

    private Answer mpjrunSh(final String line) throws IOException, InterruptedException {
        return run(bin.resolve("mpjrun.sh").toString(), line.isEmpty() ? new String[0] : line.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"mpjavac", "mpijavac"})
    void shouldCompileAgainstTheApi(final String script) throws Exception {
        final Path home = jdk("opt/jdk-25", "25");
        final String api = machine + "/mpj/lib/mpi-api-1.jar";
        final String command = bin.resolve(script).toString();
        assertEquals(List.of(home + "/bin/javac", "-cp", api + ":.", "-d", "out", "A B.java"),
            run(command, "-d", "out", "A B.java").lines());
        assertEquals(List.of(home + "/bin/javac", "-cp", api + ":x:y", "A.java"),
            run(command, "-cp", "x:y", "A.java").lines());
        environment.put("CLASSPATH", "z");
        assertEquals(List.of(home + "/bin/javac", "-cp", api + ":z", "A.java"), run(command, "A.java").lines());
    }

    /** The script passes over the values of the launcher's options to find its own; it has to know which have one. */
    @Test
    void shouldKnowWhichOptionsHaveAValue() throws Exception {
        final Path chosen = jdk("opt/jdk-25", "25");
        for (final Option option : Option.values()) {
            if (Set.of(Option.JAVA, Option.PRINT_JAVA).contains(option)) {
                continue;
            }
            for (final String name : option.names()) {
                final Answer answer = option.valueWords() == 2 ? mpjrun(name, "word", "value", "--print-java")
                    : mpjrun(name, "word", "--print-java");
                assertEquals(option.hasValue(), answer.equals(new Answer(0, chosen + "/bin/java\n")), name);
            }
        }
        for (final String name : JvmFlag.WITH_VALUE) {
            assertChosen(chosen, name, "value", "--print-java");
        }
    }
}
