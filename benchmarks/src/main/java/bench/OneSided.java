package bench;

import java.io.PrintStream;
import mpi.Intracomm;
import mpi.MPI;

/**
 * How long a one-sided operation takes until it is complete at its target: rank 0 accesses memory of rank 1, which
 * waits
 * in a barrier meanwhile. Memory is allocated by the window; all operations are of one epoch (lockAll), and each is
 * followed by a flush.
 *
 * <pre>{@code
 * mpjrun -n 2 bench.OneSided --operation put --sizes 8,64K,1M
 * }</pre>
 */
public final class OneSided {
    private static final int DEFAULT_ITERATIONS = 100_000;
    private static final Program PROGRAM = new Program("bench.OneSided", ranks -> ranks == 2, "2",
        Options.defaults(DEFAULT_ITERATIONS, Long.BYTES, Long.BYTES).operation("put"));
    /** Each size is timed in so many parts; a clock read an operation would take longer than the operation. */
    private static final int BATCHES = 100;
    /** A round of the warm-up has so many bytes of each size, within reason. */
    private static final int WARMUP_BYTES = 256 * 1024;
    private static final int MAX_WARMUP_OPERATIONS = 1000;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Intracomm world = MPI.COMM_WORLD;
    private final boolean timing = world.getRank() == 0;
    private final Samples samples = new Samples();
    private final Options options;
    private final OneSidedCall.Kind kind;
    private final OneSidedCall call;
    private byte value;

    OneSided(final Options options) throws UsageException {
        this.options = options;
        this.kind = OptionValue.of(OneSidedCall.Kind.class, "--operation", options.operation());
        for (final int sizeBytes : options.sizesBytes()) {
            kind.requireSize(sizeBytes);
        }
        this.call = kind.allocate(world, options.longestBytes());
    }

    /**
     * Runs the benchmark.
     *
     * @param args see {@code docs/benchmarks/README.md}
     */
    public static void main(final String[] args) {
        PROGRAM.run(args, options -> new OneSided(options).run(System.out));
    }

    void run(final PrintStream out) {
        final Table table = new Table(timing ? out : null);
        table.comment("bench.OneSided: " + OptionValue.text(kind) + " and flush, by rank 0 on memory of rank 1");
        table.comment("iterations: " + options.iterations() + ", above " + Options.LARGE_BYTES + " B "
            + options.iterations(Integer.MAX_VALUE));
        table.warmup(options, "operations of all sizes");
        table.comment("one value a cache line is written before the operations of a size and checked after them,"
            + " outside the time");
        table.comment("median and p99: of the averages of " + BATCHES + " batches");
        table.columns("ns");
        call.begin();
        new Warmup(world).run(options.warmupMillis(), this::warmUp);
        for (final int sizeBytes : options.sizesBytes()) {
            measure(sizeBytes);
            table.row(sizeBytes, NANOS_PER_MICRO * samples.percentileMicros(50),
                NANOS_PER_MICRO * samples.meanMicros(), NANOS_PER_MICRO * samples.percentileMicros(99));
        }
        call.end();
    }

    private void warmUp() {
        for (final int sizeBytes : options.sizesBytes()) {
            final int operations = Math.clamp(WARMUP_BYTES / sizeBytes, 1, MAX_WARMUP_OPERATIONS);
            batches(1, 0, operations, sizeBytes);
        }
    }

    private void measure(final int sizeBytes) {
        final int batch = Math.max(1, options.iterations(sizeBytes) / BATCHES);
        batches(BATCHES, options.untimedIterations(sizeBytes), batch, sizeBytes);
    }

    /** Records so many batches, behind operations that are not timed. */
    private void batches(final int count, final int untimed, final int batch, final int sizeBytes) {
        call.stamp(sizeBytes, ++value);
        world.barrier();
        if (timing) {
            samples.clear();
            operations(untimed, sizeBytes);
            for (int i = 0; i < count; i++) {
                final long start = System.nanoTime();
                operations(batch, sizeBytes);
                samples.record(System.nanoTime() - start, batch);
            }
        }
        world.barrier();
        call.check(sizeBytes, value, untimed + count * batch);
    }

    private void operations(final int count, final int sizeBytes) {
        for (int i = 0; i < count; i++) {
            call.run(sizeBytes);
        }
    }
}
