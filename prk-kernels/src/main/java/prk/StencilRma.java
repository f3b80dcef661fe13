package prk;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static prk.StencilTile.RADIUS;

import java.lang.foreign.MemorySegment;
import java.nio.DoubleBuffer;
import java.util.function.Consumer;
import mpi.CartComm;
import mpi.MPI;
import mpi.Win;

/**
 * Exchange with neighbours by one-sided communication: as {@link Stencil}, but ranks write the rims of their tiles
 * into windows of their neighbours (put), and all ranks meet in a fence before and after that.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.StencilRma <iterations> <grid order>
 * }</pre>
 *
 * <p>There are two windows, one for what comes from below and above and one for what comes from left and right: those
 * who write into the first have as many columns as this rank, and into the second as many rows, so that each knows
 * where in a neighbour's window its rim goes. An iteration is a fence, puts and a fence for each of the windows, then
 * the stencil. Iteration 0 warms up and is not timed. Before it, grids as large or smaller are computed until the code
 * is compiled, see {@link WarmUp}.
 */
public final class StencilRma {
    private static final String USAGE = "Usage: prk.StencilRma <iterations> <grid order>";
    static final Program PROGRAM = new Program(Stencil.WARM_UP_SECONDS, job -> run(job, tile -> {}));

    private final CartComm ranks;
    private final StencilTile tile;
    private final Border vertical;
    private final Border horizontal;

    StencilRma(final CartComm ranks, final int order) {
        this.ranks = ranks;
        this.tile = new StencilTile(ranks, order);
        this.vertical = new Border(StencilEdge.vertical(ranks, tile), RADIUS * tile.width());
        this.horizontal = new Border(StencilEdge.horizontal(ranks, tile), RADIUS * tile.height());
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, and the number of rows and columns of the grid
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's tile of the output before it is judged, for tests. */
    static boolean run(final Job job, final Consumer<double[][]> beforeCheck) {
        final int size = job.world().getSize();
        final long[] numbers = job.numbers(args -> StencilTile.read(USAGE, args, size));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int order = (int) numbers[1];
        final int[] grid = StencilTile.grid(size);
        final CartComm ranks = job.world().createCart(grid, new boolean[] {false, false}, false);
        final StencilRma kernel = new StencilRma(ranks, order);
        final int scratchOrder = (int) Math.min(order, (long) Stencil.WARM_UP_TILE_ORDER * grid[0]);
        final StencilRma scratch = new StencilRma(ranks, scratchOrder);

        final Report report = job.report("MPI one-sided stencil execution on 2D grid");
        StencilTile.describe(report, grid, order, iterations);
        job.warmUp("grid order " + scratchOrder, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.tile.out());
        final boolean valid = kernel.tile.conclude(report, seconds, iterations);
        kernel.free();
        scratch.free();
        ranks.free();
        return valid;
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final int iterations) {
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                ranks.barrier();
                start = MPI.wtime();
            }
            vertical.exchange();
            horizontal.exchange();
            tile.compute();
        }
        return MPI.wtime() - start;
    }

    private void free() {
        vertical.free();
        horizontal.free();
    }

    /** Two opposite edges of the tile, and the window for what lies beyond them, one part behind the other. */
    private final class Border {
        private final StencilEdge[] edges;
        private final DoubleBuffer[] rims;
        private final int length;
        private final Win window;
        private final MemorySegment arrived;

        /**
         * Makes the window; collective.
         *
         * @param edges left and right, or below and above
         * @param length elements that lie beyond an edge
         */
        Border(final StencilEdge[] edges, final int length) {
            this.edges = edges;
            this.rims = new DoubleBuffer[] {DoubleBuffer.wrap(edges[0].sent()), DoubleBuffer.wrap(edges[1].sent())};
            this.length = length;
            this.window = Win.allocate(2L * length * Double.BYTES, Double.BYTES, MPI.INFO_NULL, ranks);
            this.arrived = window.getSegment();
        }

        void exchange() {
            window.fence(0);
            for (int i = 0; i < edges.length; i++) {
                final StencilEdge edge = edges[i];
                edge.pack();
                // For the neighbour below, this rank is the one above.
                final int part = (1 - i) * length;
                window.put(rims[i], edge.length(), MPI.DOUBLE, edge.neighbour(), part, edge.length(), MPI.DOUBLE);
            }
            window.fence(0);
            for (int i = 0; i < edges.length; i++) {
                final long part = (long) i * length * Double.BYTES;
                MemorySegment.copy(arrived, JAVA_DOUBLE, part, edges[i].received(), 0, edges[i].length());
                edges[i].unpack();
            }
        }

        void free() {
            window.free();
        }
    }
}
