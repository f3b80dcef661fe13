package bench;

import bench.report.Svg;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import mpi.Intracomm;
import mpi.MPI;

/**
 * What one slow rank costs all others. The ranks compute, exchange blocks with their neighbours in a ring and meet at a
 * barrier, again and again: supersteps, as in Valiant's bulk-synchronous parallel model (BSP). One rank computes
 * longer, and all others wait for it.
 *
 * <pre>{@code
 * mpjrun -n 4 bench.Supersteps
 * mpjrun -n 4 bench.Supersteps --slow-rank 2 --slow-factor 3 --supersteps 20 --chart supersteps.svg
 * }</pre>
 *
 * <p>A superstep has three parts, each timed by each rank: it computes; it waits, in a barrier, for the last rank to
 * have computed; it communicates. Without that barrier the waiting would hide in the communication, since a message
 * cannot be received before its sender is ready. A superstep takes as long as its slowest rank computes, plus the
 * communication; the work itself would need as long as the ranks compute on average. The rank that the others wait for,
 * the straggler, is the one that waits least.
 *
 * <p>Where ranks outnumber cores, some compute later than others, slow or not.
 */
public final class Supersteps {
    /** Where a part of a superstep stands in the times of a rank. */
    static final int COMPUTE = 0;
    /** Waiting for others. */
    static final int WAIT = 1;
    /** Exchanging blocks. */
    static final int COMMUNICATE = 2;
    /** How many parts a superstep has. */
    static final int PARTS = 3;

    private static final int TAG = 1;
    private static final int WARMUP_SUPERSTEPS = 3;
    private static final double MILLIS_PER_NANO = 1e-6;

    private final Intracomm world;
    private final SuperstepOptions options;
    private final Computation computation = new Computation();
    private final long pieces;
    private final byte[] sent;
    private final byte[] received;

    Supersteps(final Intracomm world, final SuperstepOptions options) {
        this.world = world;
        this.options = options;
        this.pieces = pieces();
        this.sent = new byte[options.blockBytes()];
        this.received = new byte[options.blockBytes()];
    }

    /**
     * Runs the demonstration; exits with 1 if the command line is wrong.
     *
     * @param args see {@code docs/benchmarks/README.md}
     */
    public static void main(final String[] args) {
        final String[] arguments = MPI.Init(args);
        boolean understood = true;
        try {
            final SuperstepOptions options = SuperstepOptions.of(MPI.COMM_WORLD.getSize(), arguments);
            new Supersteps(MPI.COMM_WORLD, options).run(System.out);
        } catch (final UsageException e) {
            understood = false;
            if (MPI.COMM_WORLD.getRank() == 0) {
                System.err.println("bench.Supersteps: " + e.getMessage());
                System.err.println(SuperstepOptions.USAGE);
            }
        }
        MPI.Finalize();
        if (!understood) {
            System.exit(1);
        }
    }

    /** Runs all supersteps; rank 0 prints and draws. */
    void run(final PrintStream out) {
        for (int i = 0; i < WARMUP_SUPERSTEPS; i++) {
            superstep(new double[PARTS], 0);
        }
        final double[] mine = new double[options.supersteps() * PARTS];
        for (int i = 0; i < options.supersteps(); i++) {
            superstep(mine, i * PARTS);
        }
        final int ranks = world.getSize();
        final double[] all = new double[mine.length * ranks];
        world.gather(mine, mine.length, MPI.DOUBLE, all, mine.length, MPI.DOUBLE, 0);
        if (world.getRank() == 0) {
            final SuperstepTimes times = new SuperstepTimes(ranks, options.supersteps(), all);
            print(times, out);
            options.chart().ifPresent(file -> draw(times, file, out));
        }
    }

    /** Writes what each part took, in milliseconds, to {@code millis}. */
    private void superstep(final double[] millis, final int at) {
        world.barrier();
        final long start = System.nanoTime();
        computation.run(pieces);
        final long computed = System.nanoTime();
        world.barrier();
        final long met = System.nanoTime();
        exchange();
        final long end = System.nanoTime();
        millis[at + COMPUTE] = (computed - start) * MILLIS_PER_NANO;
        millis[at + WAIT] = (met - computed) * MILLIS_PER_NANO;
        millis[at + COMMUNICATE] = (end - met) * MILLIS_PER_NANO;
    }

    /** The same work for every rank, so that a core that is slow shows; more of it for the slow rank. */
    private long pieces() {
        final long[] work = {computation.pieces(TimeUnit.MICROSECONDS.toNanos(options.computeMicros()))};
        world.bcast(work, 1, MPI.LONG, 0);
        return world.getRank() == options.slowRank() ? Math.round(work[0] * options.slowFactor()) : work[0];
    }

    /** A block to the right neighbour, one from the left, as each does at the same time. */
    private void exchange() {
        final int ranks = world.getSize();
        final int right = (world.getRank() + 1) % ranks;
        final int left = (world.getRank() + ranks - 1) % ranks;
        Arrays.fill(sent, (byte) world.getRank());
        world.sendRecv(sent, sent.length, MPI.BYTE, right, TAG, received, received.length, MPI.BYTE, left, TAG);
        if (received[received.length - 1] != (byte) left) {
            throw new IllegalStateException(
                "the block of rank " + left + " ends with " + received[received.length - 1]);
        }
    }

    private void print(final SuperstepTimes times, final PrintStream out) {
        out.printf(Locale.ROOT, "# bench.Supersteps: %d supersteps of %d ranks; %d us of work, %d B to a neighbour;"
            + " rank %d is %.1f times as slow%n", options.supersteps(), times.ranks(), options.computeMicros(),
            options.blockBytes(), options.slowRank(), options.slowFactor());
        out.printf("%-5s %14s %14s %18s %10s%n", "# rank", "compute (ms)", "wait (ms)", "communicate (ms)", "wait (%)");
        for (int rank = 0; rank < times.ranks(); rank++) {
            final double compute = times.sum(rank, COMPUTE);
            final double wait = times.sum(rank, WAIT);
            final double communicate = times.sum(rank, COMMUNICATE);
            out.printf(Locale.ROOT, "%-6d %14.2f %14.2f %18.2f %10.1f%n", rank, compute, wait, communicate,
                100 * wait / (compute + wait + communicate));
        }
        out.printf(Locale.ROOT, "Straggler: rank %d, the last to have computed in %d of %d supersteps%n",
            times.straggler(), times.timesLast(times.straggler()), times.supersteps());
        out.printf(Locale.ROOT, "Of the time until the last rank has computed, ranks compute %.1f %% on average%n",
            100 * times.balance());
    }

    private static void draw(final SuperstepTimes times, final Path file, final PrintStream out) {
        try {
            final Svg svg = new SuperstepChart(times).svg();
            Files.writeString(file, svg.text());
            out.println("Chart: " + file.toAbsolutePath());
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot write the chart", e);
        }
    }
}
