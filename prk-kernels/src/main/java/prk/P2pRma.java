package prk;

import java.nio.DoubleBuffer;
import java.util.function.Consumer;
import mpi.Comm;
import mpi.Group;
import mpi.MPI;
import mpi.Win;

/**
 * Synchronisation of two ranks by one-sided communication: as {@link P2p}, but a rank writes what its right neighbour
 * needs into a window there (put), and the two agree on when (post, start, complete, wait).
 *
 * <pre>{@code
 * mpjrun -n 4 prk.P2pRma <iterations> <columns> <lines> [group factor]
 * }</pre>
 *
 * <p>The window of a rank has an element a line, for the last elements of its left neighbour; that of the first rank,
 * which has none, takes the corner as its element 0. For each line, a rank opens its window to its left neighbour
 * (post) and waits until that has written (wait), computes its own part of the line, and as soon as its right
 * neighbour has opened its window (start) writes into it, and says so (complete). Iteration 0 warms up and is not
 * timed. Before it, a grid as large or smaller is computed until the code is compiled, see {@link WarmUp}.
 */
public final class P2pRma {
    private static final String USAGE = "Usage: prk.P2pRma <iterations> <columns> <lines> [group factor]";
    static final Program PROGRAM = new Program(3, job -> run(job, grid -> {}));
    private static final int CORNER = 0;

    private final Comm world;
    private final int me;
    private final int last;
    private final int group;
    private final P2pColumns own;
    private final Win window;
    /** What others have written into this rank's window. */
    private final DoubleBuffer arrived;
    /** The elements of one column that are written together. */
    private final DoubleBuffer message;
    /** The rank to the left; for the first one, the last one. */
    private final Group left;
    /** The rank to the right; for the last one, the first one. */
    private final Group right;

    P2pRma(final Comm world, final int columns, final int lines, final int group) {
        final int ranks = world.getSize();
        this.world = world;
        this.me = world.getRank();
        this.last = ranks - 1;
        this.group = group;
        this.own = new P2pColumns(me, ranks, columns, lines);
        this.window = Win.allocate((long) lines * Double.BYTES, Double.BYTES, MPI.INFO_NULL, world);
        this.arrived = window.getBuffer().asDoubleBuffer();
        this.message = DoubleBuffer.allocate(group);
        final Group all = world.getGroup();
        this.left = all.incl(new int[] {(me + last) % ranks});
        this.right = all.incl(new int[] {(me + 1) % ranks});
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, columns and lines of the grid, and how many lines are written at once if not each is
     *     alone
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's elements before the last one is judged, for tests. */
    static boolean run(final Job job, final Consumer<double[]> beforeCheck) {
        final Comm world = job.world();
        final int ranks = world.getSize();
        final long[] numbers = job.numbers(args -> read(args, ranks));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int columns = (int) numbers[1];
        final int lines = (int) numbers[2];
        final int group = (int) numbers[3];
        final P2pRma kernel = new P2pRma(world, columns, lines, group);
        final int scratchColumns = (int) Math.min(columns, (long) P2p.WARM_UP_LENGTH * ranks);
        final int scratchLines = Math.min(lines, Math.max(P2p.WARM_UP_LENGTH, 1 + group));
        final P2pRma scratch = new P2pRma(world, scratchColumns, scratchLines, group);

        final Report report = job.report("MPI one-sided pipeline execution on 2D grid");
        P2pColumns.describe(report, columns, lines, iterations, group);
        job.warmUp("grid sizes " + scratchColumns + ", " + scratchLines, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.own.grid());
        final boolean valid = kernel.own.conclude(report, seconds, iterations);
        kernel.window.free();
        scratch.window.free();
        return valid;
    }

    static long[] read(final String[] args, final int ranks) throws UsageException {
        final long[] numbers = P2pColumns.read(USAGE, args, ranks);
        final long lines = numbers[2];
        if (lines > CommandLine.MAX_WINDOW_LENGTH) {
            throw new UsageException(lines + " lines are too many: an element of each must fit into a window", USAGE);
        }
        return numbers;
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

    /** Computes this rank's part of so many lines, between what comes from the left and what goes to the right. */
    private void advance(final int line, final int count) {
        if (me > 0) {
            await();
            for (int j = 0; j < count; j++) {
                own.takeFromLeft(line + j, arrived.get(line + j));
            }
        }
        for (int j = 0; j < count; j++) {
            own.compute(line + j);
        }
        if (me < last) {
            for (int j = 0; j < count; j++) {
                message.put(j, own.last(line + j));
            }
            write(count, me + 1, line);
        }
    }

    /** The top right corner becomes, negated, the bottom left one. */
    private void closeCircle() {
        if (me == last) {
            message.put(0, -own.topRight());
        }
        if (last > 0 && me == last) {
            write(1, 0, CORNER);
        } else if (last > 0 && me == 0) {
            await();
        }
        if (me == 0) {
            own.setBottomLeft(last > 0 ? arrived.get(CORNER) : message.get(0));
        }
    }

    /** Opens this rank's window to the rank to the left, and waits until that has written. */
    private void await() {
        window.post(left, MPI.MODE_NOSTORE);
        window.waitFor();
    }

    /** Writes the first elements of the message to where the rank to the right expects them. */
    private void write(final int count, final int target, final int line) {
        window.start(right, 0);
        window.put(message, count, MPI.DOUBLE, target, line, count, MPI.DOUBLE);
        window.complete();
    }
}
