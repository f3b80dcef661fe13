package prk;

import java.util.function.Consumer;
import mpi.CartComm;
import mpi.MPI;
import mpi.Request;

/**
 * Exchange with neighbours: adds to each element of a square grid what a stencil, a star of radius 2, makes of another
 * grid there.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Stencil <iterations> <grid order>
 * }</pre>
 *
 * <p>Ranks are a grid themselves, as near to a square as their number allows, and each owns a tile of both grids.
 * Around its tile of the input it keeps copies of what its neighbours own, two elements deep. An iteration first gets
 * these anew, from above and below, then from left and right, by messages that are received and sent at the same time;
 * then it applies the stencil, and then it adds 1 to all input, so that what was copied is no longer true. The
 * outermost two rows and columns of the grid are never computed: the star does not fit there. Iteration 0 warms up and
 * is not timed. Before it, grids as large or smaller are computed until the code is compiled, see {@link WarmUp}.
 */
public final class Stencil {
    private static final String USAGE = "Usage: prk.Stencil <iterations> <grid order>";
    /** Seconds in which more than 16 MiB of rims go to a neighbour: then, a process links what copies long pieces. */
    static final double WARM_UP_SECONDS = 3;
    static final Program PROGRAM = new Program(WARM_UP_SECONDS, job -> run(job, tile -> {}));
    static final int WARM_UP_TILE_ORDER = 1000;
    private static final int TAG = 0;

    private final CartComm ranks;
    private final StencilTile tile;
    private final StencilEdge[] vertical;
    private final StencilEdge[] horizontal;
    private final Request[] requests = new Request[4];

    Stencil(final CartComm ranks, final int order) {
        this.ranks = ranks;
        this.tile = new StencilTile(ranks, order);
        this.vertical = StencilEdge.vertical(ranks, tile);
        this.horizontal = StencilEdge.horizontal(ranks, tile);
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
        final Stencil kernel = new Stencil(ranks, order);
        final int scratchOrder = (int) Math.min(order, (long) WARM_UP_TILE_ORDER * grid[0]);
        final Stencil scratch = new Stencil(ranks, scratchOrder);

        final Report report = job.report("MPI stencil execution on 2D grid");
        StencilTile.describe(report, grid, order, iterations);
        job.warmUp("grid order " + scratchOrder, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.tile.out());
        final boolean valid = kernel.tile.conclude(report, seconds, iterations);
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
            exchange(vertical);
            exchange(horizontal);
            tile.compute();
        }
        return MPI.wtime() - start;
    }

    /** Copies what lies beyond two edges from the neighbours there. */
    private void exchange(final StencilEdge[] edges) {
        for (int i = 0; i < edges.length; i++) {
            final StencilEdge edge = edges[i];
            requests[2 * i] = ranks.iRecv(edge.received(), edge.length(), MPI.DOUBLE, edge.neighbour(), TAG);
            edge.pack();
            requests[2 * i + 1] = ranks.iSend(edge.sent(), edge.length(), MPI.DOUBLE, edge.neighbour(), TAG);
        }
        Request.waitAll(requests);
        for (final StencilEdge edge : edges) {
            edge.unpack();
        }
    }
}
