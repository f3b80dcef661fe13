package bench.suite;

import bench.job.Runner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * How a program that runs a suite was started.
 *
 * @param root of the source tree or of an unpacked distribution
 * @param fakeRunner what runs commands in tests
 * @param screen where the table goes
 * @param progress where the rest goes
 */
public record Invocation(Path root, Optional<Runner> fakeRunner, PrintStream screen, PrintStream progress) {

    /** Tells where the script is that has started this program. */
    private static final String SCRIPT_PROPERTY = "mpj.script";

    /**
     * Runs a program for the script {@code mpjrun}, which says where it is. A rank of a job must not start jobs.
     *
     * @param program the program's class, for error texts
     * @param command how users start it, for error texts
     * @param suite makes the program
     * @param args options
     * @return exit code
     */
    public static int run(final String program, final String command,
        final Function<Invocation, Callable<Integer>> suite, final String[] args) {
        final Optional<Path> root = rootOfScript();
        if (root.isEmpty()) {
            System.err.println(program + " starts jobs itself; it is run by: " + command);
            return CommandLine.ExitCode.USAGE;
        }
        final PrintStream screen = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        final Invocation invocation = new Invocation(root.get(), Optional.empty(), screen, System.err);
        return commandLine(suite.apply(invocation)).execute(args);
    }

    /**
     * A suite that takes options, and says in one line what is wrong with them, as {@code mpjrun} does.
     *
     * @param suite the suite
     * @return what executes it
     */
    public static CommandLine commandLine(final Callable<Integer> suite) {
        return new CommandLine(suite).setParameterExceptionHandler((problem, _) -> {
            final CommandLine command = problem.getCommandLine();
            command.getErr()
                .println(command.getCommandName() + ": " + problem.getMessage() + " (" + command.getCommandName()
                    + " --help tells more)");
            return CommandLine.ExitCode.USAGE;
        });
    }

    /** The root to which the script belongs that has started this program: empty where none has. */
    private static Optional<Path> rootOfScript() {
        return Optional.ofNullable(System.getProperty(SCRIPT_PROPERTY))
            .map(script -> Path.of(script).toAbsolutePath().getParent().getParent())
            .map(home -> Files.isDirectory(home.resolve("lib")) ? home : home.getParent());
    }

    /**
     * Prepares what the jobs run on.
     *
     * @return the stage, to be closed
     */
    public Stage openStage() throws IOException {
        return Stage.open(root, fakeRunner);
    }
}
