package prk;

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
 * <p>Matrices are stored by column, and a rank owns {@code order / ranks} neighbouring columns of both. Its columns
 * are cut into one square block a rank. The block on the diagonal is transposed in place; in phase {@code p}, every
 * rank sends one other block, packed and already transposed, to the rank {@code p} before it and receives one from the
 * rank {@code p} after it. Tiles of {@code tile size} squared (0: no tiles) keep both sides of a transposition in the
 * cache. Iteration 0 warms up and is not timed. Before it, another matrix, as large or smaller, is transposed until
 * the code is compiled, see {@link WarmUp}.
 */
public final class Transpose {
    private static final String USAGE = "Usage: prk.Transpose <iterations> <matrix order> [tile size]";
    static final Program PROGRAM = new Program(3, job -> run(job, b -> {}));
    /** Messages of 8 MB: shorter ones leave out code that these run, and an iteration shall be soon done. */
    static final int WARM_UP_BLOCK_ORDER = 1000;

    private final Comm world;
    private final int me;
    private final int ranks;
    private final TransposeColumns own;
    private final int blockOrder;
    private final double[] packed;
    private final double[] received;

    Transpose(final Comm world, final int order, final int tile) {
        this.world = world;
        this.me = world.getRank();
        this.ranks = world.getSize();
        this.own = new TransposeColumns(me, ranks, order, tile);
        this.blockOrder = own.blockOrder();
        this.packed = new double[ranks > 1 ? blockOrder * blockOrder : 0];
        this.received = new double[packed.length];
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
        final long[] numbers = job.numbers(args -> read(args, world.getSize()));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int order = (int) numbers[1];
        final int tile = (int) numbers[2];
        final Transpose kernel = new Transpose(world, order, tile);
        final int scratchOrder = (int) Math.min(order, (long) WARM_UP_BLOCK_ORDER * world.getSize());
        final Transpose scratch = new Transpose(world, scratchOrder, tile);

        final Report report = job.report("MPI matrix transpose: b = b + transpose(a)");
        kernel.own.describe(report, iterations);
        job.warmUp("matrix order " + scratchOrder, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.own.b());
        return kernel.own.conclude(report, seconds, iterations);
    }

    static long[] read(final String[] args, final int ranks) throws UsageException {
        return TransposeColumns.read(new CommandLine(USAGE, 2, 1, args), ranks);
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final int iterations) {
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            own.transposeOwnBlock();
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
        own.packBlock(to, packed);
        final Request send = world.iSend(packed, packed.length, MPI.DOUBLE, to, phase);
        receive.waitFor();
        send.waitFor();
        for (int j = 0; j < blockOrder; j++) {
            own.addColumn(from, j, received, blockOrder * j);
        }
    }
}
