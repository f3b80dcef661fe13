package bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;

/**
 * How much of a non-blocking collective operation is hidden behind computation. Three times are taken: of the
 * operation, begun and waited for at once; of a computation that takes about as long; and of both, the operation begun
 * before the computation and waited for after it. What is not hidden of the operation's time is by how much both take
 * longer than the computation.
 *
 * <pre>{@code
 * mpjrun -n 2 -Dmpj.progress=thread bench.Overlap
 * mpjrun -n 4 -Dmpj.progress=thread bench.Overlap --delayed-rank 3 --delay-millis 50
 * }</pre>
 *
 * <p>A delayed rank begins the operation later than the others, each time: what these wait for it is then part of the
 * operation's time, and they alone count. Rank 0 is the root, where there is one. The computation is arithmetic in
 * registers, of the same number of steps each time.
 */
public final class Overlap {
    private static final int DEFAULT_BYTES = 8 * 1024 * 1024;
    private static final Program PROGRAM = new Program("bench.Overlap", ranks -> ranks > 1, "at least 2",
        Options.defaults(500, DEFAULT_BYTES, DEFAULT_BYTES).operation("allreduce"));
    private static final int PERCENT = 100;
    /** Always the same, or medians would mix that the delayed rank is the root, and that it is not. */
    private static final int ROOT = 0;

    private final Intracomm world = MPI.COMM_WORLD;
    private final Computation computation = new Computation();
    private final Options options;
    private final CollectiveCall.Kind kind;
    private final CollectiveCall call;
    /** Whether this is the rank that is late, once it is timed. */
    private final boolean isDelayed;
    private final long delayNanos;
    private boolean isTimed;
    private int value;
    /** How often the operation was complete when the computation had ended. */
    private int completed;

    Overlap(final Options options) throws UsageException {
        this.options = options;
        this.kind = OptionValue.of(CollectiveCall.Kind.class, "--operation", options.operation());
        this.call = kind.allocate(world, options.longestBytes());
        this.isDelayed = world.getRank() == options.delay().rank();
        this.delayNanos = TimeUnit.MILLISECONDS.toNanos(options.delay().millis());
    }

    /**
     * Runs the benchmark.
     *
     * @param args see {@code docs/benchmarks/README.md}
     */
    public static void main(final String[] args) {
        PROGRAM.run(args, options -> new Overlap(options).run(System.out));
    }

    void run(final PrintStream out) {
        final Table table = new Table(world.getRank() == 0 ? out : null);
        table.comment("bench.Overlap: " + OptionValue.text(kind) + " among " + world.getSize()
            + " ranks, begun, hidden behind computation, waited for");
        if (!options.delay().isNone()) {
            table.comment("rank " + options.delay().rank() + " begins " + options.delay().millis()
                + " ms later; times are those of the others");
        }
        table.comment("iterations: " + options.iterations() + ", above " + Options.LARGE_BYTES + " B "
            + options.iterations(Integer.MAX_VALUE));
        table.warmup(options, "operations of all sizes");
        table.comment("times: a rank's medians, averaged over the ranks, each after a barrier");
        table.comment("hidden: of the operation's time, what both do not take longer than the computation");
        table.comment("complete: so often the operation was, when the computation had ended");
        table.headings("Size (B)", "Operation (us)", "Compute (us)", "Both (us)", "Hidden (%)", "Complete (%)");
        new Warmup(world).run(options.warmupMillis(), this::warmUp);
        for (final int sizeBytes : options.sizesBytes()) {
            table.row(sizeBytes, measure(sizeBytes));
        }
    }

    private void warmUp() {
        for (final int sizeBytes : options.sizesBytes()) {
            together(1, sizeBytes, 1);
        }
    }

    /** The values of a row: the three times, what is hidden, and how often the operation was complete. */
    private double[] measure(final int sizeBytes) {
        final int count = options.iterations(sizeBytes);
        isTimed = false;
        together(options.untimedIterations(sizeBytes), sizeBytes, 1);
        isTimed = true;
        final double operationNanos = median(together(count, sizeBytes, 0));
        final long pieces = computation.pieces(average(operationNanos)[0]);
        final double computeNanos = median(alone(count, pieces));
        completed = 0;
        final double bothNanos = median(together(count, sizeBytes, pieces));
        return average(operationNanos * 1e-3, computeNanos * 1e-3, bothNanos * 1e-3,
            PERCENT * (1 - (bothNanos - computeNanos) / operationNanos), (double) PERCENT * completed / count);
    }

    /** What the computation takes by itself. */
    private long[] alone(final int count, final long pieces) {
        final long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            world.barrier();
            final long start = System.nanoTime();
            computation.run(pieces);
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    /** What the operation takes with a computation between its begin and the wait for it; none of 0 pieces. */
    private long[] together(final int count, final int sizeBytes, final long pieces) {
        final long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            call.stamp(sizeBytes, ++value, ROOT);
            world.barrier();
            final long start = System.nanoTime();
            if (isDelayed && isTimed) {
                computation.runFor(delayNanos);
            }
            final Request request = call.start(sizeBytes, ROOT);
            if (pieces > 0 && !isDelayed) {
                computation.run(pieces);
                completed += request.test() ? 1 : 0;
            }
            request.waitFor();
            nanos[i] = System.nanoTime() - start;
            call.check(sizeBytes, value, ROOT);
        }
        return nanos;
    }

    /** Averages over the ranks that count; known at all. */
    private double[] average(final double... mine) {
        final double[] counted = isDelayed ? new double[mine.length] : mine;
        final double[] average = new double[mine.length];
        world.allReduce(counted, average, mine.length, MPI.DOUBLE, MPI.SUM);
        final int ranks = world.getSize() - (options.delay().isNone() ? 0 : 1);
        for (int i = 0; i < average.length; i++) {
            average[i] /= ranks;
        }
        return average;
    }

    private static double median(final long[] nanos) {
        final long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
