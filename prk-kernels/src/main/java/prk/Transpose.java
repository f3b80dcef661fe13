package prk;

import java.io.PrintStream;
import java.util.function.Consumer;
import mpi.Comm;
import mpi.MPI;
import mpi.Request;

/**
 * All-to-all exchange: adds the transpose of a square matrix to another one, over and over.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Transpose <iterations> <matrix order> [tile size]
 * }</pre>
 *
 * <p>Matrices are stored by column, and a rank owns {@code order / ranks} neighbouring columns of both. Its columns are
 * cut into one square block a rank. The block on the diagonal is transposed in place; in phase {@code p}, every rank
 * sends one other block, packed and already transposed, to the rank {@code p} before it and receives one from the rank
 * {@code p} after it. Tiles of {@code tile size} squared (0: no tiles) keep both sides of a transposition in the cache.
 * Iteration 0 warms up and is not timed. Before it, another matrix, as large or smaller, is transposed until the code
 * is compiled, see
 * {@link WarmUp}.
 */
public final class Transpose {
    private static final String USAGE = "Usage: prk.Transpose <iterations> <matrix order> [tile size]";
    /** A little less than what an {@code int} can count: not every JVM makes longer arrays. */
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;
    private static final int DEFAULT_TILE = 32;
    static final double WARM_UP_SECONDS = 3;
    /** Messages of 8 MB: shorter ones leave out code that these run, and an iteration shall be soon done. */
    private static final int WARM_UP_BLOCK_ORDER = 1000;
    private static final double EPSILON = 1e-8;
    /** An element is read and one is written. */
    private static final double BYTES_PER_ELEMENT = 2.0 * Double.BYTES;

    private final Comm world;
    private final int me;
    private final int ranks;
    private final int order;
    /** Rows and columns of a block. */
    private final int blockOrder;
    private final int tile;
    /** This rank's columns; the element in row i of column j is at {@code i + order * j}. */
    private final double[] a;
    private final double[] b;
    private final double[] packed;
    private final double[] received;

    Transpose(final Comm world, final int order, final int tile) {
        this.world = world;
        this.me = world.getRank();
        this.ranks = world.getSize();
        this.order = order;
        this.blockOrder = order / ranks;
        this.tile = tile > 0 ? Math.min(tile, blockOrder) : blockOrder;
        this.a = new double[order * blockOrder];
        this.b = new double[order * blockOrder];
        this.packed = new double[ranks > 1 ? blockOrder * blockOrder : 0];
        this.received = new double[packed.length];
        for (int j = 0; j < blockOrder; j++) {
            for (int i = 0; i < order; i++) {
                a[i + order * j] = start(order, i, firstColumn() + j);
            }
        }
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, matrix order, and the tile size if it shall not be 32
     */
    public static void main(final String[] args) {
        final String[] arguments = MPI.Init(args);
        final boolean valid = run(arguments, MPI.COMM_WORLD, WarmUp.secondsOr(WARM_UP_SECONDS), System.out, System.err,
            b -> {});
        MPI.Finalize();
        if (!valid) {
            System.exit(1);
        }
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's columns of {@code b} before the verdict, for tests. */
    static boolean run(final String[] args, final Comm world, final double warmUpSeconds, final PrintStream out,
        final PrintStream err, final Consumer<double[]> beforeCheck) {
        final long[] numbers = CommandLine.share(world, err, () -> read(args, world.getSize()));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int order = (int) numbers[1];
        final int tile = (int) numbers[2];
        final Transpose kernel = new Transpose(world, order, tile);
        final Transpose scratch = new Transpose(world, Math.min(order, WARM_UP_BLOCK_ORDER * world.getSize()), tile);

        final Report report = new Report(world, out, err);
        report.heading("MPI matrix transpose: b = b + transpose(a)");
        report.line("Matrix order = " + order);
        report.line("Tile size = " + kernel.tile);
        report.line("Number of iterations = " + iterations);
        report.line("Warm-up = " + warmUpSeconds + " s, matrix order " + scratch.order);

        WarmUp.repeat(world, warmUpSeconds, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.b);
        final double error = report.sum(kernel.error(iterations));
        final boolean valid = report.verdict(error < EPSILON, "sum of |b - expected b|", 0, error);
        if (valid) {
            report.rate("MB/s", 1e-6 * BYTES_PER_ELEMENT * order * order, seconds, iterations);
        }
        return valid;
    }

    static long[] read(final String[] args, final int ranks) throws UsageException {
        return read(USAGE, args, ranks);
    }

    /** Reads iterations, matrix order and tile size, which all transpositions take. */
    static long[] read(final String usage, final String[] args, final int ranks) throws UsageException {
        final CommandLine line = new CommandLine(usage, 2, 1, args);
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long order = line.number(1, "matrix order", ranks, Integer.MAX_VALUE);
        final long tile = line.numberOr(DEFAULT_TILE, 2, "tile size", 0, Integer.MAX_VALUE);
        if (order % ranks != 0) {
            throw line.problem("matrix order " + order + " is not a multiple of the number of ranks, " + ranks);
        }
        if (order * (order / ranks) > MAX_ARRAY_LENGTH) {
            throw line.problem("matrix order " + order + " needs more than " + ranks
                + " ranks: the elements of one rank must fit into one array");
        }
        return new long[] {iterations, order, tile};
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final int iterations) {
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            transposeOwnBlock();
            for (int phase = 1; phase < ranks; phase++) {
                exchangeBlocks(phase);
            }
        }
        return MPI.wtime() - start;
    }

    private void exchangeBlocks(final int phase) {
        final int from = (me + phase) % ranks;
        final int to = (me - phase + ranks) % ranks;
        final Request receive = world.iRecv(received, received.length, MPI.DOUBLE, from, phase);
        packBlock(to);
        final Request send = world.iSend(packed, packed.length, MPI.DOUBLE, to, phase);
        receive.waitFor();
        send.waitFor();
        addBlock(received, b, from * blockOrder, order, blockOrder);
    }

    private void transposeOwnBlock() {
        final int firstRow = firstColumn();
        for (int i = 0; i < blockOrder; i += tile) {
            for (int j = 0; j < blockOrder; j += tile) {
                addTile(a, firstRow + i + order * j, order, b, firstRow + j + order * i,
                    Math.min(tile, blockOrder - i), Math.min(tile, blockOrder - j));
            }
        }
    }

    private void packBlock(final int to) {
        final int firstRow = to * blockOrder;
        for (int i = 0; i < blockOrder; i += tile) {
            for (int j = 0; j < blockOrder; j += tile) {
                packTile(a, firstRow + i + order * j, order, packed, j + blockOrder * i, blockOrder,
                    Math.min(tile, blockOrder - i), Math.min(tile, blockOrder - j));
            }
        }
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

    /** Adds a received block to the rows of {@code b} that start at {@code firstRow}. */
    private static void addBlock(final double[] block, final double[] b, final int firstRow, final int order,
        final int blockOrder) {
        for (int j = 0; j < blockOrder; j++) {
            final int column = firstRow + order * j;
            final int blockColumn = blockOrder * j;
            for (int i = 0; i < blockOrder; i++) {
                b[column + i] += block[blockColumn + i];
            }
        }
    }

    /** How far this rank's columns of the result are from the right ones, added up. */
    private double error(final int iterations) {
        double error = 0;
        for (int j = 0; j < blockOrder; j++) {
            for (int i = 0; i < order; i++) {
                error += Math.abs(b[i + order * j] - reference(order, i, firstColumn() + j, iterations));
            }
        }
        return error;
    }

    private int firstColumn() {
        return me * blockOrder;
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
