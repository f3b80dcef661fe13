package mpjrun.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import mpi.core.coll.select.JobShape;
import mpi.core.runtime.Leftovers;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpjrun.boot.OrphanGuard;
import mpjrun.doctor.ForeignApi;
import mpjrun.doctor.MachineProbe;
import mpjrun.launch.Job;
import mpjrun.plan.Installation;
import mpjrun.plan.JobIdentity;
import mpjrun.plan.JobOptions;
import mpjrun.plan.JobPlan;
import mpjrun.plan.Machine;
import mpjrun.plan.Planner;
import mpjrun.plan.Program;
import mpjrun.watch.HangSampler;

/**
 * The launcher, from its command line to its exit code.
 */
public final class Main {
    private final Map<String, String> environment;
    private final Properties properties;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Path directory = Path.of("").toAbsolutePath();

    Main(final Map<String, String> environment, final Properties properties, final InputStream in,
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

    /** Does what a command line says; returns the exit code. */
    int answer(final String[] arguments) {
        try {
            final Words words = Words.split(arguments);
            final Options options = new OptionParser().parse(words);
            if (options.information.isHelpAsked) {
                out.print(Usage.text());
                return 0;
            }
            if (options.information.isSettingsHelpAsked) {
                out.print(SettingsText.text());
                return 0;
            }
            return answer(words, options);
        } catch (final BadInputException e) {
            say(e.getMessage() + (e.exitCode() == BadInputException.USAGE ? " (mpjrun --help tells more)" : ""));
            return e.exitCode();
        }
    }

    private int answer(final Words words, final Options options) throws BadInputException {
        final InstallationFinder finder = new InstallationFinder(properties);
        if (options.start.java != null && finder.isOnOwnClassPath()) {
            throw BadInputException.usage("--java is for the script mpjrun; without it ranks run on the launcher's own "
                + "JDK, " + properties.getProperty("java.home"));
        }
        if (options.information.explained != null) {
            return explain(words, options);
        }
        if (options.ranks.areThreads) {
            return runThreads(words, options, finder);
        }
        // Runs by itself until the ranks are to be started.
        final OrphanGuard.Trial trial = OrphanGuard.tryOut();
        final Installation installation = isRehearsal()
            ? finder.find().withoutPrograms()
            : finder.find();
        final ProgramFinder programs = programs(options, finder, installation);
        final Machine machine = machine();
        final Information information = new Information(options.information, machine, out);
        if (information.isAsked()) {
            return information.print(named(words, options, programs), installation);
        }
        final JobOptionsReader reader = new JobOptionsReader(directory, machine);
        final JobOptions jobOptions = reader.read(options, words.jvmFlags());
        final Program found = programs.find(words, options);
        final Program program = isRehearsal() ? found.withoutClassPath() : found;
        final Settings settings = reader.settings(jobOptions);
        final HangSampler.Limits hangLimits = HangSampler.Limits.of(reader.hangLimit(settings),
            settings.flag(Setting.CHECK));
        final Planner planner = new Planner(jobOptions, program, installation, machine);
        warn(planner, program, jobOptions, reader);
        Preparation.prepare(jobOptions);
        announce(jobOptions, options.ranks.isBindingReported, planner);
        final Starts starts = starts(options, settings, planner, machine);
        final JobPlan plan = planner.plan(JobIdentity.create(), starts.aot());
        final int code = Job.run(plan, hangLimits, trial, in,
            out, err);
        if (code != 0) {
            removeLeftovers(settings);
        } else {
            starts.prepare();
        }
        return code;
    }

    private int explain(final Words words, final Options options) throws BadInputException {
        final boolean areThreads = options.ranks.areThreads;
        if (areThreads) {
            new ThreadedJob(options, words.jvmFlags(), environment).check();
        }
        final JobOptionsReader reader = new JobOptionsReader(directory, machine());
        final JobOptions asked = reader.read(options, words.jvmFlags());
        final Settings settings = reader.settings(asked);
        final JobShape job = new JobShape(asked.size(), Math.min(asked.simulatedHosts(), asked.size()),
            Explanation.medium(settings, areThreads));
        out.print(options.information.explained.text(settings, job));
        return 0;
    }

    private ProgramFinder programs(final Options options, final InstallationFinder finder,
        final Installation installation) {
        final Optional<ClassCache> cache = options.start.isCacheless ? Optional.empty()
            : Optional.of(new ClassCache(ClassCache.directory(environment)));
        return new ProgramFinder(directory, environment, installation, finder.isOnOwnClassPath(),
            new SourceProgram(installation, cache, err));
    }

    private int runThreads(final Words words, final Options options, final InstallationFinder finder)
        throws BadInputException {
        final Installation installation = finder.find();
        final ProgramFinder programs = programs(options, finder, installation);
        final Machine machine = machine();
        final Information information = new Information(options.information, machine, out);
        if (information.isAsked()) {
            return information.print(named(words, options, programs), installation);
        }
        final ThreadedJob job = new ThreadedJob(options, words.jvmFlags(), environment);
        job.check();
        return job.run(programs.find(words, options), machine.cores(), properties, err);
    }

    /** The program as far as a question needs it, which may come without one. */
    private static Program named(final Words words, final Options options, final ProgramFinder programs)
        throws BadInputException {
        return words.kind() == Words.Kind.JAR ? programs.find(words, options)
            : new Program("", programs.classPath(options), List.of());
    }

    /** Whether this job is there to make an AOT cache from: its class path is what all class paths begin with. */
    private boolean isRehearsal() {
        return properties.containsKey(StartCacheMaker.OUTPUT_PROPERTY);
    }

    private Starts starts(final Options options, final Settings settings, final Planner planner,
        final Machine machine) {
        final String libraries = properties.getProperty(InstallationFinder.LIBRARY_PROPERTY);
        if (libraries == null || options.start.isCacheless || !settings.flag(Setting.START_CACHE)) {
            return Starts.SLOW;
        }
        final Starts starts = Starts.of(ClassCache.directory(environment), Path.of(libraries), machine.javaHome(),
            planner.collector());
        return isRehearsal() ? Starts.rehearsal(Path.of(properties.getProperty(StartCacheMaker.OUTPUT_PROPERTY)))
            : starts;
    }

    private void warn(final Planner planner, final Program program, final JobOptions options,
        final JobOptionsReader reader) {
        ForeignApi.find(program.classPath())
            .ifPresent(place -> say(place + " has another mpi.MPI; mpj's own comes first on the class path"));
        if (planner.isOversubscribed()) {
            say(options.size() + " ranks share " + reader.cores());
        }
    }

    private void announce(final JobOptions options, final boolean isBindingReported, final Planner planner) {
        for (int rank = 0; rank < options.size(); rank++) {
            final int announced = rank;
            if (isBindingReported) {
                say("rank " + rank + planner.cpu(rank).map(cpu -> " is bound to CPU " + cpu).orElse(" is not bound"));
            }
            options.tools()
                .debuggerAddress(rank)
                .ifPresent(address -> say("rank " + announced + " listens for a debugger on " + address));
        }
    }

    private void removeLeftovers(final Settings settings) {
        try {
            Leftovers.remove(settings);
        } catch (final IOException e) {
            say("files of the job may be left: " + e);
        }
    }

    private Machine machine() {
        final MachineProbe probe = new MachineProbe(Path.of("/"));
        return new Machine(probe.cpus(), probe.cores(), probe.memoryBytes(),
            Path.of(properties.getProperty("java.home")), environment, probe.hostName());
    }

    private void say(final String line) {
        err.println("mpjrun: " + line);
    }
}
