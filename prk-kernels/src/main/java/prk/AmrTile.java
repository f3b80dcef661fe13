package prk;

import java.util.ArrayList;
import java.util.List;
import mpi.Intracomm;

/**
 * A rank's rectangle of a grid, the background or a refinement: applies the stencil, a star of radius 2, to it. An
 * input point that belongs to a neighbour is kept beside it, as many as the star reaches.
 *
 * <p>A row is an array, and a loop has one index for all arrays: of such loops the JIT makes vectors. It does not
 * where a loop reads one array at several distances from the index. So the row whose points to the left and to the
 * right are read is copied to four others, moved by as much.
 */
final class AmrTile {
    /** How far the star reaches. */
    static final int RADIUS = 2;

    /** Additions and multiplications at a point, as the kernels count them. */
    static final double FLOPS_PER_POINT = 2 * (4 * RADIUS + 1) + 1;

    private static final int UP = 0;
    private static final int DOWN = 1;
    private static final int RIGHT = 2;
    private static final int LEFT = 3;

    private final Intracomm comm;
    private final Box box;
    /** Where the star does not reach beyond the grid, in this tile. */
    private final Box interior;
    private final double weight1;
    private final double weight2;
    /** Rows with {@code RADIUS} more points on both sides, and as many rows more below and above. */
    private final double[][] in;
    /** Rows of the tile alone, with the indices of those of {@link #in}. */
    private final double[][] out;
    private final double[] left1;
    private final double[] left2;
    private final double[] right1;
    private final double[] right2;
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
        this.weight1 = scale / (2 * RADIUS);
        this.weight2 = scale / (4 * RADIUS);
        final int width = box.x().length();
        final int height = box.y().length();
        final int rowLength = width + 2 * RADIUS;
        this.in = new double[height + 2 * RADIUS][rowLength];
        this.out = new double[height][rowLength];
        this.left1 = new double[rowLength];
        this.left2 = new double[rowLength];
        this.right1 = new double[rowLength];
        this.right2 = new double[rowLength];

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
        final int from = index(interior.x().first());
        final int to = from + interior.x().length();
        for (int y = interior.y().first(); y < interior.y().end(); y++) {
            final double[] row = in(y);
            System.arraycopy(row, from - 2, left2, from, to - from);
            System.arraycopy(row, from - 1, left1, from, to - from);
            System.arraycopy(row, from + 1, right1, from, to - from);
            System.arraycopy(row, from + 2, right2, from, to - from);
            addDifferences(out(y), left2, left1, right1, right2, weight1, weight2, from, to);
            addDifferences(out(y), in(y - 2), in(y - 1), in(y + 1), in(y + 2), weight1, weight2, from, to);
        }
        for (int y = box.y().first(); y < box.y().end(); y++) {
            addOne(in(y), RADIUS, RADIUS + box.x().length());
        }
    }

    private static void addDifferences(final double[] out, final double[] before2, final double[] before1,
        final double[] behind1, final double[] behind2, final double weight1, final double weight2, final int from,
        final int to) {
        for (int i = from; i < to; i++) {
            out[i] += weight2 * behind2[i] + weight1 * behind1[i] - weight1 * before1[i] - weight2 * before2[i];
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
            sum += sumOfMagnitudes(out(y), index(interior.x().first()), interior.x().length());
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
