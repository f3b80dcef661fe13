package bench;

import java.io.PrintStream;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mpi.Comm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;

/**
 * Messages one after the other: half of the ranks send windows of 64 messages to the other half, which answers each
 * window with 4 bytes, as {@code osu_bw} and {@code osu_mbw_mr} do it.
 *
 * <p>Each message of a window has memory of its own while a window fits into {@link #DISTINCT_BYTES}; longer ones take
 * turns in what there is, so that they stay in the cache. A buffer that several messages share is written before the
 * window and checked after it; the suite named above has all messages of a window share one buffer and looks at none.
 */
final class WindowBenchmark {
    /** Messages in a window. */
    static final int WINDOW = 64;
    /** Memory of a window. */
    static final int DISTINCT_BYTES = 1024 * 1024;

    /** A round of the warm-up has so many bytes of each size, within reason. */
    private static final int WARMUP_BYTES = 512 * 1024;
    private static final int MAX_WARMUP_WINDOWS = 20;
    private static final int REPLY_BYTES = 4;
    private static final int TAG = 1;
    private static final int REPLY_TAG = 2;
    private static final int VALUES = 3;

    private final Intracomm world = MPI.COMM_WORLD;
    private final int pairs = world.getSize() / 2;
    private final boolean sending = world.getRank() < pairs;
    private final int peer = sending ? world.getRank() + pairs : world.getRank() - pairs;
    private final Samples samples = new Samples();
    private final Request[] requests = new Request[WINDOW];
    private final byte[] reply = new byte[REPLY_BYTES];
    private final Options options;
    private final String unit;
    private final IntToDoubleFunction amount;
    private byte value;

    /** The memory of a window's messages, which are of one size. */
    private record Window(int sizeBytes, MessageBuffer[] buffers) {}

    /**
     * Makes a benchmark.
     *
     * @param options what the user chose
     * @param unit millions of what a second
     * @param amount how many of these a message of a size counts for
     */
    WindowBenchmark(final Options options, final String unit, final IntToDoubleFunction amount) {
        this.options = options;
        this.unit = unit;
        this.amount = amount;
    }

    void run(final String title, final PrintStream out) {
        final Table table = new Table(world.getRank() == 0 ? out : null);
        table.comment(title + " between " + pairs + (pairs == 1 ? " pair of ranks" : " pairs of ranks"));
        table.settings(options);
        table.comment("an iteration: a window of " + WINDOW + " messages and a reply of " + REPLY_BYTES + " B");
        table.comment("one byte a cache line is written before a message is sent and checked after it is received,"
            + " within the time;");
        table.comment("above " + DISTINCT_BYTES / WINDOW + " B messages of a window share " + DISTINCT_BYTES
            + " B (at least one message), written and checked once a window");
        table.comment("median and p99: rate of the median window, and the rate that 99 % of the windows reach; "
            + "added up over pairs");
        table.columns(unit);
        final List<Window> windows = IntStream.of(options.sizesBytes()).mapToObj(this::window).toList();
        final Comm pair = world.split(world.getRank() % pairs, world.getRank());
        new Warmup(pair).run(options.warmupMillis(), () -> warmUp(pair, windows));
        pair.free();
        for (final Window window : windows) {
            measure(window);
            final double[] rates = sumOfPairs(window.sizeBytes);
            table.row(window.sizeBytes, rates[0], rates[1], rates[2]);
        }
    }

    private Window window(final int sizeBytes) {
        return new Window(sizeBytes, Stream.generate(() -> options.buffer().allocate(sizeBytes))
            .limit(distinctMessages(sizeBytes))
            .toArray(MessageBuffer[]::new));
    }

    /** With all that the timed part does: what a program does for the first time may have code compiled anew. */
    private void warmUp(final Comm pair, final List<Window> windows) {
        pair.barrier();
        for (final Window window : windows) {
            exchange(window, Math.clamp(WARMUP_BYTES / WINDOW / window.sizeBytes, 1, MAX_WARMUP_WINDOWS));
        }
    }

    private void measure(final Window window) {
        world.barrier();
        exchange(window, options.untimedIterations(window.sizeBytes));
        samples.clear();
        exchange(window, options.iterations(window.sizeBytes));
    }

    private void exchange(final Window window, final int count) {
        for (int i = 0; i < count; i++) {
            if (sending) {
                final long start = System.nanoTime();
                sendWindow(window);
                samples.record(System.nanoTime() - start, WINDOW);
            } else {
                receiveWindow(window);
            }
        }
    }

    static int distinctMessages(final int sizeBytes) {
        return Math.clamp(DISTINCT_BYTES / sizeBytes, 1, WINDOW);
    }

    private void sendWindow(final Window window) {
        final MessageBuffer[] buffers = window.buffers;
        final int sizeBytes = window.sizeBytes;
        value++;
        for (int i = 0; i < WINDOW; i++) {
            if (i < buffers.length) {
                buffers[i].stamp(sizeBytes, (byte) (value + i));
            }
            requests[i] = world.iSend(buffers[i % buffers.length].memory(), sizeBytes, MPI.BYTE, peer, TAG);
        }
        Request.waitAll(requests);
        world.recv(reply, REPLY_BYTES, MPI.BYTE, peer, REPLY_TAG);
    }

    private void receiveWindow(final Window window) {
        final MessageBuffer[] buffers = window.buffers;
        final int sizeBytes = window.sizeBytes;
        value++;
        for (int i = 0; i < WINDOW; i++) {
            requests[i] = world.iRecv(buffers[i % buffers.length].memory(), sizeBytes, MPI.BYTE, peer, TAG);
        }
        Request.waitAll(requests);
        for (int i = 0; i < buffers.length; i++) {
            buffers[i].check(sizeBytes, (byte) (value + i));
        }
        world.send(reply, REPLY_BYTES, MPI.BYTE, peer, REPLY_TAG);
    }

    /** Median, mean and p99 of the rates of all pairs, added up; known at rank 0. */
    private double[] sumOfPairs(final int sizeBytes) {
        final double[] mine = new double[VALUES];
        final double[] sum = new double[VALUES];
        if (sending) {
            final double perMessage = amount.applyAsDouble(sizeBytes); // a µs: that is, in millions, a second
            mine[0] = perMessage / samples.percentileMicros(50);
            mine[1] = perMessage / samples.meanMicros();
            mine[2] = perMessage / samples.percentileMicros(99);
        }
        world.reduce(mine, sum, VALUES, MPI.DOUBLE, MPI.SUM, 0);
        return sum;
    }
}
