package bench;

import java.io.PrintStream;
import mpi.Comm;
import mpi.MPI;

/**
 * How long a barrier of all ranks takes, as {@code osu_barrier} measures it, but seen from rank 0.
 *
 * <pre>{@code
 * mpjrun -n 4 bench.Barrier
 * }</pre>
 */
public final class Barrier {
    private static final Program PROGRAM = new Program("bench.Barrier", ranks -> ranks > 1, "at least 2",
        Options.defaults(10_000));
    /** Timed parts; a clock read a barrier would take as long as the barrier. */
    private static final int BATCHES = 100;
    private static final int WARMUP_BARRIERS = 100;

    private final Comm world = MPI.COMM_WORLD;
    private final Samples samples = new Samples();
    private final Options options;

    Barrier(final Options options) {
        this.options = options;
    }

    /**
     * Runs the benchmark.
     *
     * @param args {@code --iterations N} and {@code --warmup MILLIS}, see {@code docs/benchmarks/README.md}
     */
    public static void main(final String[] args) {
        PROGRAM.run(args, options -> new Barrier(options).run(System.out));
    }

    void run(final PrintStream out) {
        final int batch = Math.max(1, options.iterations() / BATCHES);
        new Warmup(world).run(options.warmupMillis(), () -> barriers(WARMUP_BARRIERS));
        barriers(options.untimedIterations(0));
        for (int i = 0; i < BATCHES; i++) {
            final long start = System.nanoTime();
            barriers(batch);
            samples.record(System.nanoTime() - start, batch);
        }
        final Table table = new Table(world.getRank() == 0 ? out : null);
        table.comment("bench.Barrier: barriers of all ranks, one after the other");
        table.comment("iterations: " + BATCHES * batch);
        table.warmup(options, "barriers");
        table.comment("median and p99: of the averages of " + BATCHES + " batches at rank 0");
        table.columns("Ranks", "us");
        table.row(world.getSize(), samples.percentileMicros(50), samples.meanMicros(), samples.percentileMicros(99));
    }

    private void barriers(final int count) {
        for (int i = 0; i < count; i++) {
            world.barrier();
        }
    }
}
