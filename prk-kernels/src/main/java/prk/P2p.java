package prk;

import java.io.PrintStream;
import java.util.function.Consumer;
import mpi.Comm;
import mpi.MPI;

/**
 * Latency between neighbours: a pipeline through a grid, each of whose elements needs the ones to its left, below it,
 * and left below.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.P2p <iterations> <columns> <lines> [group factor]
 * }</pre>
 *
 * <p>Every rank owns neighbouring columns. For each line, from the bottom up, a rank receives one element from its left
 * neighbour, computes its own part of the line, and sends its last element to its right neighbour; so ranks work at the
 * same time, each one line or more behind its left neighbour. When the last rank has the last element, the top right
 * corner, it sends it, negated, to the first one, where it becomes the bottom left corner: no iteration starts before
 * the one before it is done. With a group factor, elements of so many lines are one message, which costs less and is
 * not what this kernel is to measure. Iteration 0 warms up and is not timed. Before it, a grid as large or smaller is
 * computed until the code is compiled, see {@link WarmUp}.
 */
public final class P2p {
    private static final String USAGE = "Usage: prk.P2p <iterations> <columns> <lines> [group factor]";
    static final double WARM_UP_SECONDS = 3;
    /** Columns of a rank, and lines: so many that ranks wait for each other as they do later. */
    private static final int WARM_UP_LENGTH = 1000;
    private static final int CORNER_TAG = 888;
    private static final double EPSILON = 1e-8;
    /** An addition and a subtraction. */
    private static final double FLOPS_PER_ELEMENT = 2;

    private final Comm world;
    private final int me;
    private final int last;
    /** Elements of this rank in a line. */
    private final int width;
    private final int lines;
    private final int group;
    /** From one line to the next: before a line's elements there is the last one of the left neighbour. */
    private final int stride;
    /** Column {@code i} of line {@code j} is at {@code 1 + i + stride * j}. */
    private final double[] grid;
    /** The elements of one column that travel together. */
    private final double[] message;
    private final double[] corner = new double[1];

    P2p(final Comm world, final int columns, final int lines, final int group) {
        this.world = world;
        this.me = world.getRank();
        this.last = world.getSize() - 1;
        final Span part = Span.part(columns, world.getSize(), me);
        this.width = part.length();
        this.lines = lines;
        this.group = group;
        this.stride = 1 + width;
        this.grid = new double[stride * lines];
        this.message = new double[group];
        for (int i = -1; i < width; i++) {
            grid[1 + i] = part.first() + i;
        }
        for (int j = 0; j < lines && me == 0; j++) {
            grid[1 + stride * j] = j;
        }
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, columns and lines of the grid, and how many lines are one message if not each is
     */
    public static void main(final String[] args) {
        final String[] arguments = MPI.Init(args);
        final boolean valid = run(arguments, MPI.COMM_WORLD, WarmUp.secondsOr(WARM_UP_SECONDS), System.out, System.err,
            grid -> {});
        MPI.Finalize();
        if (!valid) {
            System.exit(1);
        }
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's elements before the last one is judged, for tests. */
    static boolean run(final String[] args, final Comm world, final double warmUpSeconds, final PrintStream out,
        final PrintStream err, final Consumer<double[]> beforeCheck) {
        final int ranks = world.getSize();
        final long[] numbers = CommandLine.share(world, err, () -> read(args, ranks));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int columns = (int) numbers[1];
        final int lines = (int) numbers[2];
        final int group = (int) numbers[3];
        final P2p kernel = new P2p(world, columns, lines, group);
        final int scratchColumns = (int) Math.min(columns, (long) WARM_UP_LENGTH * ranks);
        final int scratchLines = Math.min(lines, Math.max(WARM_UP_LENGTH, 1 + group));
        final P2p scratch = new P2p(world, scratchColumns, scratchLines, group);

        final Report report = new Report(world, out, err);
        report.heading("MPI pipeline execution on 2D grid");
        report.line("Grid sizes = " + columns + ", " + lines);
        report.line("Number of iterations = " + iterations);
        if (group > 1) {
            report.line("Group factor = " + group + " (cheating!)");
        }
        report.line("Warm-up = " + warmUpSeconds + " s, grid sizes " + scratchColumns + ", " + scratchLines);

        WarmUp.repeat(world, warmUpSeconds, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.grid);
        final double computed = report.sum(kernel.me == kernel.last ? kernel.topRight() : 0);
        final double reference = reference(iterations, columns, lines);
        final boolean valid =
            report.verdict(isClose(reference, computed), "top right corner", reference, computed);
        if (valid) {
            report.rate("MFlops/s", 1e-6 * FLOPS_PER_ELEMENT * (columns - 1.0) * (lines - 1.0), seconds, iterations);
        }
        return valid;
    }

    static long[] read(final String[] args, final int ranks) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 3, 1, args);
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long columns = line.number(1, "columns", ranks + 1L, Integer.MAX_VALUE);
        final long lines = line.number(2, "lines", 2, Integer.MAX_VALUE);
        final long group = line.numberOr(1, 3, "group factor", 1, Integer.MAX_VALUE);
        if ((2 + columns / ranks) * lines > CommandLine.MAX_ARRAY_LENGTH) {
            throw line.problem("a grid of " + columns + " by " + lines + " needs more than " + ranks
                + " ranks: the elements of one rank must fit into one array");
        }
        return new long[] {iterations, columns, lines, Math.min(group, lines - 1)};
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final int iterations) {
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            for (int line = 1; line < lines; line += group) {
                advance(line, Math.min(group, lines - line));
            }
            closeCircle();
        }
        return MPI.wtime() - start;
    }

    /** Computes this rank's part of so many lines, between a message from the left and one to the right. */
    private void advance(final int line, final int count) {
        if (me > 0) {
            world.recv(message, count, MPI.DOUBLE, me - 1, line);
            for (int j = 0; j < count; j++) {
                grid[stride * (line + j)] = message[j];
            }
        }
        // The first column of the first rank is given.
        final int given = me == 0 ? 1 : 0;
        for (int j = 0; j < count; j++) {
            computeLine(grid, 1 + given + stride * (line + j), stride, width - given);
        }
        if (me < last) {
            for (int j = 0; j < count; j++) {
                message[j] = grid[width + stride * (line + j)];
            }
            world.send(message, count, MPI.DOUBLE, me + 1, line);
        }
    }

    /** Computes neighbours in a line from the one at {@code first}; the line below is {@code stride} before them. */
    private static void computeLine(final double[] grid, final int first, final int stride, final int count) {
        double left = grid[first - 1];
        double leftBelow = grid[first - 1 - stride];
        for (int i = 0; i < count; i++) {
            final double below = grid[first - stride + i];
            // In this order, each element waits for one addition of the one to its left, not for two.
            left += below - leftBelow;
            grid[first + i] = left;
            leftBelow = below;
        }
    }

    /** The top right corner becomes, negated, the bottom left one. */
    private void closeCircle() {
        corner[0] = -topRight();
        if (last > 0 && me == last) {
            world.send(corner, 1, MPI.DOUBLE, 0, CORNER_TAG);
        } else if (last > 0 && me == 0) {
            world.recv(corner, 1, MPI.DOUBLE, last, CORNER_TAG);
        }
        if (me == 0) {
            grid[1] = corner[0];
        }
    }

    /** This rank's last element; the last rank's is the corner of the grid. */
    private double topRight() {
        return grid[grid.length - 1];
    }

    /** The top right corner after iterations 0 to {@code iterations}. */
    static double reference(final int iterations, final int columns, final int lines) {
        return (iterations + 1.0) * ((double) columns + lines - 2);
    }

    static boolean isClose(final double reference, final double computed) {
        return Math.abs(computed - reference) <= EPSILON * reference;
    }
}
