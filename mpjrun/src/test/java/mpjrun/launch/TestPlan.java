package mpjrun.launch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import mpi.core.boot.JobEnvironment;
import mpjrun.boot.OrphanGuard;
import mpjrun.plan.JobPlan;
import mpjrun.watch.HangSampler;

/**
 * A plan of a test, and what came of it.
 */
final class TestPlan {
    private static final Pattern STACKS = Pattern.compile("^stacks of all threads: (.*)$", Pattern.MULTILINE);
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    private final List<String> command;
    private final int size;
    private JobPlan.Output output = new JobPlan.Output(false, false);
    private Optional<Duration> timeLimit = Optional.empty();
    private boolean statistics;
    private Path directory = Path.of("").toAbsolutePath();
    private Map<String, String> environment = Map.of();
    private InputStream input = InputStream.nullInputStream();
    private HangSampler.Limits hangLimits = HangSampler.Limits.of(Duration.ofSeconds(20), false);

    /** What a job did. */
    record Result(int code, String out, String err) {
        List<String> outLines() {
            return out.lines().sorted().toList();
        }
    }

    private TestPlan(final int size, final List<String> command) {
        this.size = size;
        this.command = command;
    }

    static TestPlan command(final int size, final String... command) {
        return new TestPlan(size, List.of(command));
    }

    static TestPlan shell(final int size, final String script) {
        return command(size, "sh", "-c", script);
    }

    static TestPlan scripted(final int size, final String... actions) {
        return java(size, ScriptedRank.class, actions);
    }

    static TestPlan java(final int size, final Class<?> program, final String... arguments) {
        return new TestPlan(size, javaCommand(program, arguments));
    }

    static List<String> javaCommand(final Class<?> program, final String... arguments) {
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC", "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), program.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    TestPlan shown(final boolean tagged, final boolean timestamped) {
        output = new JobPlan.Output(tagged, timestamped);
        return this;
    }

    TestPlan timeLimit(final Duration limit) {
        timeLimit = Optional.of(limit);
        return this;
    }

    TestPlan statistics() {
        statistics = true;
        return this;
    }

    TestPlan directory(final Path path) {
        directory = path;
        return this;
    }

    TestPlan environment(final Map<String, String> variables) {
        environment = variables;
        return this;
    }

    TestPlan input(final String text) {
        return input(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    TestPlan input(final InputStream stream) {
        input = stream;
        return this;
    }

    TestPlan hangLimits(final Duration period, final Duration quiet) {
        hangLimits = new HangSampler.Limits(period, quiet, false);
        return this;
    }

    JobPlan plan() {
        final List<JobPlan.RankPlan> ranks = IntStream.range(0, size)
            .mapToObj(rank -> new JobPlan.RankPlan(
                new JobEnvironment("test-" + ProcessHandle.current().pid(), 0, rank, size, rank, size, 0, true, SECRET),
                command, environment, directory))
            .toList();
        return new JobPlan(ranks, output, timeLimit, statistics, Duration.ofSeconds(1));
    }

    Result run() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final int code = run(new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
        final String errors = err.toString(StandardCharsets.UTF_8);
        STACKS.matcher(errors).results().map(file -> Path.of(file.group(1))).forEach(TestPlan::delete);
        return new Result(code, out.toString(StandardCharsets.UTF_8), errors);
    }

    private static void delete(final Path file) {
        try {
            Files.delete(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int run(final PrintStream out, final PrintStream err) {
        return Job.run(plan(), hangLimits, OrphanGuard.tryOut(), input, out, err);
    }
}
