package prk;

import java.util.Arrays;
import java.util.function.Consumer;
import mpi.Comm;
import mpi.MPI;

/**
 * Sparse matrix times vector: indirect reads of memory, and a vector that all ranks put together.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Sparse <iterations> <log2 of the grid's width> <radius of the star>
 * }</pre>
 *
 * <p>The matrix is that of a star on a square periodic grid: a row has an element for each point that lies at most
 * {@code radius} to the left, right, below or above its own. To scatter the columns, a point's column is its index
 * with the bits in reverse order. Rows are compressed: of each, the columns in ascending order, and the values.
 *
 * <p>A rank owns neighbouring rows, and as many elements of the vector. In an iteration it adds {@code index + 1} to
 * its elements of the vector, gathers those of all others (Allgather in place), and adds the product of its rows and
 * the vector to its part of the result. An element in column {@code c} is {@code 1 / (c + 1)}, so that it adds the
 * same to the result wherever it stands. Iteration 0 warms up and is not timed. Before it, another matrix, as large
 * or smaller, is multiplied until the code is compiled, see {@link WarmUp}.
 */
public final class Sparse {
    private static final String USAGE =
        "Usage: prk.Sparse <iterations> <log2 of the grid's width> <radius of the star>";
    /** The vector has 2 to twice that many elements. */
    private static final int MAX_LOG2_WIDTH = 15;
    static final Program PROGRAM = new Program(1.5, job -> run(job, result -> {}));
    /** Messages of 512 KiB and more, if the measured ones are as long. */
    private static final int WARM_UP_LOG2_WIDTH = 9;
    private static final double EPSILON = 1e-8;
    private static final double FLOPS_PER_ELEMENT = 2;

    private final Comm world;
    private final int log2Width;
    private final int radius;
    private final int rowCount;
    private final int firstRow;
    /** How many elements each row has. */
    private final int rowLength;
    private final int[] columns;
    private final double[] values;
    private final double[] vector;
    private final double[] result;

    Sparse(final Comm world, final int log2Width, final int radius) {
        this.world = world;
        this.log2Width = log2Width;
        this.radius = radius;
        final int order = 1 << (2 * log2Width);
        this.rowCount = order / world.getSize();
        this.firstRow = rowCount * world.getRank();
        this.rowLength = rowLength(radius);
        this.columns = new int[rowCount * rowLength];
        this.values = new double[columns.length];
        this.vector = new double[order];
        this.result = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
            fillRow(row);
        }
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, binary logarithm of the grid's width, radius
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's rows of the result before they are judged, for tests. */
    static boolean run(final Job job, final Consumer<double[]> beforeCheck) {
        final Comm world = job.world();
        final long[] numbers = job.numbers(args -> read(args, world.getSize()));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int log2Width = (int) numbers[1];
        final int radius = (int) numbers[2];
        final Sparse kernel = new Sparse(world, log2Width, radius);
        final Sparse scratch = warmUpMatrix(world, log2Width, radius);
        final double order = kernel.vector.length;

        final Report report = job.report("MPI sparse matrix-vector multiplication: result = result + matrix * vector");
        report.line("Matrix order = " + kernel.vector.length);
        report.line("Stencil diameter = " + (2 * radius + 1));
        report.line("Sparsity = " + kernel.rowLength / order);
        report.line("Number of iterations = " + iterations);

        job.warmUp("matrix order " + scratch.vector.length, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.result);
        final double reference = order * reference(radius, iterations);
        final double computed = report.sum(sum(kernel.result));
        final double wrong = report.sum(wrongRows(kernel.result, reference(radius, iterations)));
        final boolean valid = report.verdict(wrong == 0, "sum of the result", reference, computed);
        if (valid) {
            report.rate("MFlops/s", 1e-6 * FLOPS_PER_ELEMENT * kernel.rowLength * order, seconds, iterations);
        }
        return valid;
    }

    static long[] read(final String[] args, final int ranks) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 3, 0, args);
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long log2Width = line.number(1, "log2 of the grid's width", 0, MAX_LOG2_WIDTH);
        final long radius = line.number(2, "radius", 0, (1 << MAX_LOG2_WIDTH) / 2);
        final long width = 1L << log2Width;
        if (width % ranks != 0) {
            throw line.problem("grid width " + width + " is not a multiple of the number of ranks, " + ranks);
        }
        if (2 * radius + 1 > width) {
            throw line.problem(
                "grid width " + width + " is smaller than the diameter of the star, " + (2 * radius + 1));
        }
        if (width * width / ranks * rowLength((int) radius) > CommandLine.MAX_ARRAY_LENGTH) {
            throw line.problem("grid width " + width + " needs more than " + ranks
                + " ranks: the elements of one rank must fit into one array");
        }
        return new long[] {iterations, log2Width, radius};
    }

    /** A matrix of use to nobody; its grid is wide enough for the star, and for a row a rank. */
    private static Sparse warmUpMatrix(final Comm world, final int log2Width, final int radius) {
        int log2Enough = Math.min(log2Width, WARM_UP_LOG2_WIDTH);
        while (1 << log2Enough < Math.max(world.getSize(), 2 * radius + 1)) {
            log2Enough++;
        }
        return new Sparse(world, log2Enough, radius);
    }

    private void fillRow(final int row) {
        final int width = 1 << log2Width;
        final int x = (firstRow + row) % width;
        final int y = (firstRow + row) / width;
        final int first = row * rowLength;
        int at = first;
        columns[at++] = column(x, y);
        for (int distance = 1; distance <= radius; distance++) {
            columns[at++] = column((x + distance) % width, y);
            columns[at++] = column((x - distance + width) % width, y);
            columns[at++] = column(x, (y + distance) % width);
            columns[at++] = column(x, (y - distance + width) % width);
        }
        Arrays.sort(columns, first, at);
        for (int i = first; i < at; i++) {
            values[i] = 1.0 / (columns[i] + 1.0);
        }
    }

    private int column(final int x, final int y) {
        return reverse(x + (y << log2Width), 2 * log2Width);
    }

    /** The lowest {@code count} bits of a number that has no others, in reverse order. */
    static int reverse(final int bits, final int count) {
        return count == 0 ? 0 : Integer.reverse(bits) >>> (Integer.SIZE - count);
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final int iterations) {
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            addIndices(vector, firstRow, rowCount);
            world.allGather(vector, rowCount, MPI.DOUBLE);
            multiply(columns, values, rowLength, vector, result);
        }
        return MPI.wtime() - start;
    }

    private static void addIndices(final double[] vector, final int first, final int count) {
        for (int i = first; i < first + count; i++) {
            vector[i] += i + 1.0;
        }
    }

    private static void multiply(final int[] columns, final double[] values, final int rowLength,
        final double[] vector, final double[] result) {
        for (int row = 0; row < result.length; row++) {
            result[row] += product(columns, values, row * rowLength, (row + 1) * rowLength, vector);
        }
    }

    private static double product(final int[] columns, final double[] values, final int from, final int to,
        final double[] vector) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] * vector[columns[i]];
        }
        return sum;
    }

    private static double sum(final double[] result) {
        double sum = 0;
        for (final double row : result) {
            sum += row;
        }
        return sum;
    }

    private static int wrongRows(final double[] result, final double reference) {
        int wrong = 0;
        for (final double row : result) {
            if (!(Math.abs(row - reference) <= EPSILON * reference)) {
                wrong++;
            }
        }
        return wrong;
    }

    private static int rowLength(final int radius) {
        return 4 * radius + 1;
    }

    /**
     * What every row of the result is after iterations 0 to {@code iterations}: each of its elements adds 1 in
     * iteration 0, and one more each time.
     */
    static double reference(final int radius, final int iterations) {
        return 0.5 * rowLength(radius) * (iterations + 1.0) * (iterations + 2.0);
    }
}
