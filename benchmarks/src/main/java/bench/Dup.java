package bench;

import java.io.PrintStream;
import mpi.Intracomm;
import mpi.MPI;

/**
 * How long it takes to duplicate the world and free the duplicate, seen from rank 0.
 *
 * <pre>{@code
 * mpjrun -n 2 bench.Dup
 * }</pre>
 */
public final class Dup {
    private static final Program PROGRAM = new Program("bench.Dup", ranks -> ranks > 1, "at least 2",
        Options.defaults(10_000));
    private static final int BATCHES = 100;
    private static final int WARMUP_DUPLICATES = 100;

    private final Intracomm world = MPI.COMM_WORLD;
    private final Samples samples = new Samples();
    private final Options options;

    Dup(final Options options) {
        this.options = options;
    }

    /**
     * Runs the benchmark.
     *
     * @param args {@code --iterations N} and {@code --warmup MILLIS}, see {@code docs/benchmarks/README.md}
     */
    public static void main(final String[] args) {
        PROGRAM.run(args, options -> new Dup(options).run(System.out));
    }

    void run(final PrintStream out) {
        final int batch = Math.max(1, options.iterations() / BATCHES);
        new Warmup(world).run(options.warmupMillis(), () -> duplicates(WARMUP_DUPLICATES));
        duplicates(options.untimedIterations(0));
        for (int i = 0; i < BATCHES; i++) {
            final long start = System.nanoTime();
            duplicates(batch);
            samples.record(System.nanoTime() - start, batch);
        }
        final Table table = new Table(world.getRank() == 0 ? out : null);
        table.comment("bench.Dup: duplicates of COMM_WORLD, made and freed one after the other");
        table.comment("iterations: " + BATCHES * batch);
        table.warmup(options, "duplicates");
        table.comment("median and p99: of the averages of " + BATCHES + " batches at rank 0");
        table.columns("Ranks", "us");
        table.row(world.getSize(), samples.percentileMicros(50), samples.meanMicros(), samples.percentileMicros(99));
    }

    private void duplicates(final int count) {
        for (int i = 0; i < count; i++) {
            world.dup().free();
        }
    }
}
