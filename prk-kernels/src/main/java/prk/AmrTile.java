package prk;

import java.util.ArrayList;
import java.util.List;
import mpi.Intracomm;

/**
 * A rank's rectangle of a grid, the background or a refinement: applies the stencil, a star of radius 2, to it. An
 * input point that belongs to a neighbour is kept beside it, as many as the star reaches.
 */
final class AmrTile {
    /** How far the star reaches. */
    static final int RADIUS = 2;

    /** Additions and multiplications at a point, as the kernels count them. */
    static final double FLOPS_PER_POINT = 2 * (4 * RADIUS + 1) + 1;

    /** So much of a row at a time, see {@link StencilTile}. */
    private static final int PIECE_LENGTH = 1024;
    private static final int ACROSS = 0;
    private static final int UPWARD = 1;
    private static final int UP = 0;
    private static final int DOWN = 1;
    private static final int RIGHT = 2;
    private static final int LEFT = 3;

    private final Intracomm comm;
    private final Box box;
    /** Where the star does not reach beyond the grid, in this tile. */
    private final Box interior;
    /** Of the star's points from left to right, and from below to above: what it finds is the sum of both slopes. */
    private final double[][] weights;
    /** Rows with {@code RADIUS} more points on both sides, and as many rows more below and above. */
    private final double[][] in;
    /** Rows of the tile alone; the point in column x is at {@code index(x) - RADIUS}. */
    private final double[][] out;
    private final List<AmrFace> vertical = new ArrayList<>();
    private final List<AmrFace> horizontal = new ArrayList<>();

    /**
     * Makes a tile of zeros.
     *
     * @param comm the ranks of the grid, row after row
     * @param grid how they are laid out
     * @param gridSize points of the whole grid in each direction
     * @param box those of this rank
     * @param scale the number of points in a unit of length
     */
    AmrTile(final Intracomm comm, final RankGrid grid, final int gridSize, final Box box, final double scale) {
        this.comm = comm;
        this.box = box;
        final Span inside = new Span(RADIUS, gridSize - RADIUS);
        this.interior = box.intersection(new Box(inside, inside));
        this.weights = new double[][] {slope(scale), slope(scale)};
        final int width = box.x().length();
        final int height = box.y().length();
        final int rowLength = width + 2 * RADIUS;
        this.in = new double[height + 2 * RADIUS][rowLength];
        this.out = new double[height][width];

        final int me = comm.getRank();
        final Span columns = new Span(RADIUS, RADIUS + width);
        final Span rows = new Span(RADIUS, RADIUS + height);
        final Span low = new Span(RADIUS, 2 * RADIUS);
        // one row more on both sides: refinements are interpolated from points at a tile's corners, too
        final Span moreRows = new Span(rows.first() - 1, rows.end() + 1);
        if (grid.y(me) < grid.height() - 1) {
            vertical.add(new AmrFace(me + grid.width(), UP, DOWN, new Box(columns, low.plus(height - RADIUS)),
                new Box(columns, low.plus(height))));
        }
        if (grid.y(me) > 0) {
            vertical.add(new AmrFace(me - grid.width(), DOWN, UP, new Box(columns, low),
                new Box(columns, low.plus(-RADIUS))));
        }
        if (grid.x(me) < grid.width() - 1) {
            horizontal.add(new AmrFace(me + 1, RIGHT, LEFT, new Box(low.plus(width - RADIUS), moreRows),
                new Box(low.plus(width), moreRows)));
        }
        if (grid.x(me) > 0) {
            horizontal.add(new AmrFace(me - 1, LEFT, RIGHT, new Box(low, moreRows),
                new Box(low.plus(-RADIUS), moreRows)));
        }
    }

    /** Weights of neighbours in a line without its middle: 1 / (2 k RADIUS) and the negative at distance k. */
    private static double[] slope(final double scale) {
        final double near = scale / (2 * 1 * RADIUS);
        final double far = scale / (2 * 2 * RADIUS);
        return new double[] {-far, -near, 0, near, far};
    }

    /** The input in a row of the grid; its point in column x is at {@link #index}. The neighbours' next rows, too. */
    double[] in(final int y) {
        return in[y - box.y().first() + RADIUS];
    }

    double[] out(final int y) {
        return out[y - box.y().first()];
    }

    int index(final int x) {
        return x - box.x().first() + RADIUS;
    }

    Box box() {
        return box;
    }

    /** Gets the input points beside this tile from its neighbours; with all ranks of the grid. */
    void exchange() {
        exchange(vertical);
        exchange(horizontal);
    }

    private void exchange(final List<AmrFace> faces) {
        for (final AmrFace face : faces) {
            face.start(comm, in);
        }
        for (final AmrFace face : faces) {
            face.finish(in);
        }
    }

    /** Adds the stencil of the input to the output, and 1 to the input. */
    void compute() {
        final int from = interior.x().first() - box.x().first();
        final int to = from + interior.x().length();
        for (int y = interior.y().first(); y < interior.y().end(); y++) {
            for (int x = from; x < to; x += PIECE_LENGTH) {
                addStar(in(y - 2), in(y - 1), in(y), in(y + 1), in(y + 2), out(y), weights, x,
                    Math.min(x + PIECE_LENGTH, to));
            }
        }
        for (int y = box.y().first(); y < box.y().end(); y++) {
            addOne(in(y), RADIUS, RADIUS + box.x().length());
        }
    }

    /**
     * Applies the stencil to neighbours in a row, between the two rows below it and the two above. Column x of the tile
     * is at x + 2 of the input. Each point of the star has a weight of its own, whatever its value is: that is the work
     * that is counted. Several loops, see {@link StencilTile}.
     */
    private static void addStar(final double[] below2, final double[] below1, final double[] row,
        final double[] above1, final double[] above2, final double[] out, final double[][] weights, final int first,
        final int end) {
        final double[] across = weights[ACROSS];
        final double[] upward = weights[UPWARD];
        final double left2 = across[0];
        final double left1 = across[1];
        final double centre = across[2];
        final double right1 = across[3];
        final double right2 = across[4];
        final double down2 = upward[0];
        final double down1 = upward[1];
        final double up1 = upward[3];
        final double up2 = upward[4];
        for (int x = first; x < end; x++) {
            out[x] += right1 * row[x + 3] + up1 * above1[x + 2];
        }
        for (int x = first; x < end; x++) {
            out[x] += left1 * row[x + 1] + down1 * below1[x + 2];
        }
        for (int x = first; x < end; x++) {
            out[x] += right2 * row[x + 4] + up2 * above2[x + 2];
        }
        for (int x = first; x < end; x++) {
            out[x] += left2 * row[x] + down2 * below2[x + 2];
        }
        for (int x = first; x < end; x++) {
            out[x] += centre * row[x + 2];
        }
    }

    private static void addOne(final double[] row, final int from, final int to) {
        for (int i = from; i < to; i++) {
            row[i] += 1.0;
        }
    }

    /** The sum of the magnitudes of the output where the stencil was applied. */
    double sumOfOutput() {
        double sum = 0;
        for (int y = interior.y().first(); y < interior.y().end(); y++) {
            sum += sumOfMagnitudes(out(y), interior.x().first() - box.x().first(), interior.x().length());
        }
        return sum;
    }

    double sumOfInput() {
        double sum = 0;
        for (int y = box.y().first(); y < box.y().end(); y++) {
            sum += sumOfMagnitudes(in(y), RADIUS, box.x().length());
        }
        return sum;
    }

    private static double sumOfMagnitudes(final double[] row, final int first, final int count) {
        double sum = 0;
        for (int i = first; i < first + count; i++) {
            sum += Math.abs(row[i]);
        }
        return sum;
    }
}
