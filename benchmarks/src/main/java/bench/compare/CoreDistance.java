package bench.compare;

import bench.job.Command;
import bench.job.Output;
import bench.job.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How far the two cores that ranks are bound to lie from each other at this moment. On a virtual machine that changes
 * within seconds, whenever the host moves one of its processors: a cache line then takes some 40 ns to the other core,
 * or
 * 200, and with it everything that ranks tell each other.
 */
@FunctionalInterface
interface CoreDistance {

    /** Where nobody measures: always the same. */
    CoreDistance UNKNOWN = () -> 1;

    /** The time that a cache line takes from one to the other, in nanoseconds. */
    double nanos() throws IOException, InterruptedException;

    /**
     * Builds the program that measures it, where there is a C compiler.
     *
     * @param sources directory of the C programs
     * @param work where to put it
     * @param runner runs compiler and program
     * @return what measures, or {@link #UNKNOWN}
     */
    static CoreDistance build(final Path sources, final Path work, final Runner runner)
        throws IOException, InterruptedException {
        final Path program = Files.createDirectories(work).resolve("distance");
        final Command measure = Command.of(List.of(program.toString()));
        if (!succeeds(runner, Command.of(List.of("cc", "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-O2", "-pthread", "-o",
            program.toString(), sources.resolve("distance.c").toString()))) || !succeeds(runner, measure)) {
            return UNKNOWN;
        }
        return () -> {
            final Output output = runner.run(measure);
            if (output.exitCode() != 0) {
                throw new IOException(program + ": " + output.complaint());
            }
            return Double.parseDouble(output.standardOutput().strip());
        };
    }

    /** Whether a program is there, and does what it should: there may be no compiler, or one core. */
    private static boolean succeeds(final Runner runner, final Command command) throws InterruptedException {
        try {
            return runner.run(command).exitCode() == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    /** Whether two measurements mean the same distance. */
    static boolean areAlike(final double oneNanos, final double otherNanos) {
        return Math.max(oneNanos, otherNanos) < 2 * Math.min(oneNanos, otherNanos);
    }
}
