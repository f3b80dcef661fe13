package prk;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.MemorySegment;

/**
 * A rank's columns of the two matrices of {@link Transpose} and {@link TransposeRma}, stored by column. They are cut
 * into one square block a rank; the one that another rank needs is written out already transposed. Tiles keep both
 * sides of a transposition in the cache.
 */
final class TransposeColumns {
    private static final int DEFAULT_TILE = 32;
    private static final double EPSILON = 1e-8;
    /** An element is read and one is written. */
    private static final double BYTES_PER_ELEMENT = 2.0 * Double.BYTES;

    private final int order;
    /** Rows and columns of a block. */
    private final int blockOrder;
    /** Of this rank, in the whole matrix. */
    private final int firstColumn;
    private final int tile;
    /** The element in row i of column j is at {@code i + order * j}. */
    private final double[] a;
    private final double[] b;

    /** Makes the columns of a rank; a tile size of 0 is for no tiles. */
    TransposeColumns(final int rank, final int ranks, final int order, final int tile) {
        this.order = order;
        this.blockOrder = order / ranks;
        this.firstColumn = rank * blockOrder;
        this.tile = tile > 0 ? Math.min(tile, blockOrder) : blockOrder;
        this.a = new double[order * blockOrder];
        this.b = new double[order * blockOrder];
        for (int j = 0; j < blockOrder; j++) {
            for (int i = 0; i < order; i++) {
                a[i + order * j] = start(order, i, firstColumn + j);
            }
        }
    }

    /** Reads iterations, matrix order and tile size, which all transpositions take. */
    static long[] read(final CommandLine line, final int ranks) throws UsageException {
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long order = line.number(1, "matrix order", ranks, Integer.MAX_VALUE);
        final long tile = line.numberOr(DEFAULT_TILE, 2, "tile size", 0, Integer.MAX_VALUE);
        if (order % ranks != 0) {
            throw line.problem("matrix order " + order + " is not a multiple of the number of ranks, " + ranks);
        }
        if (order * (order / ranks) > CommandLine.MAX_ARRAY_LENGTH) {
            throw line.problem("matrix order " + order + " needs more than " + ranks
                + " ranks: the elements of one rank must fit into one array");
        }
        return new long[] {iterations, order, tile};
    }

    /** Prints what is about to run. */
    void describe(final Report report, final int iterations) {
        report.line("Matrix order = " + order);
        report.line("Tile size = " + tile);
        report.line("Number of iterations = " + iterations);
    }

    int blockOrder() {
        return blockOrder;
    }

    double[] b() {
        return b;
    }

    /** Adds the transpose of this rank's own block of a to b, and 1 to each element of the block. */
    void transposeOwnBlock() {
        for (int i = 0; i < blockOrder; i += tile) {
            for (int j = 0; j < blockOrder; j += tile) {
                addTile(a, firstColumn + i + order * j, order, b, firstColumn + j + order * i,
                    Math.min(tile, blockOrder - i), Math.min(tile, blockOrder - j));
            }
        }
    }

    /** Writes the transpose of the block of a that a rank needs, by column, and adds 1 to each element of the block. */
    void packBlock(final int to, final double[] packed) {
        final int firstRow = to * blockOrder;
        for (int i = 0; i < blockOrder; i += tile) {
            for (int j = 0; j < blockOrder; j += tile) {
                packTile(a, firstRow + i + order * j, order, packed, j + blockOrder * i, blockOrder,
                    Math.min(tile, blockOrder - i), Math.min(tile, blockOrder - j));
            }
        }
    }

    /** Adds column {@code j} of what a rank has packed, whose elements begin at {@code start}, to b. */
    void addColumn(final int from, final int j, final double[] elements, final int start) {
        addColumn(elements, start, b, from * blockOrder + order * j, blockOrder);
    }

    /** As above, from memory of a window; {@code start} is in bytes. */
    void addColumn(final int from, final int j, final MemorySegment elements, final long start) {
        addColumn(elements, start, b, from * blockOrder + order * j, blockOrder);
    }

    /** Adds the transpose of a tile of {@code a} to {@code b}, and 1 to every element of the tile. */
    private static void addTile(final double[] a, final int aStart, final int order, final double[] b,
        final int bStart, final int rows, final int columns) {
        for (int i = 0; i < rows; i++) {
            final int bRow = bStart + order * i;
            for (int j = 0; j < columns; j++) {
                final int at = aStart + i + order * j;
                b[bRow + j] += a[at];
                a[at] += 1.0;
            }
        }
    }

    /** Writes the transpose of a tile of {@code a} into a packed block, and adds 1 to each of its elements. */
    private static void packTile(final double[] a, final int aStart, final int order, final double[] packed,
        final int packedStart, final int packedOrder, final int rows, final int columns) {
        for (int i = 0; i < rows; i++) {
            final int packedRow = packedStart + packedOrder * i;
            for (int j = 0; j < columns; j++) {
                final int at = aStart + i + order * j;
                packed[packedRow + j] = a[at];
                a[at] += 1.0;
            }
        }
    }

    private static void addColumn(final double[] from, final int fromStart, final double[] to, final int toStart,
        final int length) {
        for (int i = 0; i < length; i++) {
            to[toStart + i] += from[fromStart + i];
        }
    }

    private static void addColumn(final MemorySegment from, final long fromStart, final double[] to, final int toStart,
        final int length) {
        for (int i = 0; i < length; i++) {
            to[toStart + i] += from.get(JAVA_DOUBLE, fromStart + (long) i * Double.BYTES);
        }
    }

    /** Judges b after iterations 0 to {@code iterations}, and prints the rate; collective. */
    boolean conclude(final Report report, final double seconds, final int iterations) {
        double ownError = 0;
        for (int j = 0; j < blockOrder; j++) {
            for (int i = 0; i < order; i++) {
                ownError += Math.abs(b[i + order * j] - reference(order, i, firstColumn + j, iterations));
            }
        }
        return conclude(report, ownError, order, seconds, iterations);
    }

    /** Judges how far each rank's columns are from the right ones, added up, and prints the rate; collective. */
    static boolean conclude(final Report report, final double ownError, final int order, final double seconds,
        final int iterations) {
        final double error = report.sum(ownError);
        final boolean valid = report.verdict(error < EPSILON, "sum of |b - expected b|", 0, error);
        if (valid) {
            report.rate("MB/s", 1e-6 * BYTES_PER_ELEMENT * order * order, seconds, iterations);
        }
        return valid;
    }

    /** An element of {@code a} before the first iteration. */
    static double start(final int order, final int row, final int column) {
        return (double) order * column + row;
    }

    /**
     * An element of {@code b} after iterations 0 to {@code iterations}: its mirror image in {@code a}, added once an
     * iteration, one more each time.
     */
    static double reference(final int order, final int row, final int column, final int iterations) {
        return start(order, column, row) * (iterations + 1.0) + 0.5 * iterations * (iterations + 1.0);
    }
}
