package mpjrun.cli;

import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import mpi.local.LocalWorld;
import mpi.local.LocalWorldException;
import mpjrun.plan.JobOptions.Binding;
import mpjrun.plan.Program;

/**
 * A job whose ranks are threads of the launcher: {@code --threads}.
 */
final class ThreadedJob {
    private static final int CODE_MASK = 0xff;
    /** What is heeded here; all else, also what is yet to come, would be ignored. */
    private static final Set<Option> ALLOWED = EnumSet.of(Option.SIZE, Option.THREADS, Option.ANYWAY,
        Option.CLASS_PATH, Option.VARIABLE, Option.VARIABLE_OF_ALL, Option.JAVA, Option.NO_CACHE, Option.CHECK,
        Option.ALGORITHM,
        Option.TIME_LIMIT, Option.EXPLANATION);

    private final Options options;
    private final List<String> jvmFlags;
    private final Map<String, String> environment;

    /**
     * Takes what was asked for.
     *
     * @param options our options
     * @param jvmFlags flags of a JVM
     * @param environment environment variables
     */
    ThreadedJob(final Options options, final List<String> jvmFlags, final Map<String, String> environment) {
        this.options = options;
        this.jvmFlags = jvmFlags;
        this.environment = environment;
    }

    /** Refuses what only processes can have. */
    void check() throws BadInputException {
        for (final Option option : options.given) {
            refuse(!ALLOWED.contains(option) && !asksForNothing(option), option.names().getFirst());
        }
        for (final String flag : jvmFlags) {
            refuse(!flag.startsWith("-D"), flag + " (JDK_JAVA_OPTIONS may have it)");
        }
    }

    /** Whether the value, which may have been given to take back another, leaves all as it is. */
    private boolean asksForNothing(final Option option) {
        return option == Option.BINDING && options.ranks.binding == Binding.NONE
            || option == Option.HOSTS && options.ranks.simulatedHosts == 1;
    }

    private static void refuse(final boolean isAsked, final String what) throws BadInputException {
        if (isAsked) {
            throw BadInputException.usage(what + " does not go with --threads: ranks share the launcher's JVM");
        }
    }

    /**
     * Runs it.
     *
     * @param program what every rank runs
     * @param cores how many ranks there are if nobody says
     * @param properties the JVM's, which all ranks share
     * @param err takes what rank failed and why
     * @return exit code
     */
    int run(final Program program, final int cores, final Properties properties, final PrintStream err)
        throws BadInputException {
        for (final String flag : jvmFlags) {
            final String[] parts = flag.substring("-D".length()).split("=", 2);
            properties.setProperty(parts[0], parts.length > 1 ? parts[1] : "");
        }
        final LocalWorld world = world(program, options.ranks.size == null ? cores : options.ranks.size);
        try {
            world.run(program.mainClass(), program.arguments().toArray(String[]::new));
            return 0;
        } catch (final LocalWorldException e) {
            if (e.getCause() != null) {
                err.print("Exception in " + (e.rank() < 0 ? "the launcher " : "rank " + e.rank() + " "));
                e.getCause().printStackTrace(err);
            }
            err.println("mpjrun: " + e.getMessage());
            for (final Throwable suppressed : e.getSuppressed()) {
                err.println("mpjrun: " + suppressed.getMessage());
            }
            return Math.max(1, e.exitCode() & CODE_MASK);
        }
    }

    private LocalWorld world(final Program program, final int size) throws BadInputException {
        LocalWorld world = LocalWorld.of(size).withClassesOf(loader(program.classPath()));
        if (options.watching.timeoutSeconds != null) {
            world = world.withTimeLimit(Duration.ofSeconds(options.watching.timeoutSeconds));
        }
        for (final String word : options.start.variables) {
            final int equals = word.indexOf('=');
            final String name = equals < 0 ? word : word.substring(0, equals);
            final String value = equals < 0 ? environment.get(name) : word.substring(equals + 1);
            try {
                world = value == null ? world : world.withSetting(name, value);
            } catch (final IllegalArgumentException e) {
                throw BadInputException.usage("-x " + name + ": with --threads ranks share the launcher's environment,"
                    + " and only settings can be set");
            }
        }
        return world;
    }

    /** The user's part of the class path behind ours, as in a process. */
    private static ClassLoader loader(final List<String> path) throws BadInputException {
        final ClassLoader own = ThreadedJob.class.getClassLoader();
        if (path.isEmpty()) {
            return own;
        }
        final URL[] places = new URL[path.size()];
        for (int i = 0; i < places.length; i++) {
            try {
                places[i] = Path.of(path.get(i)).toUri().toURL();
            } catch (final MalformedURLException e) {
                throw BadInputException.failed("class path entry " + path.get(i) + ": " + e.getMessage());
            }
        }
        return new URLClassLoader("program", places, own); // closed by the end of this JVM
    }
}
