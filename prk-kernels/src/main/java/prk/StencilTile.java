package prk;

import mpi.CartComm;
import mpi.CartParms;

/**
 * A rank's part of the two square grids of {@link Stencil} and {@link StencilRma}: applies the stencil, a star of
 * radius 2, to the input, whose outermost two rows and columns are never computed, since the star does not fit there.
 * Input of neighbours that the star reaches is kept around the tile's own.
 */
final class StencilTile {
    static final int RADIUS = 2;
    /** Of this, a neighbour's rows still fit into one message. */
    private static final int MAX_ORDER = 1 << 29;
    /**
     * Of elements at distance k to the right and above, 1 / (2 k RADIUS), and the negative of it to the left and
     * below: what the star finds is the sum of both slopes.
     */
    private static final double NEAR_WEIGHT = 1.0 / (2 * 1 * RADIUS);
    private static final double FAR_WEIGHT = 1.0 / (2 * 2 * RADIUS);
    private static final double EPSILON = 1e-8;
    /** A multiplication and an addition for each element of the star, its centre too, and one for the new input. */
    private static final double FLOPS_PER_ELEMENT = 2 * (4 * RADIUS + 1) + 1;
    /** So much of a row at a time: three such pieces stay in the first cache while four loops go over them. */
    private static final int PIECE_LENGTH = 1024;

    private final int order;
    private final Span columns;
    private final Span rows;
    /** This tile with its surroundings: column x of row y of the tile is at [y + RADIUS][x + RADIUS]. */
    private final double[][] in;
    /** This tile: column x of row y is at [y][x]. */
    private final double[][] out;

    /** Makes the tile of this rank of a grid of ranks; the grids of elements have so many rows and columns. */
    StencilTile(final CartComm ranks, final int order) {
        this.order = order;
        final CartParms place = ranks.getTopo();
        this.rows = Span.part(order, place.getDim(0), place.getCoord(0));
        this.columns = Span.part(order, place.getDim(1), place.getCoord(1));
        this.in = new double[height() + 2 * RADIUS][width() + 2 * RADIUS];
        this.out = new double[height()][width()];
        for (int y = 0; y < height(); y++) {
            for (int x = 0; x < width(); x++) {
                in[y + RADIUS][x + RADIUS] = (double) columns.first() + x + rows.first() + y;
            }
        }
    }

    /** Rows and columns of a grid of so many ranks. */
    static int[] grid(final int ranks) {
        final int[] grid = new int[2];
        CartComm.createDims(ranks, grid);
        return grid;
    }

    /** Reads iterations and grid order. */
    static long[] read(final String usage, final String[] args, final int ranks) throws UsageException {
        final int[] grid = grid(ranks);
        final CommandLine line = new CommandLine(usage, 2, 0, args);
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long order = line.number(1, "grid order", 2 * RADIUS + 1, MAX_ORDER);
        if (order / grid[0] < RADIUS) {
            throw line.problem("grid order " + order + " is too small for " + grid[1] + " by " + grid[0]
                + " ranks: each needs " + RADIUS + " rows and columns");
        }
        return new long[] {iterations, order};
    }

    /** Prints what is about to run. */
    static void describe(final Report report, final int[] grid, final int order, final int iterations) {
        report.line("Grid order = " + order);
        report.line("Tiles in x/y-direction = " + grid[1] + "/" + grid[0]);
        report.line("Type of stencil = star of radius " + RADIUS);
        report.line("Number of iterations = " + iterations);
    }

    int width() {
        return columns.length();
    }

    int height() {
        return rows.length();
    }

    /** The input, with what is around the tile. */
    double[][] in() {
        return in;
    }

    double[][] out() {
        return out;
    }

    /** Adds what the stencil makes of the input to the output, and 1 to the input: what is around it is out of date. */
    void compute() {
        final int end = endComputed(columns);
        for (int y = firstComputed(rows); y < endComputed(rows); y++) {
            for (int x = firstComputed(columns); x < end; x += PIECE_LENGTH) {
                addStar(in[y], in[y + 1], in[y + 2], in[y + 3], in[y + 4], out[y], x, Math.min(x + PIECE_LENGTH, end));
            }
        }
        for (int y = 0; y < height(); y++) {
            increment(in[y + RADIUS], width());
        }
    }

    /**
     * Applies the stencil to neighbours in a row, between the two rows below it and the two above. Column x of the
     * tile is at x + 2 of the input. Four loops, because C2 makes vectors of none that reads one array at two places
     * or that writes ahead of where it reads: all in one loop are computed one by one.
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

    /** Judges the output of all ranks after iterations 0 to {@code iterations}, and prints the rate; collective. */
    boolean conclude(final Report report, final double seconds, final int iterations) {
        final double computedElements = (order - 2.0 * RADIUS) * (order - 2.0 * RADIUS);
        final double computed = report.sum(sumOfMagnitudes()) / computedElements;
        final double reference = reference(iterations);
        final boolean valid = report.verdict(isClose(reference, computed), "mean of |out|", reference, computed);
        if (valid) {
            report.rate("MFlops/s", 1e-6 * FLOPS_PER_ELEMENT * computedElements, seconds, iterations);
        }
        return valid;
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
}
