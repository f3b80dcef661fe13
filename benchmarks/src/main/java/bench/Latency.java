package bench;

import java.io.PrintStream;
import java.util.Locale;
import mpi.Comm;
import mpi.MPI;

/**
 * How long a message takes: half of a ping-pong between two ranks, as {@code osu_latency} measures it.
 *
 * <pre>{@code
 * mpjrun -n 2 bench.Latency --buffer heap --min 8 --max 8
 * }</pre>
 */
public final class Latency {
    private static final Program PROGRAM = new Program("bench.Latency", ranks -> ranks == 2, "2",
        Options.defaults(10_000));
    /** Each size is timed in so many parts; a clock read a message would take as long as the message. */
    private static final int BATCHES = 100;
    /** A round of the warm-up has so many bytes of each size each way, within reason. */
    private static final int WARMUP_BYTES = 256 * 1024;
    private static final int MAX_WARMUP_MESSAGES = 1000;
    /** The size whose latency stands in a line of its own. */
    private static final int HEADLINE_BYTES = 8;
    private static final int TAG = 1;

    private final Comm world = MPI.COMM_WORLD;
    private final boolean timing = world.getRank() == 0;
    private final int peer = 1 - world.getRank();
    private final Samples samples = new Samples();
    private final Options options;
    private final MessageBuffer sent;
    private final MessageBuffer received;
    private byte value;

    Latency(final Options options) {
        this.options = options;
        this.sent = options.buffer().allocate(options.longestBytes());
        this.received = options.buffer().allocate(options.longestBytes());
    }

    /**
     * Runs the benchmark.
     *
     * @param args see {@code docs/benchmarks/README.md}
     */
    public static void main(final String[] args) {
        PROGRAM.run(args, options -> new Latency(options).run(System.out));
    }

    void run(final PrintStream out) {
        final Table table = new Table(timing ? out : null);
        table.comment("bench.Latency: half of a ping-pong between 2 ranks");
        table.settings(options);
        table.comment("each message: one byte a cache line is written before it is sent and checked after it is"
            + " received, within the time");
        table.comment("median and p99: of the averages of " + BATCHES + " batches");
        table.columns("us");
        new Warmup(world).run(options.warmupMillis(), this::warmUp);
        String headline = "";
        for (final int sizeBytes : options.sizesBytes()) {
            measure(sizeBytes);
            final double median = samples.percentileMicros(50);
            table.row(sizeBytes, median, samples.meanMicros(), samples.percentileMicros(99));
            if (sizeBytes == HEADLINE_BYTES) {
                headline = headline(median);
            }
        }
        if (!headline.isEmpty()) {
            table.line(headline);
        }
    }

    static String headline(final double micros) {
        return String.format(Locale.ROOT, "Median latency of %d B (us): %.3f", HEADLINE_BYTES, micros);
    }

    /** With all that the timed part does: what a program does for the first time may have code compiled anew. */
    private void warmUp() {
        final long start = System.nanoTime();
        world.barrier();
        samples.record(System.nanoTime() - start, 1);
        for (final int sizeBytes : options.sizesBytes()) {
            exchange(Math.clamp(WARMUP_BYTES / sizeBytes, 1, MAX_WARMUP_MESSAGES), sizeBytes);
        }
    }

    private void exchange(final int count, final int sizeBytes) {
        if (timing) {
            ping(count, sizeBytes);
        } else {
            pong(count, sizeBytes);
        }
    }

    private void measure(final int sizeBytes) {
        final int batch = Math.max(1, options.iterations(sizeBytes) / BATCHES);
        samples.clear();
        world.barrier();
        exchange(options.untimedIterations(sizeBytes), sizeBytes);
        for (int i = 0; i < BATCHES; i++) {
            final long start = System.nanoTime();
            exchange(batch, sizeBytes);
            samples.record(System.nanoTime() - start, 2L * batch);
        }
    }

    private void ping(final int count, final int sizeBytes) {
        for (int i = 0; i < count; i++) {
            send(sizeBytes);
            receive(sizeBytes);
        }
    }

    private void pong(final int count, final int sizeBytes) {
        for (int i = 0; i < count; i++) {
            receive(sizeBytes);
            send(sizeBytes);
        }
    }

    private void send(final int sizeBytes) {
        sent.stamp(sizeBytes, ++value);
        world.send(sent.memory(), sizeBytes, MPI.BYTE, peer, TAG);
    }

    /** The peer counts on from what it received, so its message bears the next value. */
    private void receive(final int sizeBytes) {
        world.recv(received.memory(), sizeBytes, MPI.BYTE, peer, TAG);
        received.check(sizeBytes, ++value);
    }
}
