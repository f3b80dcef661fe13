package prk;

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
 * <p>Every rank owns neighbouring columns. For each line, from the bottom up, a rank receives one element from its
 * left neighbour, computes its own part of the line, and sends its last element to its right neighbour; so ranks work
 * at the same time, each one line or more behind its left neighbour. When the last rank has the last element, the top
 * right corner, it sends it, negated, to the first one, where it becomes the bottom left corner: no iteration starts
 * before the one before it is done. With a group factor, elements of so many lines are one message, which costs less
 * and is not what this kernel is to measure. Iteration 0 warms up and is not timed. Before it, a grid as large or
 * smaller is computed until the code is compiled, see {@link WarmUp}.
 */
public final class P2p {
    private static final String USAGE = "Usage: prk.P2p <iterations> <columns> <lines> [group factor]";
    static final Program PROGRAM = new Program(3, job -> run(job, grid -> {}));
    /** Columns of a rank, and lines: so many that ranks wait for each other as they do later. */
    static final int WARM_UP_LENGTH = 1000;
    private static final int CORNER_TAG = 888;

    private final Comm world;
    private final int me;
    private final int last;
    private final int group;
    private final P2pColumns own;
    /** The elements of one column that travel together. */
    private final double[] message;
    private final double[] corner = new double[1];

    P2p(final Comm world, final int columns, final int lines, final int group) {
        this.world = world;
        this.me = world.getRank();
        this.last = world.getSize() - 1;
        this.group = group;
        this.own = new P2pColumns(me, world.getSize(), columns, lines);
        this.message = new double[group];
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, columns and lines of the grid, and how many lines are one message if not each is
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's elements before the last one is judged, for tests. */
    static boolean run(final Job job, final Consumer<double[]> beforeCheck) {
        final Comm world = job.world();
        final int ranks = world.getSize();
        final long[] numbers = job.numbers(args -> P2pColumns.read(USAGE, args, ranks));
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

        final Report report = job.report("MPI pipeline execution on 2D grid");
        P2pColumns.describe(report, columns, lines, iterations, group);
        job.warmUp("grid sizes " + scratchColumns + ", " + scratchLines, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.own.grid());
        return kernel.own.conclude(report, seconds, iterations);
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final int iterations) {
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            for (int line = 1; line < own.lines(); line += group) {
                advance(line, Math.min(group, own.lines() - line));
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
                own.takeFromLeft(line + j, message[j]);
            }
        }
        for (int j = 0; j < count; j++) {
            own.compute(line + j);
        }
        if (me < last) {
            for (int j = 0; j < count; j++) {
                message[j] = own.last(line + j);
            }
            world.send(message, count, MPI.DOUBLE, me + 1, line);
        }
    }

    /** The top right corner becomes, negated, the bottom left one. */
    private void closeCircle() {
        corner[0] = -own.topRight();
        if (last > 0 && me == last) {
            world.send(corner, 1, MPI.DOUBLE, 0, CORNER_TAG);
        } else if (last > 0 && me == 0) {
            world.recv(corner, 1, MPI.DOUBLE, last, CORNER_TAG);
        }
        if (me == 0) {
            own.setBottomLeft(corner[0]);
        }
    }
}
