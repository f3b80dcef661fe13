package bench;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Prequest;

/**
 * How long a collective operation of all ranks takes, as the OSU suite counts it: the average over the ranks of what a
 * call took each of them. Each call is timed by itself, after a barrier that is not timed; what a rank contributes is
 * written before that barrier, and what it received is checked when the time has been taken. A call blocks, or starts
 * the operation and waits for it at once, without blocking or with a persistent request. All ranks are the root in
 * turn, where there is one, as in the Intel MPI Benchmarks.
 *
 * <pre>{@code
 * mpjrun -n 4 bench.Collective --operation allreduce --sizes 8,1K,64K,1M
 * }</pre>
 */
public final class Collective {
    private static final Program PROGRAM = new Program("bench.Collective", ranks -> ranks > 1, "at least 2",
        Options.defaults(10_000).operation("allreduce"));
    /** Parts whose averages are looked at. */
    private static final int BATCHES = 100;
    /** A round of the warm-up has so many bytes of each size, within reason. */
    private static final int WARMUP_BYTES = 256 * 1024;
    private static final int MAX_WARMUP_CALLS = 200;

    private final Intracomm world = MPI.COMM_WORLD;
    private final Samples samples = new Samples();
    private final double[] nanos = new double[BATCHES];
    private final double[] nanosOfAllRanks = new double[BATCHES];
    private final Options options;
    private final CollectiveCall.Kind kind;
    private final CollectiveCall call;
    /** How many ranks are the root in turn: all, or one where there is no root. */
    private final int roots;
    /** By size, and then by root, of operations that are prepared. */
    private final Map<Integer, Prequest[]> persistent = new HashMap<>();
    private int value;

    Collective(final Options options) throws UsageException {
        this.options = options;
        this.kind = OptionValue.of(CollectiveCall.Kind.class, "--operation", options.operation());
        this.call = kind.allocate(world, options.longestBytes());
        this.roots = kind.hasRoot() ? world.getSize() : 1;
    }

    /**
     * Runs the benchmark.
     *
     * @param args see {@code docs/benchmarks/README.md}
     */
    public static void main(final String[] args) {
        PROGRAM.run(args, options -> new Collective(options).run(System.out));
    }

    void run(final PrintStream out) {
        final Table table = new Table(world.getRank() == 0 ? out : null);
        table.comment(
            "bench.Collective: " + OptionValue.text(kind) + ", " + OptionValue.text(options.form()) + ", among "
                + world.getSize() + " ranks");
        table.comment("size: of the vector; allgather: of a rank's block; alltoall: of the block for each rank");
        table.comment("iterations: " + options.iterations() + ", above " + Options.LARGE_BYTES + " B "
            + options.iterations(Integer.MAX_VALUE));
        table.warmup(options, "calls of all sizes");
        table.comment("one value a cache line is written before a call and checked after it, outside the time");
        table.comment("each call is timed by itself, after a barrier"
            + (kind.hasRoot() ? "; all ranks are the root in turn" : ""));
        table.comment("median and p99: of " + BATCHES + " batches' averages, each the average over the ranks");
        table.columns("us");
        new Warmup(world).run(options.warmupMillis(), this::warmUp);
        for (final int sizeBytes : options.sizesBytes()) {
            measure(sizeBytes);
            table.row(sizeBytes, samples.percentileMicros(50), samples.meanMicros(), samples.percentileMicros(99));
        }
    }

    private void warmUp() {
        for (final int sizeBytes : options.sizesBytes()) {
            calls(Math.clamp(WARMUP_BYTES / sizeBytes, 1, MAX_WARMUP_CALLS), sizeBytes);
        }
    }

    private void measure(final int sizeBytes) {
        final int batch = Math.max(1, options.iterations(sizeBytes) / BATCHES);
        calls(options.untimedIterations(sizeBytes), sizeBytes);
        for (int i = 0; i < BATCHES; i++) {
            nanos[i] = calls(batch, sizeBytes);
        }
        world.reduce(nanos, nanosOfAllRanks, BATCHES, MPI.DOUBLE, MPI.SUM, 0);
        samples.clear();
        for (final double sum : nanosOfAllRanks) {
            samples.record(Math.round(sum / world.getSize()), batch);
        }
    }

    /** A request for each root; one where there is none. */
    Prequest[] init(final int sizeBytes) {
        final Prequest[] requests = new Prequest[roots];
        for (int root = 0; root < roots; root++) {
            requests[root] = call.init(sizeBytes, root);
        }
        return requests;
    }

    /** Returns what the calls took this rank, without what lies between them. */
    private long calls(final int count, final int sizeBytes) {
        final Prequest[] prepared = options.form() == CollectiveCall.Form.PERSISTENT
            ? persistent.computeIfAbsent(sizeBytes, this::init)
            : null;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            // All in turn: which rank leaves the barrier first depends on the library, and a root that does finds
            // nobody waiting.
            final int root = ++value % roots;
            call.stamp(sizeBytes, value, root);
            world.barrier();
            final long start = System.nanoTime();
            switch (options.form()) {
                case BLOCKING -> call.run(sizeBytes, root);
                case NONBLOCKING -> call.start(sizeBytes, root).waitFor();
                case PERSISTENT -> {
                    final Prequest request = prepared[root];
                    request.start();
                    request.waitFor();
                }
            }
            sum += System.nanoTime() - start;
            call.check(sizeBytes, value, root);
        }
        return sum;
    }
}
