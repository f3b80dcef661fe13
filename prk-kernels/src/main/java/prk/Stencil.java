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
 * Around its tile of the input it keeps copies of what its neighbours own, two elements deep. An iteration first gets
 * these anew, from above and below, then from left and right, by messages that are received and sent at the same time;
 * then it applies the stencil, and then it adds 1 to all input, so that what was copied is no longer true. The
 * outermost two rows and columns of the grid are never computed: the star does not fit there. Iteration 0 warms up and
 * is not timed. Before it, grids as large or smaller are computed until the code is compiled, see {@link WarmUp}.
 */
public final class Stencil {
    private static final String USAGE = "Usage: prk.Stencil <iterations> <grid order>";
    static final double WARM_UP_SECONDS = 2;
    private static final int WARM_UP_TILE_ORDER = 1000;
    /** Of this, a neighbour's rows still fit into one message. */
    private static final int MAX_ORDER = 1 << 29;
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
    /** So much of a row at a time: three such pieces stay in the first cache while four loops go over them. */
    private static final int PIECE_LENGTH = 1024;

    private final CartComm ranks;
    private final int order;
    private final Span columns;
    private final Span rows;
    /** This rank's tile with its surroundings: column x of row y of the tile is at [y + RADIUS][x + RADIUS]. */
    private final double[][] in;
    /** This rank's tile: column x of row y is at [y][x]. */
    private final double[][] out;
    private final Edge[] vertical;
    private final Edge[] horizontal;

    Stencil(final CartComm ranks, final int order) {
        this.ranks = ranks;
        this.order = order;
        final CartParms place = ranks.getTopo();
        this.rows = Span.part(order, place.getDim(0), place.getCoord(0));
        this.columns = Span.part(order, place.getDim(1), place.getCoord(1));
        final int width = columns.length();
        final int height = rows.length();
        this.in = new double[height + 2 * RADIUS][width + 2 * RADIUS];
        this.out = new double[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                in[y + RADIUS][x + RADIUS] = (double) columns.first() + x + rows.first() + y;
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
        final PrintStream err, final Consumer<double[][]> beforeCheck) {
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
        final long order = line.number(1, "grid order", 2 * RADIUS + 1, MAX_ORDER);
        if (order / tileRows < RADIUS) {
            throw line.problem("grid order " + order + " is too small for " + tileColumns + " by " + tileRows
                + " ranks: each needs " + RADIUS + " rows and columns");
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
        final int end = endComputed(columns);
        for (int y = firstComputed(rows); y < endComputed(rows); y++) {
            for (int x = firstComputed(columns); x < end; x += PIECE_LENGTH) {
                addStar(in[y], in[y + 1], in[y + 2], in[y + 3], in[y + 4], out[y], x, Math.min(x + PIECE_LENGTH, end));
            }
        }
    }

    /**
     * Applies the stencil to neighbours in a row, between the two rows below it and the two above. Column x of the tile
     * is at x + 2 of the input. Four loops, because C2 makes vectors of none that reads one array at two places or that
     * writes ahead of where it reads: all in one loop are computed one by one.
     */
    private static void addStar(final double[] below2, final double[] below, final double[] row, final double[] above,
        final double[] above2, final double[] out, final int first, final int end) {
        for (int x = first; x < end; x++) {
            out[x] += NEAR_WEIGHT * (row[x + 3] + above[x + 2]);
        }
        for (int x = first; x < end; x++) {
            out[x] -= NEAR_WEIGHT * (row[x + 1] + below[x + 2]);
        }
        for (int x = first; x < end; x++) {
            out[x] += FAR_WEIGHT * (row[x + 4] + above2[x + 2]);
        }
        for (int x = first; x < end; x++) {
            out[x] -= FAR_WEIGHT * (row[x] + below2[x + 2]);
        }
    }

    private void incrementInput() {
        for (int y = 0; y < rows.length(); y++) {
            increment(in[y + RADIUS], columns.length());
        }
    }

    private static void increment(final double[] row, final int width) {
        for (int x = 0; x < width; x++) {
            row[x + RADIUS] += 1.0;
        }
    }

    /** The first of this rank's rows or columns that the star fits into, counted from the tile's first. */
    private static int firstComputed(final Span part) {
        return Math.max(RADIUS - part.first(), 0);
    }

    private int endComputed(final Span part) {
        return Math.min(order - RADIUS - part.first(), part.length());
    }

    private double sumOfMagnitudes() {
        double sum = 0;
        for (final double[] row : out) {
            for (final double element : row) {
                sum += Math.abs(element);
            }
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
        private final int rimX;
        private final int rimY;
        private final int beyondX;
        private final int beyondY;
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
            this.rimX = rimX + RADIUS;
            this.rimY = rimY + RADIUS;
            this.beyondX = beyondX + RADIUS;
            this.beyondY = beyondY + RADIUS;
            this.width = width;
            this.sent = new double[neighbour == MPI.PROC_NULL ? 0 : width * height];
            this.received = new double[sent.length];
        }

        void start() {
            receive = ranks.iRecv(received, received.length, MPI.DOUBLE, neighbour, TAG);
            for (int from = 0, y = rimY; from < sent.length; from += width, y++) {
                System.arraycopy(in[y], rimX, sent, from, width);
            }
            send = ranks.iSend(sent, sent.length, MPI.DOUBLE, neighbour, TAG);
        }

        void finish() {
            receive.waitFor();
            send.waitFor();
            for (int from = 0, y = beyondY; from < received.length; from += width, y++) {
                System.arraycopy(received, from, in[y], beyondX, width);
            }
        }
    }
}
