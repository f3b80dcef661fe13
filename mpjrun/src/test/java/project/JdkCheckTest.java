package project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build says on machines with other JDKs than this one. */
class JdkCheckTest {
    private static final Path SCRIPT = Path.of("").toAbsolutePath().getParent().resolve(".mvn/check-jdk");

    /** Exit code and output. */
    private record Answer(int code, String text) {}

    @TempDir
    private Path machine;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectory(machine.resolve("home"));
    }

    /** Puts a JDK that consists of what the script looks at: a release file and two executables. */
    private Path jdk(String place, String version) throws IOException {
        Path home = jre(place, version);
        executable(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    private Path jre(String place, String version) throws IOException {
        Path home = machine.resolve(place);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(home.resolve("bin/java"), "exit 0");
        return home;
    }

    private static void executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Answer check(int mavenRunsOn) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", SCRIPT.toString(), "25", Integer.toString(mavenRunsOn));
        builder.environment().clear();
        builder.environment()
            .putAll(Map.of("PATH", machine + "/bin:/usr/bin:/bin", "HOME", machine + "/home",
                "CHECK_JDK_ROOT", machine.toString()));
        builder.environment().putAll(environment);
        Files.createDirectories(machine.resolve("bin"));
        if (!Files.exists(machine.resolve("bin/java"))) {
            // Hides the java that this machine has on its path.
            executable(machine.resolve("bin/java"), "exit 1");
        }
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    @Test
    void shouldBeSilentWhereMavenItselfRunsOn25() throws Exception {
        assertEquals(new Answer(0, ""), check(25));
        assertEquals(new Answer(0, ""), check(26));
    }

    @Test
    void shouldBeSilentWhere25LiesBeside17() throws Exception {
        jdk("usr/lib/jvm/java-17-openjdk-amd64", "17.0.15");
        jdk("usr/lib/jvm/temurin-25-jdk-amd64", "25.0.1");
        assertEquals(new Answer(0, ""), check(17));
    }

    @Test
    void shouldBeSilentWhereAVariableNames25() throws Exception {
        environment.put("JAVA25_HOME", jdk("anywhere/jdk", "25").toString());
        assertEquals(new Answer(0, ""), check(17));
    }

    @Test
    void shouldLeaveTheJudgementToAToolchainsFile() throws Exception {
        Files.createDirectories(machine.resolve("home/.m2"));
        Files.writeString(machine.resolve("home/.m2/toolchains.xml"), "<toolchains/>");
        assertEquals(new Answer(0, ""), check(17));
    }

    @Test
    void shouldSayWhatIsThereWhereThereIsOnly21() throws Exception {
        Path home = jdk("usr/lib/jvm/java-21-openjdk-amd64", "21.0.7");
        Answer answer = check(21);
        assertEquals(1, answer.code());
        List<String> lines = answer.text().lines().toList();
        assertEquals("mpj is built by JDK 25 or newer; Maven itself runs on 21. Found:", lines.get(0));
        assertEquals("    21  " + home, lines.get(1));
        assertEquals("    export JAVA_HOME=/path/to/jdk-25", lines.getLast());
    }

    @Test
    void shouldNameTheLineWhere25LiesWhereMavenDoesNotLook() throws Exception {
        jdk("usr/lib/jvm/java-17-openjdk-amd64", "17.0.15");
        Path home = jdk("opt/jdk-25.0.1", "25.0.1");
        Answer answer = check(17);
        assertEquals(1, answer.code());
        assertTrue(answer.text().contains("    17  " + machine), answer.text());
        assertEquals("    export JAVA_HOME=" + home, answer.text().lines().toList().getLast());
    }

    @Test
    void shouldNotTakeARunTimeEnvironmentForAJdk() throws Exception {
        Path home = jre("usr/lib/jvm/java-25-openjdk-amd64", "25.0.1");
        Answer answer = check(17);
        assertEquals(1, answer.code());
        assertTrue(answer.text().contains("    25  " + home + " (no javac: a run-time environment only)"),
            answer.text());
    }

    @Test
    void shouldSayNoneWhereThereIsNone() throws Exception {
        Answer answer = check(17);
        assertEquals(1, answer.code());
        assertEquals("    none", answer.text().lines().toList().get(1));
    }
}
