package stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.NodeType;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.vm.CompileMode;

/**
 * Runs the stress tests: all of them for a moment, in this JVM, since jcstress spends a second on every JVM it forks;
 * or, as a soak, by jcstress itself, which forks one for each test and each way to compile it.
 */
class LockFreePartsTest {
    /** Few states at once: some take long to make, and all of them are used however short the time is. */
    private static final String[] MOMENT =
        {"-c", Integer.toString(Runtime.getRuntime().availableProcessors()), "-iters",
            "1", "-time", "200", "-strideSize", "32", "-strideCount", "8"};
    private static final List<String> SOAK = List.of("-v", "-sc", "false", "-af", "NONE", "-f", "1", "-fsm", "2",
        "-iters", "2", "-time", "500");

    /** A test in the summary that jcstress prints with {@code -v}. */
    private static final Pattern PASSED = Pattern.compile("\\[OK\\] (mpi\\.\\S+)");

    static Collection<String> tests() {
        return new TreeSet<>(TestList.tests());
    }

    /** The annotation processor lists what it finds; where it does not run there is nothing to fail. */
    @Test
    void shouldHaveATestForEachPart() {
        for (final String part : List.of("shm.Ring", "shm.ReadyBits", "shm.Sleep", "progress.", "p2p.", "host.Board",
            "rma.Lock")) {
            assertTrue(tests().stream().anyMatch(test -> test.contains(part)), part + " among " + tests());
        }
    }

    @ParameterizedTest
    @MethodSource("tests")
    void shouldShowNothingForbiddenForAMoment(final String test) throws Exception {
        final Options options = new Options(MOMENT);
        assertTrue(options.parse());
        final TestInfo info = TestList.getInfo(test);
        final TestConfig config = new TestConfig(options, info, 0, List.of(), CompileMode.UNIFIED,
            new SchedulingClass(AffinityMode.NONE, info.threads(), NodeType.PACKAGE));
        final Runner<?> runner = (Runner<?>) Class.forName(info.generatedRunner())
            .getConstructor(ForkedTestConfig.class)
            .newInstance(new ForkedTestConfig(config));
        final TestResult result = runner.run();
        result.setConfig(config);
        assertEquals(Status.NORMAL, result.status(), () -> result.getMessages().toString());
        assertFalse(result.isEmpty(), "no samples");
        assertTrue(result.grading().isPassed, () -> result.grading().failureMessages + " of "
            + result.getTotalCount() + " samples");
    }

    @Test
    @Tag("soak")
    void shouldShowNothingForbiddenHoweverItIsCompiled() throws IOException, InterruptedException {
        final Path directory = Files.createDirectories(Path.of("target", "jcstress"));
        final Path output = directory.resolve("output.txt");
        final List<String> jvmOptions = ManagementFactory.getRuntimeMXBean()
            .getInputArguments()
            .stream()
            .filter(option -> option.startsWith("--"))
            .toList();
        final ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java")
            .toString());
        builder.command().addAll(jvmOptions);
        builder.command()
            .addAll(List.of("-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main",
                "-jvmArgsPrepend", String.join(" ", jvmOptions)));
        builder.command().addAll(SOAK);
        final int status = builder.directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
        final String report = Files.readString(output);
        assertEquals(0, status, report);
        assertEquals(tests(), PASSED.matcher(report)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new)), report);
    }
}
