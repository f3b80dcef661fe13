package prk;

import java.io.PrintStream;
import java.util.function.Consumer;
import mpi.CartComm;
import mpi.CartParms;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;
import mpi.ShiftParms;

/**
 * Exchange with neighbours: adds to each element of a square grid what a stencil, a star of radius 2, makes of another
 * grid there.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Stencil <iterations> <grid order>
 * }</pre>
 *
 * <p>Ranks are a grid themselves, as near to a square as their number allows, and each owns a tile of both grids.
 * Around
 * its tile of the input it keeps copies of what its neighbours own, two elements deep. An iteration first gets these
 * anew, from above and below, then from left and right, by messages that are received and sent at the same time; then
 * it
 * applies the stencil, and then it adds 1 to all input, so that what was copied is no longer true. The outermost two
 * rows and columns of the grid are never computed: the star does not fit there. Iteration 0 warms up and is not timed.
 * Before it, grids as large or smaller are computed until the code is compiled, see {@link WarmUp}.
 */
public final class Stencil {
    private static final String USAGE = "Usage: prk.Stencil <iterations> <grid order>";
    private static final double WARM_UP_SECONDS = 2;
    private static final int WARM_UP_TILE_ORDER = 1000;
    private static final int RADIUS = 2;
    /**
     * Of elements at distance k to the right and above, 1 / (2 k RADIUS), and the negative of it to the left and below:
     * what the star finds is the sum of both slopes.
     */
    private static final double NEAR_WEIGHT = 1.0 / (2 * 1 * RADIUS);
    private static final double FAR_WEIGHT = 1.0 / (2 * 2 * RADIUS);
    private static final double EPSILON = 1e-8;
    /** A multiplication and an addition for each element of the star, its centre too, and one for the new input. */
    private static final double FLOPS_PER_ELEMENT = 2 * (4 * RADIUS + 1) + 1;
    private static final int TAG = 0;

    private final CartComm ranks;
    private final int order;
    private final Part columns;
    private final Part rows;
    /** From one row of the input to the next. */
    private final int stride;
    /** This rank's tile and its surroundings: column x of row y of the tile is at x + RADIUS + stride * (y + RADIUS). */
    private final double[] in;
    /** This rank's tile: column x of row y is at x + columns.length() * y. */
    private final double[] out;
    private final Edge[] vertical;
    private final Edge[] horizontal;

    Stencil(final CartComm ranks, final int order) {
        this.ranks = ranks;
        this.order = order;
        final CartParms place = ranks.getTopo();
        this.rows = Part.of(order, place.getDim(0), place.getCoord(0));
        this.columns = Part.of(order, place.getDim(1), place.getCoord(1));
        final int width = columns.length();
        final int height = rows.length();
        this.stride = width + 2 * RADIUS;
        this.in = new double[stride * (height + 2 * RADIUS)];
        this.out = new double[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                in[x + RADIUS + stride * (y + RADIUS)] = (double) columns.first() + x + rows.first() + y;
            }
        }
        final ShiftParms up = ranks.shift(0, 1);
        this.vertical = new Edge[] {
            new Edge(up.getRankSource(), 0, 0, 0, -RADIUS, width, RADIUS),
            new Edge(up.getRankDest(), 0, height - RADIUS, 0, height, width, RADIUS)};
        final ShiftParms right = ranks.shift(1, 1);
        this.horizontal = new Edge[] {
            new Edge(right.getRankSource(), 0, 0, -RADIUS, 0, RADIUS, height),
            new Edge(right.getRankDest(), width - RADIUS, 0, width, 0, RADIUS, height)};
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, and the number of rows and columns of the grid
     */
    public static void main(final String[] args) {
        final String[] arguments = MPI.Init(args);
        final boolean valid = run(arguments, MPI.COMM_WORLD, WarmUp.secondsOr(WARM_UP_SECONDS), System.out, System.err,
            out -> {});
        MPI.Finalize();
        if (!valid) {
            System.exit(1);
        }
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's tile of the output before it is judged, for tests. */
    static boolean run(final String[] args, final Intracomm world, final double warmUpSeconds, final PrintStream out,
        final PrintStream err, final Consumer<double[]> beforeCheck) {
        final int[] tiles = tiles(world.getSize());
        final long[] numbers = CommandLine.share(world, err, () -> read(args, tiles[0], tiles[1]));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int order = (int) numbers[1];
        final CartComm ranks = world.createCart(tiles, new boolean[] {false, false}, false);
        final Stencil kernel = new Stencil(ranks, order);
        final Stencil scratch = new Stencil(ranks, (int) Math.min(order, (long) WARM_UP_TILE_ORDER * tiles[0]));

        final Report report = new Report(world, out, err);
        report.heading("MPI stencil execution on 2D grid");
        report.line("Grid order = " + order);
        report.line("Tiles in x/y-direction = " + tiles[1] + "/" + tiles[0]);
        report.line("Type of stencil = star of radius " + RADIUS);
        report.line("Number of iterations = " + iterations);
        report.line("Warm-up = " + warmUpSeconds + " s, grid order " + scratch.order);

        WarmUp.repeat(world, warmUpSeconds, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.out);
        final double computedElements = (order - 2.0 * RADIUS) * (order - 2.0 * RADIUS);
        final double computed = report.sum(kernel.sumOfMagnitudes()) / computedElements;
        final double reference = reference(iterations);
        final boolean valid = report.verdict(isClose(reference, computed), "mean of |out|", reference, computed);
        if (valid) {
            report.rate("MFlops/s", 1e-6 * FLOPS_PER_ELEMENT * computedElements, seconds, iterations);
        }
        ranks.free();
        return valid;
    }

    /** Rows and columns of a grid of so many ranks. */
    static int[] tiles(final int ranks) {
        final int[] tiles = new int[2];
        CartComm.createDims(ranks, tiles);
        return tiles;
    }

    static long[] read(final String[] args, final int tileRows, final int tileColumns) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 2, 0, args);
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long order = line.number(1, "grid order", 2 * RADIUS + 1, Integer.MAX_VALUE);
        if (order / tileRows < RADIUS) {
            throw line.problem("grid order " + order + " is too small for " + tileColumns + " by " + tileRows
                + " ranks: each needs " + RADIUS + " rows and columns");
        }
        if ((order / tileRows + 1 + 2 * RADIUS) * (order / tileColumns + 1 + 2 * RADIUS)
            > CommandLine.MAX_ARRAY_LENGTH) {
            throw line.problem("grid order " + order + " needs more than " + tileColumns + " by " + tileRows
                + " ranks: the elements of one rank must fit into one array");
        }
        return new long[] {iterations, order};
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final int iterations) {
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                ranks.barrier();
                start = MPI.wtime();
            }
            exchange(vertical);
            exchange(horizontal);
            applyStencil();
            incrementInput();
        }
        return MPI.wtime() - start;
    }

    private static void exchange(final Edge[] edges) {
        for (final Edge edge : edges) {
            edge.start();
        }
        for (final Edge edge : edges) {
            edge.finish();
        }
    }

    private void applyStencil() {
        final int firstColumn = firstComputed(columns);
        final int count = endComputed(columns) - firstColumn;
        for (int y = firstComputed(rows); y < endComputed(rows); y++) {
            addStar(in, firstColumn + RADIUS + stride * (y + RADIUS), stride, out, firstColumn + columns.length() * y,
                count);
        }
    }

    /** Applies the stencil to neighbours in a row. */
    private static void addStar(final double[] in, final int inStart, final int stride, final double[] out,
        final int outStart, final int count) {
        for (int i = 0; i < count; i++) {
            final int at = inStart + i;
            out[outStart + i] +=
                NEAR_WEIGHT * (in[at + 1] - in[at - 1] + in[at + stride] - in[at - stride])
                    + FAR_WEIGHT * (in[at + 2] - in[at - 2] + in[at + 2 * stride] - in[at - 2 * stride]);
        }
    }

    private void incrementInput() {
        for (int y = 0; y < rows.length(); y++) {
            increment(in, RADIUS + stride * (y + RADIUS), columns.length());
        }
    }

    private static void increment(final double[] in, final int start, final int count) {
        for (int i = 0; i < count; i++) {
            in[start + i] += 1.0;
        }
    }

    /** The first of this rank's rows or columns that the star fits into, counted from the tile's first. */
    private static int firstComputed(final Part part) {
        return Math.max(RADIUS - part.first(), 0);
    }

    private int endComputed(final Part part) {
        return Math.min(order - RADIUS - part.first(), part.length());
    }

    private double sumOfMagnitudes() {
        double sum = 0;
        for (final double element : out) {
            sum += Math.abs(element);
        }
        return sum;
    }

    /** The mean of all computed elements after iterations 0 to {@code iterations}: the slopes of x + y are 1. */
    static double reference(final int iterations) {
        return 2 * (iterations + 1.0);
    }

    static boolean isClose(final double reference, final double computed) {
        return Math.abs(computed - reference) <= EPSILON;
    }

    /** What is exchanged with one neighbour: elements of this tile's rim, for copies of those beyond it. */
    private final class Edge {
        private final int neighbour;
        private final int rim;
        private final int beyond;
        private final int width;
        private final double[] sent;
        private final double[] received;
        private Request send;
        private Request receive;

        /**
         * Lays out both rectangles.
         *
         * @param neighbour its rank, or MPI.PROC_NULL where the grid ends
         * @param rimX first column of the rim
         * @param rimY its first row
         * @param beyondX first column of what is copied
         * @param beyondY its first row
         * @param width columns of both
         * @param height rows of both
         */
        Edge(final int neighbour, final int rimX, final int rimY, final int beyondX, final int beyondY,
            final int width, final int height) {
            this.neighbour = neighbour;
            this.rim = rimX + RADIUS + stride * (rimY + RADIUS);
            this.beyond = beyondX + RADIUS + stride * (beyondY + RADIUS);
            this.width = width;
            this.sent = new double[neighbour == MPI.PROC_NULL ? 0 : width * height];
            this.received = new double[sent.length];
        }

        void start() {
            receive = ranks.iRecv(received, received.length, MPI.DOUBLE, neighbour, TAG);
            for (int from = 0, at = rim; from < sent.length; from += width, at += stride) {
                System.arraycopy(in, at, sent, from, width);
            }
            send = ranks.iSend(sent, sent.length, MPI.DOUBLE, neighbour, TAG);
        }

        void finish() {
            receive.waitFor();
            send.waitFor();
            for (int from = 0, at = beyond; from < received.length; from += width, at += stride) {
                System.arraycopy(received, from, in, at, width);
            }
        }
    }
}
