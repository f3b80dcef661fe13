package bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import mpi.Comm;
import mpi.Datatype;
import mpi.MPI;

/**
 * How long a column of a matrix takes: half of a ping-pong between two ranks, of a vector type that is received as an
 * array, or as a column of the receiver's matrix. One element a message is written before it is sent and checked after
 * it is received, each message another one.
 *
 * <pre>{@code
 * mpjrun -n 2 bench.Vector
 * }</pre>
 */
public final class Vector {
    /** Rows and columns of the matrix. */
    static final int ORDER = 1000;

    private static final Program PROGRAM = new Program("bench.Vector", ranks -> ranks == 2, "2",
        Options.defaults(10_000));
    /** Timed parts; a clock read a message would take as long as some of the message. */
    private static final int BATCHES = 100;
    private static final int WARMUP_MESSAGES = 100;
    private static final int TAG = 1;

    private final Comm world = MPI.COMM_WORLD;
    private final boolean timing = world.getRank() == 0;
    private final int peer = 1 - world.getRank();
    private final Samples samples = new Samples();
    private final Datatype column = Datatype.createVector(ORDER, 1, ORDER, MPI.DOUBLE);
    private final double[] sent = new double[ORDER * ORDER];
    private final double[] received = new double[ORDER * ORDER];
    private final Options options;
    private int value;

    Vector(final Options options) {
        this.options = options;
        Arrays.fill(sent, -1); // so that every page is memory of its own
        Arrays.fill(received, -1);
    }

    /**
     * Runs the benchmark.
     *
     * @param args {@code --iterations N} and {@code --warmup MILLIS}, see {@code docs/benchmarks/README.md}
     */
    public static void main(final String[] args) {
        PROGRAM.run(args, options -> new Vector(options).run(System.out));
    }

    void run(final PrintStream out) {
        final Table table = new Table(timing ? out : null);
        table.comment("bench.Vector: half of a ping-pong between 2 ranks, of a column of a matrix of " + ORDER + " x "
            + ORDER + " doubles");
        table.comment("iterations: " + options.iterations());
        table.warmup(options, "messages");
        table.comment("each message: one element is written before it is sent and checked after it is received,"
            + " within the time");
        table.comment("median of the averages of " + BATCHES + " batches");
        column.commit();
        new Warmup(world).run(options.warmupMillis(), () -> {
            exchange(WARMUP_MESSAGES, false);
            exchange(WARMUP_MESSAGES, true);
        });
        table.line(line("array", measure(false)));
        table.line(line("column", measure(true)));
        column.free();
    }

    private static String line(final String to, final double micros) {
        return String.format(Locale.ROOT, "Column to %s (us): %.3f", to, micros);
    }

    private double measure(final boolean toColumn) {
        final int batch = Math.max(1, options.iterations() / BATCHES);
        samples.clear();
        world.barrier();
        exchange(options.untimedIterations(0), toColumn);
        for (int i = 0; i < BATCHES; i++) {
            final long start = System.nanoTime();
            exchange(batch, toColumn);
            samples.record(System.nanoTime() - start, 2L * batch);
        }
        return samples.percentileMicros(50);
    }

    private void exchange(final int count, final boolean toColumn) {
        for (int i = 0; i < count; i++) {
            if (timing) {
                send();
                receive(toColumn);
            } else {
                receive(toColumn);
                send();
            }
        }
    }

    private void send() {
        value++;
        sent[value % ORDER * ORDER] = value;
        world.send(sent, 1, column, peer, TAG);
    }

    /** The peer counts on from what it received, so its message bears the next value. */
    private void receive(final boolean toColumn) {
        value++;
        final double found;
        if (toColumn) {
            world.recv(received, 1, column, peer, TAG);
            found = received[value % ORDER * ORDER];
        } else {
            world.recv(received, ORDER, MPI.DOUBLE, peer, TAG);
            found = received[value % ORDER];
        }
        if (found != value) {
            throw new IllegalStateException("element " + value % ORDER + " is " + found + ", expected " + value);
        }
    }
}
