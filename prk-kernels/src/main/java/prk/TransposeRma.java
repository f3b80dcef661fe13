package prk;

import java.lang.foreign.MemorySegment;
import java.nio.DoubleBuffer;
import java.util.function.Consumer;
import mpi.Comm;
import mpi.MPI;
import mpi.Win;

/**
 * All-to-all exchange by one-sided communication: as {@link Transpose}, but ranks write the blocks into windows of
 * each other (put).
 *
 * <pre>{@code
 * mpjrun -n 4 prk.TransposeRma <iterations> <matrix order> [tile size [synchronisation]]
 * }</pre>
 *
 * <p>The window of a rank has room for a block of each other rank. In phase {@code p}, every rank packs one block and
 * puts it into place {@code p} of the window of the rank {@code p} before it; after the last phase, all ranks agree
 * that the blocks are there, and each adds its own to its columns. With synchronisation 0, the default, they agree by
 * a fence before the puts and one behind them. With 1, windows are locked once for all (lockAll), each put is
 * completed at its origin and then all at their targets (flushLocal, flushAll), and barriers tell that, and that
 * blocks may be overwritten. Iteration 0 warms up and is not timed. Before it, another matrix, as large or smaller, is
 * transposed until the code is compiled, see {@link WarmUp}.
 */
public final class TransposeRma {
    private static final String USAGE = "Usage: prk.TransposeRma <iterations> <matrix order> [tile size"
        + " [synchronisation: 0 for fences, 1 for locks and flushes]]";
    static final Program PROGRAM = new Program(3, job -> run(job, b -> {}));

    private final Comm world;
    private final int me;
    private final int ranks;
    private final boolean isLocked;
    private final TransposeColumns own;
    private final int blockOrder;
    /** A block a phase: nobody may write to it before the put is complete. */
    private final double[][] packed;
    private final DoubleBuffer[] origins;
    private final Win window;
    /** What others have written into this rank's window. */
    private final MemorySegment arrived;

    TransposeRma(final Comm world, final int order, final int tile, final boolean isLocked) {
        this.world = world;
        this.me = world.getRank();
        this.ranks = world.getSize();
        this.isLocked = isLocked;
        this.own = new TransposeColumns(me, ranks, order, tile);
        this.blockOrder = own.blockOrder();
        this.packed = new double[ranks - 1][blockOrder * blockOrder];
        this.origins = new DoubleBuffer[packed.length];
        for (int place = 0; place < packed.length; place++) {
            origins[place] = DoubleBuffer.wrap(packed[place]);
        }
        final long windowLength = (long) packed.length * blockOrder * blockOrder;
        this.window = Win.allocate(windowLength * Double.BYTES, Double.BYTES, MPI.INFO_NULL, world);
        this.arrived = window.getSegment();
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, matrix order, the tile size if it shall not be 32, and how ranks agree if not by fences
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
        final boolean isLocked = numbers[3] == 1;
        final TransposeRma kernel = new TransposeRma(world, order, tile, isLocked);
        final int scratchOrder = (int) Math.min(order, (long) Transpose.WARM_UP_BLOCK_ORDER * world.getSize());
        final TransposeRma scratch = new TransposeRma(world, scratchOrder, tile, isLocked);

        final Report report = job.report("MPI one-sided matrix transpose: b = b + transpose(a)");
        kernel.own.describe(report, iterations);
        report.line("Synchronisation = " + (isLocked ? "lockAll, flush and barrier" : "fence"));
        job.warmUp("matrix order " + scratchOrder, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.own.b());
        final boolean valid = kernel.own.conclude(report, seconds, iterations);
        kernel.window.free();
        scratch.window.free();
        return valid;
    }

    static long[] read(final String[] args, final int ranks) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 2, 2, args);
        final long[] numbers = TransposeColumns.read(line, ranks);
        final long order = numbers[1];
        final long blockOrder = order / ranks;
        if (blockOrder * (order - blockOrder) > CommandLine.MAX_WINDOW_LENGTH) {
            throw line.problem("matrix order " + order + " needs more than " + ranks
                + " ranks: the blocks that one rank gets must fit into one window");
        }
        return new long[] {numbers[0], order, numbers[2], line.numberOr(0, 3, "synchronisation", 0, 1)};
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final int iterations) {
        if (isLocked) {
            window.lockAll(MPI.MODE_NOCHECK);
        }
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            own.transposeOwnBlock();
            writeBlocks();
            addBlocks();
        }
        final double seconds = MPI.wtime() - start;
        if (isLocked) {
            window.unlockAll();
        }
        return seconds;
    }

    /** Gives all others the blocks that they need; these are there when it returns. */
    private void writeBlocks() {
        if (isLocked) {
            world.barrier(); // all have added what they got before
        } else {
            window.fence(MPI.MODE_NOSTORE | MPI.MODE_NOPRECEDE);
        }
        for (int phase = 1; phase < ranks; phase++) {
            final int to = (me - phase + ranks) % ranks;
            final int place = phase - 1;
            own.packBlock(to, packed[place]);
            window.put(origins[place], blockLength(), MPI.DOUBLE, to, place * blockLength(), blockLength(), MPI.DOUBLE);
            if (isLocked) {
                window.flushLocal(to);
            }
        }
        if (isLocked) {
            window.flushAll();
            world.barrier();
            window.sync();
        } else {
            window.fence(MPI.MODE_NOSTORE);
        }
    }

    /** Adds the blocks of all others. */
    private void addBlocks() {
        for (int phase = 1; phase < ranks; phase++) {
            final int from = (me + phase) % ranks;
            final long block = (long) (phase - 1) * blockLength() * Double.BYTES;
            for (int j = 0; j < blockOrder; j++) {
                own.addColumn(from, j, arrived, block + (long) blockOrder * j * Double.BYTES);
            }
        }
    }

    private int blockLength() {
        return blockOrder * blockOrder;
    }
}
