package mpjrun.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpjrun.plan.JobOptions;
import mpjrun.plan.JobOptions.Binding;
import mpjrun.plan.JobPlan;
import mpjrun.plan.Machine;
import mpjrun.plan.OutputFiles;
import mpjrun.plan.Tools;

/**
 * Judges the values of {@link Options} and makes of them what a plan is made of.
 */
final class JobOptionsReader {
    private static final int LAST_PORT = 65535;

    private final Path directory;
    private final Machine machine;

    JobOptionsReader(final Path directory, final Machine machine) {
        this.directory = directory;
        this.machine = machine;
    }

    JobOptions read(final Options options, final List<String> jvmFlags) throws BadInputException {
        final int size = options.ranks.size == null ? machine.cores() : options.ranks.size;
        if (options.ranks.isSharingRefused && size > machine.cores()) {
            throw BadInputException.usage(size + " ranks on " + cores() + ", and --no-oversubscribe refuses that");
        }
        if (options.ranks.binding == Binding.CORE) {
            requireTaskset();
        }
        return new JobOptions(size, jvmFlags, variables(options), startDirectory(options),
            Optional.ofNullable(options.messages.transport), options.ranks.binding, options.ranks.simulatedHosts,
            options.ranks.mapping,
            output(options.watching),
            Optional.ofNullable(options.watching.timeoutSeconds).map(Duration::ofSeconds),
            options.messages.isCounting, Optional.ofNullable(options.start.device), tools(options.tools, size));
    }

    private JobPlan.Output output(final Options.Watching watching) throws BadInputException {
        final Optional<OutputFiles> files = watching.files == null ? Optional.empty()
            : Optional.of(OutputFilesReader.read(watching.files, directory));
        return new JobPlan.Output(watching.isTagged, watching.isTimestamped, watching.isMerged, files);
    }

    private Tools tools(final Options.Tools tools, final int size) throws BadInputException {
        if (tools.debuggerPort != null && tools.debuggerPort + size - 1 > LAST_PORT) {
            throw BadInputException
                .usage("--jdwp " + tools.debuggerPort + ": " + size + " ranks need as many ports, and"
                    + " the last port is " + LAST_PORT);
        }
        final Optional<Path> recordings =
            Optional.ofNullable(tools.recordings).map(path -> directory.resolve(path).normalize());
        if (recordings.isPresent() && recordings.get().toString().contains("'")) {
            throw BadInputException.usage("--jfr " + tools.recordings + ": the JVM takes no such name with a quote in"
                + " it");
        }
        return new Tools(Optional.ofNullable(tools.debuggerPort), recordings);
    }

    /** The settings of the ranks, for what the launcher has to know of them. */
    Settings settings(final JobOptions options) {
        final Map<String, String> environment = new HashMap<>(machine.environment());
        environment.putAll(options.variables());
        options.transport().ifPresent(choice -> environment.put(Setting.TRANSPORT.variable(), choice.text()));
        final Properties properties = new Properties();
        for (final String flag : options.jvmFlags()) {
            final int equals = flag.indexOf('=');
            if (flag.startsWith("-D") && equals > 0) {
                properties.setProperty(flag.substring("-D".length(), equals), flag.substring(equals + 1));
            }
        }
        return new Settings(environment, properties);
    }

    /** When a hang is one. */
    Duration hangLimit(final Settings settings) throws BadInputException {
        final String seconds = settings.text(Setting.HANG_LIMIT);
        if (!seconds.matches("[1-9][0-9]{0,8}")) {
            throw BadInputException.usage("setting " + Setting.HANG_LIMIT.property() + " ("
                + Setting.HANG_LIMIT.variable() + ") is \"" + seconds + "\", expected a number of seconds, at least 1");
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    /** How many cores there are, in words. */
    String cores() {
        return machine.cores() == 1 ? "1 core" : machine.cores() + " cores";
    }

    /** Binding is done by a command that not every system has. */
    private void requireTaskset() throws BadInputException {
        final String path = machine.environment().getOrDefault("PATH", "");
        if (Arrays.stream(path.split(File.pathSeparator))
            .noneMatch(place -> Files.isExecutable(Path.of(place, "taskset")))) {
            throw BadInputException
                .failed("--bind-to core needs the command taskset (package util-linux), which is not "
                    + "on the PATH");
        }
    }

    private Map<String, String> variables(final Options options) throws BadInputException {
        final Map<String, String> variables = new LinkedHashMap<>();
        for (final String word : options.start.variables) {
            final int equals = word.indexOf('=');
            final String name = equals < 0 ? word : word.substring(0, equals);
            if (name.isEmpty()) {
                throw BadInputException.usage("-x " + word + ": expected VAR or VAR=VALUE");
            }
            final String value = equals < 0 ? machine.environment().get(name) : word.substring(equals + 1);
            if (value != null) {
                variables.put(name, value);
            }
        }
        return variables;
    }

    private Path startDirectory(final Options options) throws BadInputException {
        if (options.start.directory == null) {
            return directory;
        }
        final Path start = directory.resolve(options.start.directory).normalize();
        if (!Files.isDirectory(start)) {
            throw BadInputException.usage("--wdir " + options.start.directory + ": there is no such directory");
        }
        return start;
    }
}
