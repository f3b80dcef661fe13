package prk;

import java.util.function.Consumer;
import mpi.Comm;
import mpi.MPI;

/**
 * All-to-all exchange by one collective operation: adds the transpose of a square matrix to another one, over and
 * over.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.TransposeA2a <iterations> <matrix order> [tile size]
 * }</pre>
 *
 * <p>A rank owns {@code order / ranks} neighbouring columns of both matrices, as {@link Transpose} has it, but stores
 * them as a row of square blocks, one a rank and each by row. So the block that goes to a rank needs no packing: all
 * blocks of all ranks change places in one alltoall, and what is left is to transpose each block that has come. Tiles
 * of {@code tile size} squared (0: no tiles) keep both sides of a transposition in the cache. Iteration 0 warms up and
 * is not timed. Before it, another matrix, as large or smaller, is transposed until the code is compiled, see {@link
 * WarmUp}.
 */
public final class TransposeA2a {
    private static final String USAGE = "Usage: prk.TransposeA2a <iterations> <matrix order> [tile size]";
    static final Program PROGRAM = new Program(3, job -> run(job, b -> {}));

    private final Comm world;
    private final int order;
    /** Rows and columns of a block. */
    private final int blockOrder;
    private final int firstColumn;
    private final int tile;
    /** This rank's columns; row {@code i} of its column {@code j} is at {@code j + blockOrder * i}. */
    private final double[] a;
    private final double[] b;
    /** What other ranks have of this rank's rows of {@code a}. */
    private final double[] received;

    TransposeA2a(final Comm world, final int order, final int tile) {
        this.world = world;
        this.order = order;
        this.blockOrder = order / world.getSize();
        this.firstColumn = world.getRank() * blockOrder;
        this.tile = tile > 0 ? Math.min(tile, blockOrder) : blockOrder;
        this.a = new double[order * blockOrder];
        this.b = new double[order * blockOrder];
        this.received = new double[order * blockOrder];
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < blockOrder; j++) {
                a[j + blockOrder * i] = TransposeColumns.start(order, i, firstColumn + j);
            }
        }
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, matrix order, and the tile size if it shall not be 32
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's columns of {@code b} before the verdict, for tests. */
    static boolean run(final Job job, final Consumer<double[]> beforeCheck) {
        final Comm world = job.world();
        final int ranks = world.getSize();
        final long[] numbers = job.numbers(args -> TransposeColumns.read(new CommandLine(USAGE, 2, 1, args), ranks));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int order = (int) numbers[1];
        final int tile = (int) numbers[2];
        final TransposeA2a kernel = new TransposeA2a(world, order, tile);
        final TransposeA2a scratch =
            new TransposeA2a(world, (int) Math.min(order, (long) Transpose.WARM_UP_BLOCK_ORDER * ranks), tile);

        final Report report = job.report("MPI matrix transpose by alltoall: b = b + transpose(a)");
        report.line("Matrix order = " + order);
        report.line("Tile size = " + kernel.tile);
        report.line("Number of iterations = " + iterations);

        job.warmUp("matrix order " + scratch.order, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.b);
        return TransposeColumns.conclude(report, kernel.error(iterations), order, seconds, iterations);
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final int iterations) {
        final int blockLength = blockOrder * blockOrder;
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            world.allToAll(a, blockLength, MPI.DOUBLE, received, blockLength, MPI.DOUBLE);
            for (int block = 0; block < b.length; block += blockLength) {
                transposeBlock(block);
            }
            increment(a, a.length);
        }
        return MPI.wtime() - start;
    }

    private void transposeBlock(final int start) {
        for (int i = 0; i < blockOrder; i += tile) {
            for (int j = 0; j < blockOrder; j += tile) {
                addTile(received, start + j + blockOrder * i, b, start + i + blockOrder * j, blockOrder,
                    Math.min(tile, blockOrder - i), Math.min(tile, blockOrder - j));
            }
        }
    }

    /** Adds the transpose of a tile of {@code from} to {@code to}. */
    private static void addTile(final double[] from, final int fromStart, final double[] to, final int toStart,
        final int stride, final int rows, final int columns) {
        for (int j = 0; j < columns; j++) {
            final int toRow = toStart + stride * j;
            final int fromColumn = fromStart + j;
            for (int i = 0; i < rows; i++) {
                to[toRow + i] += from[fromColumn + stride * i];
            }
        }
    }

    private static void increment(final double[] elements, final int length) {
        for (int i = 0; i < length; i++) {
            elements[i] += 1.0;
        }
    }

    /** How far this rank's columns of the result are from the right ones, added up. */
    private double error(final int iterations) {
        double error = 0;
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < blockOrder; j++) {
                final double reference = TransposeColumns.reference(order, i, firstColumn + j, iterations);
                error += Math.abs(b[j + blockOrder * i] - reference);
            }
        }
        return error;
    }
}
