package prk;

/**
 * A rank's columns of the grid of {@link P2p} and {@link P2pRma}: each element is computed from the ones to its left,
 * below it, and left below.
 */
final class P2pColumns {
    private static final double EPSILON = 1e-8;
    /** An addition and a subtraction. */
    private static final double FLOPS_PER_ELEMENT = 2;

    private final int columns;
    private final int lines;
    private final boolean isFirst;
    private final boolean isLast;
    /** Elements of this rank in a line. */
    private final int width;
    /** From one line to the next: before a line's elements there is the last one of the left neighbour. */
    private final int stride;
    /** Column {@code i} of line {@code j} is at {@code 1 + i + stride * j}. */
    private final double[] grid;

    /** Makes the columns of this rank, of a grid of so many columns and lines. */
    P2pColumns(final int rank, final int ranks, final int columns, final int lines) {
        final Span part = Span.part(columns, ranks, rank);
        this.columns = columns;
        this.lines = lines;
        this.isFirst = rank == 0;
        this.isLast = rank == ranks - 1;
        this.width = part.length();
        this.stride = 1 + width;
        this.grid = new double[stride * lines];
        for (int i = -1; i < width; i++) {
            grid[1 + i] = part.first() + i;
        }
        for (int j = 0; j < lines && isFirst; j++) {
            grid[1 + stride * j] = j;
        }
    }

    /** Reads iterations, columns, lines, and how many lines are one message. */
    static long[] read(final String usage, final String[] args, final int ranks) throws UsageException {
        final CommandLine line = new CommandLine(usage, 3, 1, args);
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

    /** Prints what is about to run. */
    static void describe(final Report report, final int columns, final int lines, final int iterations,
        final int group) {
        report.line("Grid sizes = " + columns + ", " + lines);
        report.line("Number of iterations = " + iterations);
        if (group > 1) {
            report.line("Group factor = " + group + " (cheating!)");
        }
    }

    double[] grid() {
        return grid;
    }

    int lines() {
        return lines;
    }

    /** Takes the left neighbour's last element of a line. */
    void takeFromLeft(final int line, final double element) {
        grid[stride * line] = element;
    }

    /** Computes this rank's part of a line; the first column of the first rank is given. */
    void compute(final int line) {
        final int given = isFirst ? 1 : 0;
        computeLine(grid, 1 + given + stride * line, stride, width - given);
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

    /** This rank's last element of a line, which the right neighbour needs. */
    double last(final int line) {
        return grid[width + stride * line];
    }

    /** This rank's last element of the last line; the last rank's is the top right corner of the grid. */
    double topRight() {
        return last(lines - 1);
    }

    /** Changes the bottom left corner of the grid, which is the first rank's. */
    void setBottomLeft(final double element) {
        grid[1] = element;
    }

    /** Judges the corner after iterations 0 to {@code iterations}, and prints the rate; collective. */
    boolean conclude(final Report report, final double seconds, final int iterations) {
        final double computed = report.sum(isLast ? topRight() : 0);
        final double reference = reference(iterations, columns, lines);
        final boolean valid =
            report.verdict(isClose(reference, computed), "top right corner", reference, computed);
        if (valid) {
            report.rate("MFlops/s", 1e-6 * FLOPS_PER_ELEMENT * (columns - 1.0) * (lines - 1.0), seconds, iterations);
        }
        return valid;
    }

    /** The top right corner after iterations 0 to {@code iterations}. */
    static double reference(final int iterations, final int columns, final int lines) {
        return (iterations + 1.0) * ((double) columns + lines - 2);
    }

    static boolean isClose(final double reference, final double computed) {
        return Math.abs(computed - reference) <= EPSILON * reference;
    }
}
