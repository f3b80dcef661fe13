package prk;

import java.io.PrintStream;
import java.util.Locale;
import mpi.Comm;
import mpi.MPI;
import mpi.Op;

/**
 * What a kernel tells its user. Every rank has one; only that of root prints.
 */
final class Report {
    /** More than this many times the time of the slowest rank is not that of barriers. */
    private static final double TURNS = 1.25;
    /** By how much it is longer at least: where ranks take next to no time, barriers do not. */
    private static final double MIN_TURNS_SECONDS = 100e-6;

    private final Comm world;
    private final boolean root;
    private final PrintStream out;
    private final PrintStream err;

    Report(final Comm world, final PrintStream out, final PrintStream err) {
        this.world = world;
        this.root = world.getRank() == CommandLine.ROOT;
        this.out = out;
        this.err = err;
    }

    /** Prints what is about to run. */
    void heading(final String kernel) {
        line("Parallel Research Kernels in Java");
        line(kernel);
        line("Number of ranks = " + world.getSize());
    }

    void line(final String text) {
        if (root) {
            out.println(text);
        }
    }

    /**
     * Judges the result at root and tells all ranks; collective. Says what was expected where the result is wrong.
     *
     * @param correct whether root found the result right; the value of other ranks does not matter
     * @param quantity what was compared
     * @param reference the right value
     * @param computed the value found
     * @return whether the result is right, the same on every rank
     */
    boolean verdict(final boolean correct, final String quantity, final double reference, final double computed) {
        final int[] verdict = {correct ? 1 : 0};
        world.bcast(verdict, 1, MPI.INT, CommandLine.ROOT);
        if (verdict[0] == 1) {
            line("Solution validates");
        } else if (root) {
            err.println("ERROR: the solution is wrong; " + quantity + ": reference value = " + reference
                + ", computed value = " + computed);
        }
        return verdict[0] == 1;
    }

    /**
     * Prints the rate.
     *
     * @param unit for example {@code MB/s}
     * @param workPerIteration how many of that unit's numerator an iteration takes
     * @param seconds duration of all timed iterations
     * @param iterations how many there were
     */
    void rate(final String unit, final double workPerIteration, final double seconds, final int iterations) {
        final double averageSeconds = seconds / iterations;
        line(rateLine(unit, workPerIteration / averageSeconds, averageSeconds));
    }

    static String rateLine(final String unit, final double rate, final double averageSeconds) {
        return String.format(Locale.ROOT, "Rate (%s): %.6f Avg time (s): %.9f", unit, rate, averageSeconds);
    }

    /**
     * Whether ranks have run one after the other.
     *
     * @param seconds of the slowest of them
     * @param span seconds from the start of the first to the end of the last
     */
    static boolean areTurns(final double seconds, final double span) {
        return span > TURNS * seconds && span - seconds > MIN_TURNS_SECONDS;
    }

    /** Says what a rate means that counts the time of the slowest rank where ranks took turns. */
    void turns(final String unit, final double workPerIteration, final double span, final int iterations) {
        line(turnsLine(unit, workPerIteration * iterations / span, span / iterations));
    }

    static String turnsLine(final String unit, final double rate, final double averageSeconds) {
        return String.format(Locale.ROOT, "Remark: ranks took turns on the cores, and this rate counts each one's own"
            + " time alone; until all were done: %.6f %s, avg time (s): %.9f", rate, unit, averageSeconds);
    }

    /** The time of the slowest rank, known at root; collective. */
    double slowest(final double seconds) {
        return reduced(seconds, MPI.MAX);
    }

    /** The time of the quickest rank, known at root; collective. */
    double quickest(final double seconds) {
        return reduced(seconds, MPI.MIN);
    }

    /** The sum of all ranks' values, known at root; collective. */
    double sum(final double value) {
        return reduced(value, MPI.SUM);
    }

    private double reduced(final double value, final Op op) {
        final double[] mine = {value};
        final double[] all = {value};
        world.reduce(mine, all, 1, MPI.DOUBLE, op, CommandLine.ROOT);
        return all[0];
    }
}
