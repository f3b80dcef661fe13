package jobs;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import mpi.core.kit.KitMain;

/** What starts a job: the distribution's {@code mpjrun}, its options, and an environment. */
final class JobCommand {
    private static final Path HOME = Path.of(System.getProperty("mpj.home")).toAbsolutePath();

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    private JobCommand(final List<String> words) {
        this.words.addAll(words);
    }

    /** Starts with options of the launcher. */
    static JobCommand mpjrun(final String... options) {
        return new JobCommand(List.of(HOME.resolve("bin/mpjrun").toString())).add(options);
    }

    /** Starts with options of the compiler. */
    static JobCommand mpjavac(final String... options) {
        return new JobCommand(List.of(HOME.resolve("bin/mpjavac").toString())).add(options);
    }

    /** Starts a process without the launcher, by the command that the launcher would use. */
    static JobCommand java(final String... options) throws IOException, InterruptedException {
        final String java = mpjrun("--print-java").run().out().strip();
        return new JobCommand(List.of(java)).add(options);
    }

    /** All jars of the distribution, and the programs of the tests. */
    static String classPath() {
        return HOME.resolve("lib") + "/*:" + programs();
    }

    /** The jar of the API. */
    static String api() throws IOException {
        try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
            return jars.map(Path::toString).filter(jar -> jar.contains("/mpi-api-")).findFirst().orElseThrow();
        }
    }

    JobCommand add(final String... more) {
        words.addAll(Arrays.asList(more));
        return this;
    }

    /** A variable of the launcher's environment, which its ranks inherit. */
    JobCommand with(final String variable, final String value) {
        environment.put(variable, value);
        return this;
    }

    /** What comes before everything else, as {@code unshare} does. */
    JobCommand within(final String... command) {
        words.addAll(0, Arrays.asList(command));
        return this;
    }

    /** Ends the options with a program of the tests. */
    JobCommand program(final Class<?> main, final String... arguments) {
        return add("-cp", programs(), main.getName()).add(arguments);
    }

    RunningJob start() throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("MPJ_") || "CLASSPATH".equals(name));
        builder.environment().putAll(environment);
        builder.environment().put("XDG_CACHE_HOME", HOME.resolveSibling("cache-of-tests").toString());
        final String mark = RunningJob.MARK_VARIABLE + "=" + UUID.randomUUID();
        builder.environment().put(RunningJob.MARK_VARIABLE, mark.substring(mark.indexOf('=') + 1));
        return new RunningJob(String.join(" ", words), builder.start(), mark);
    }

    /** Runs the job to its end. */
    JobResult run() throws IOException, InterruptedException {
        try (RunningJob job = start()) {
            return job.end();
        }
    }

    /** Where the programs of the tests are. */
    static String programs() {
        return place(JobCommand.class) + ":" + place(KitMain.class);
    }

    private static Path place(final Class<?> of) {
        try {
            return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (final URISyntaxException e) {
            throw new AssertionError("where " + of + " comes from is no path", e);
        }
    }
}
