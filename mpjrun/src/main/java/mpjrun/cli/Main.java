package mpjrun.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import mpjrun.doctor.MachineProbe;
import mpjrun.launch.Job;
import mpjrun.plan.Installation;
import mpjrun.plan.JobIdentity;
import mpjrun.plan.JobOptions;
import mpjrun.plan.Machine;
import mpjrun.plan.Planner;
import mpjrun.plan.Program;

/**
 * The launcher, from its command line to its exit code.
 */
public final class Main {
    private final Map<String, String> environment;
    private final Properties properties;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    private Main(final Map<String, String> environment, final Properties properties, final InputStream in,
        final PrintStream out, final PrintStream err) {
        this.environment = environment;
        this.properties = properties;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs a job and ends with its exit code.
     *
     * @param arguments options, program, and the program's arguments
     */
    public static void main(final String[] arguments) {
        System.exit(new Main(System.getenv(), System.getProperties(), System.in, System.out, System.err)
            .answer(arguments));
    }

    private int answer(final String[] arguments) {
        try {
            return run(arguments);
        } catch (final BadInputException e) {
            say(e.getMessage() + (e.exitCode() == BadInputException.USAGE ? " (mpjrun --help tells more)" : ""));
            return e.exitCode();
        }
    }

    private int run(final String[] arguments) throws BadInputException {
        final OptionParser parser = new OptionParser();
        final Words words = Words.split(arguments, parser.spec());
        final Options options = parser.parse(words);
        if (options.information.isHelpAsked) {
            out.print(parser.help());
            return 0;
        }
        final Machine machine = machine();
        if (options.information.isJavaAsked) {
            out.println(machine.javaHome().resolve("bin/java"));
            return 0;
        }
        return run(words, options, machine);
    }

    private int run(final Words words, final Options options, final Machine machine) throws BadInputException {
        final Path directory = Path.of("").toAbsolutePath();
        final InstallationFinder finder = new InstallationFinder(properties);
        final Installation installation = finder.find();
        final JobOptionsReader reader = new JobOptionsReader(directory, machine);
        final JobOptions jobOptions = reader.read(options, words.jvmFlags());
        final Program program =
            new ProgramFinder(directory, environment, installation, finder.isOnOwnClassPath()).find(words, options);
        final Planner planner = new Planner(jobOptions, program, installation, machine);
        if (planner.isOversubscribed()) {
            say(jobOptions.size() + " ranks share " + reader.cores());
        }
        return Job.run(planner.plan(JobIdentity.create()), in, out, err);
    }

    private Machine machine() {
        final MachineProbe probe = new MachineProbe(Path.of("/"));
        return new Machine(probe.cpus(), probe.cores(), probe.memoryBytes(),
            Path.of(properties.getProperty("java.home")), environment);
    }

    private void say(final String line) {
        err.println("mpjrun: " + line);
    }
}
