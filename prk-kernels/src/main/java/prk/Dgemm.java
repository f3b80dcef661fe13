package prk;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mpi.Comm;
import mpi.Intracomm;
import mpi.MPI;

/**
 * Dense matrix product: adds {@code a b} to {@code c}, over and over, by the algorithm SUMMA.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Dgemm <iterations> <matrix order> <panel width, 0: no panels> <tiles: 1, no tiles: 0>
 * }</pre>
 *
 * <p>Ranks form a grid, and each owns a block of each of the three matrices. The product is the sum of those of
 * panels: some neighbouring columns of {@code a}, times the same rows of {@code b}. For each panel, the ranks that
 * own its columns pass them on along their row of the grid, those that own its rows along their column: around a
 * ring, where each receives from the one and then sends to the next (Recv, Send). Rows and columns of the grid have
 * communicators of their own. Then every rank adds the product of the two pieces it has to its block of {@code c}.
 *
 * <p>With tiles, a piece of {@code c} is updated by four columns of the panel at once, so that it is read and written
 * a quarter as often. Iteration 0 warms up and is not timed. Before it, matrices as large or smaller are multiplied
 * until the code is compiled, see {@link WarmUp}.
 */
public final class Dgemm {
    private static final String USAGE =
        "Usage: prk.Dgemm <iterations> <matrix order> <panel width, 0: no panels> <tiles: 1, no tiles: 0>";
    static final Program PROGRAM = new Program(3, job -> run(job, c -> {}));
    private static final int WARM_UP_ORDER = 512;
    private static final double EPSILON = 1e-8;
    /** Of a column: with 32 columns of the panel, 128 KiB, which a core's own cache holds. */
    private static final int TILE_ROWS = 512;
    private static final int UNROLLED = 4;

    private final int order;
    private final int panelWidth;
    private final boolean inTiles;
    private final RankGrid grid;
    /** The ranks of this row of the grid; a rank in it is an x. */
    private final Intracomm rowRanks;
    /** The ranks of this column of the grid; a rank in it is a y. */
    private final Intracomm columnRanks;
    /** Rows and columns of the three matrices that this rank owns. */
    private final Span rows;
    private final Span columns;
    /** An array is a column, so that the JIT sees one index in all arrays of a loop, and makes vectors of it. */
    private final double[][] a;
    private final double[][] b;
    private final double[][] c;
    private final double[][] receivedPanelA;
    private final double[] messageA;
    private final double[] messageB;

    Dgemm(final Intracomm world, final int order, final int panelWidth, final boolean inTiles) {
        this.order = order;
        this.inTiles = inTiles;
        final RankGrid tall = RankGrid.of(world.getSize());
        this.grid = new RankGrid(tall.height(), tall.width());
        final int myX = grid.x(world.getRank());
        final int myY = grid.y(world.getRank());
        this.rowRanks = part(world, IntStream.range(0, grid.width()).map(x -> grid.rankAt(x, myY)));
        this.columnRanks = part(world, IntStream.range(0, grid.height()).map(y -> grid.rankAt(myX, y)));
        this.rows = Span.part(order, grid.height(), myY);
        this.columns = Span.part(order, grid.width(), myX);
        this.panelWidth = panelWidth > 0 ? Math.min(panelWidth, order) : order;
        this.a = new double[columns.length()][rows.length()];
        this.b = new double[columns.length()][rows.length()];
        this.c = new double[columns.length()][rows.length()];
        final int widest = Math.min(this.panelWidth, Span.part(order, grid.width(), 0).length());
        this.receivedPanelA = new double[widest][rows.length()];
        this.messageA = new double[widest * rows.length()];
        this.messageB = new double[widest * columns.length()];
        for (int j = 0; j < columns.length(); j++) {
            Arrays.fill(a[j], columns.first() + j);
            Arrays.fill(b[j], columns.first() + j);
        }
    }

    private static Intracomm part(final Intracomm world, final IntStream ranks) {
        return world.create(world.getGroup().incl(ranks.toArray()));
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, matrix order, panel width, whether to use tiles
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees the columns of each rank's block of {@code c}, for tests. */
    static boolean run(final Job job, final Consumer<double[][]> beforeCheck) {
        final Intracomm world = job.world();
        final long[] numbers = job.numbers(args -> read(args, world.getSize()));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int order = (int) numbers[1];
        final int panelWidth = (int) numbers[2];
        final boolean inTiles = numbers[3] == 1;
        final Dgemm kernel = new Dgemm(world, order, panelWidth, inTiles);
        final int warmUpOrder = Math.min(order, Math.max(WARM_UP_ORDER, world.getSize()));
        final Dgemm scratch = new Dgemm(world, warmUpOrder, panelWidth, inTiles);

        final Report report = job.report("MPI dense matrix product: c = c + a * b");
        report.line("Grid of ranks = " + kernel.grid.height() + " rows x " + kernel.grid.width() + " columns");
        report.line("Matrix order = " + order);
        report.line("Panel width = " + kernel.panelWidth);
        report.line("Tiles = " + (inTiles ? "yes" : "no"));
        report.line("Number of iterations = " + iterations);

        job.warmUp("matrix order " + warmUpOrder, scratch::addProduct);
        final double seconds = report.slowest(kernel.iterate(world, iterations));

        beforeCheck.accept(kernel.c);
        final double computed = report.sum(kernel.sum());
        final double reference = reference(order, iterations);
        final boolean correct = Math.abs(computed - reference) <= EPSILON * reference;
        final boolean valid = report.verdict(correct, "sum of c", reference, computed);
        if (valid) {
            report.rate("MFlops/s", 2e-6 * order * order * order, seconds, iterations);
        }
        kernel.free();
        scratch.free();
        return valid;
    }

    static long[] read(final String[] args, final int ranks) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 4, 0, args);
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long order = line.number(1, "matrix order", ranks, Integer.MAX_VALUE);
        final long panelWidth = line.number(2, "panel width", 0, Integer.MAX_VALUE);
        final long inTiles = line.number(3, "tiles", 0, 1);
        final RankGrid tall = RankGrid.of(ranks);
        final long widestPanel = Math.min(panelWidth > 0 ? panelWidth : order, order / tall.height() + 1);
        if (widestPanel * (order / tall.width() + 1) > CommandLine.MAX_ARRAY_LENGTH) {
            throw line.problem("matrix order " + order + " needs narrower panels than " + widestPanel
                + ": the elements of one message must fit into one array");
        }
        return new long[] {iterations, order, panelWidth, inTiles};
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final Comm world, final int iterations) {
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            addProduct();
        }
        return MPI.wtime() - start;
    }

    /** Adds the product of all panels; each ends where the columns or the rows of an owner end, or when it is wide. */
    private void addProduct() {
        int ownerX = 0;
        int ownerY = 0;
        for (int first = 0; first < order;) {
            final Span ownersColumns = Span.part(order, grid.width(), ownerX);
            final Span ownersRows = Span.part(order, grid.height(), ownerY);
            final int end = Math.min(first + panelWidth, Math.min(ownersColumns.end(), ownersRows.end()));
            final int width = end - first;
            final double[][] panelA = shareColumnsOfA(first, width, ownerX);
            shareRowsOfB(first, width, ownerY);
            if (inTiles) {
                addInTiles(c, panelA, messageB, width, rows.length());
            } else {
                addColumnByColumn(c, panelA, messageB, width, rows.length());
            }
            ownerX += end == ownersColumns.end() ? 1 : 0;
            ownerY += end == ownersRows.end() ? 1 : 0;
            first = end;
        }
    }

    /** Returns the columns: at the owner its own ones. */
    private double[][] shareColumnsOfA(final int first, final int width, final int ownerX) {
        final int height = rows.length();
        final boolean own = rowRanks.getRank() == ownerX;
        final int mine = first - columns.first();
        if (own && grid.width() > 1) {
            for (int k = 0; k < width; k++) {
                System.arraycopy(a[mine + k], 0, messageA, k * height, height);
            }
        }
        passAround(rowRanks, messageA, width * height, ownerX);
        if (own) {
            return Arrays.copyOfRange(a, mine, mine + width);
        }
        for (int k = 0; k < width; k++) {
            System.arraycopy(messageA, k * height, receivedPanelA[k], 0, height);
        }
        return receivedPanelA;
    }

    /** Leaves the rows in {@code messageB}, column by column. */
    private void shareRowsOfB(final int first, final int width, final int ownerY) {
        if (columnRanks.getRank() == ownerY) {
            for (int j = 0; j < b.length; j++) {
                System.arraycopy(b[j], first - rows.first(), messageB, j * width, width);
            }
        }
        passAround(columnRanks, messageB, width * b.length, ownerY);
    }

    private static void passAround(final Comm ring, final double[] message, final int length, final int owner) {
        final int me = ring.getRank();
        final int size = ring.getSize();
        final int next = (me + 1) % size;
        if (me != owner) {
            ring.recv(message, length, MPI.DOUBLE, (me - 1 + size) % size, owner);
        }
        if (next != owner) {
            ring.send(message, length, MPI.DOUBLE, next, owner);
        }
    }

    private static void addColumnByColumn(final double[][] c, final double[][] panelA, final double[] panelB,
        final int width, final int height) {
        for (int j = 0; j < c.length; j++) {
            for (int k = 0; k < width; k++) {
                addMultiple(c[j], panelA[k], panelB[j * width + k], 0, height);
            }
        }
    }

    private static void addInTiles(final double[][] c, final double[][] panelA, final double[] panelB,
        final int width, final int height) {
        for (int from = 0; from < height; from += TILE_ROWS) {
            final int to = Math.min(from + TILE_ROWS, height);
            for (int j = 0; j < c.length; j++) {
                int k = 0;
                int at = j * width;
                for (; k + UNROLLED <= width; k += UNROLLED, at += UNROLLED) {
                    addMultiples(c[j], panelA[k], panelA[k + 1], panelA[k + 2], panelA[k + 3], panelB[at],
                        panelB[at + 1], panelB[at + 2], panelB[at + 3], from, to);
                }
                for (; k < width; k++, at++) {
                    addMultiple(c[j], panelA[k], panelB[at], from, to);
                }
            }
        }
    }

    private static void addMultiple(final double[] c, final double[] a, final double b, final int from, final int to) {
        for (int i = from; i < to; i++) {
            c[i] += a[i] * b;
        }
    }

    private static void addMultiples(final double[] c, final double[] a0, final double[] a1, final double[] a2,
        final double[] a3, final double b0, final double b1, final double b2, final double b3, final int from,
        final int to) {
        for (int i = from; i < to; i++) {
            c[i] += a0[i] * b0 + a1[i] * b1 + (a2[i] * b2 + a3[i] * b3);
        }
    }

    private double sum() {
        double sum = 0;
        for (final double[] column : c) {
            for (final double element : column) {
                sum += element;
            }
        }
        return sum;
    }

    private void free() {
        rowRanks.free();
        columnRanks.free();
    }

    /** What all of {@code c} adds up to: elements of {@code a} and {@code b} are the numbers of their columns. */
    static double reference(final int order, final int iterations) {
        final double n = order;
        return 0.25 * n * n * n * (n - 1) * (n - 1) * (iterations + 1.0);
    }
}
