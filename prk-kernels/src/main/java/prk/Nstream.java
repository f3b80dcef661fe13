package prk;

import java.util.Arrays;
import java.util.function.Consumer;
import mpi.Intracomm;
import mpi.MPI;

/**
 * Memory bandwidth: every rank adds {@code b + 3 c} to {@code a}, over and over, each on its own slice of three long
 * vectors. No messages but at the start and the end.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Nstream <iterations> <vector length> <offset>
 * }</pre>
 *
 * <p>A slice has {@code length / ranks} elements; a remainder is left out. {@code offset} is the number of unused
 * elements behind each slice, which moves the next one in memory and so shows conflicts in caches. Iteration 0 warms
 * up and is not timed. Before it, short vectors are added until the code is compiled, see {@link WarmUp}.
 *
 * <p>The time is that of the slowest rank, as in the original. Since ranks need nothing of each other meanwhile, those
 * that share a core may run one after the other, each as fast as if it were alone: a remark then tells the rate until
 * all were done.
 */
public final class Nstream {
    private static final String USAGE = "Usage: prk.Nstream <iterations> <vector length> <offset>";
    /** A little less than what an {@code int} can count: not every JVM makes longer arrays. */
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;
    static final Program PROGRAM = new Program(0.5, job -> run(job, a -> {}));
    private static final int WARM_UP_LENGTH = 1000;
    private static final int WARM_UP_TRIADS = 1000;
    private static final double SCALAR = 3.0;
    private static final double START_B = 2.0;
    private static final double START_C = 2.0;
    private static final double EPSILON = 1e-8;
    /** a, b and c are read and a is written. */
    private static final double BYTES_PER_ELEMENT = 4.0 * Double.BYTES;

    private Nstream() {}

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, vector length, offset
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's slice of {@code a} before it is judged, for tests. */
    static boolean run(final Job job, final Consumer<double[]> beforeCheck) {
        final Intracomm world = job.world();
        final int ranks = world.getSize();
        final long[] numbers = job.numbers(args -> read(args, ranks));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final long vectorLength = numbers[1];
        final int offset = (int) numbers[2];
        final int length = (int) (vectorLength / ranks);
        final long usedLength = (long) length * ranks;

        final Report report = job.report("MPI stream triad: a = a + b + scalar * c");
        report.line("Vector length = " + vectorLength + " (" + length + " a rank"
            + (usedLength < vectorLength ? ", the last " + (vectorLength - usedLength) + " are left out)" : ")"));
        report.line("Offset = " + offset);
        report.line("Number of iterations = " + iterations);

        warmUp(job);
        final double[] a = new double[length + offset];
        final double[] b = new double[length + offset];
        final double[] c = new double[length + offset];
        Arrays.fill(b, START_B);
        Arrays.fill(c, START_C);

        double arrival = 0;
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                arrival = MPI.wtime();
                world.barrier();
                start = MPI.wtime();
            }
            triad(a, b, c, length);
        }
        final double own = MPI.wtime() - start;
        world.barrier();
        // Whoever came last to the first barrier has not waited there for others.
        final double span = report.quickest(MPI.wtime() - arrival);
        final double seconds = report.slowest(own);

        beforeCheck.accept(a);
        final double computed = report.sum(sumOfMagnitudes(a, length));
        final double reference = reference(iterations, usedLength);
        final boolean valid = report.verdict(isClose(reference, computed), "sum of |a|", reference, computed);
        if (valid) {
            report.rate("MB/s", 1e-6 * BYTES_PER_ELEMENT * usedLength, seconds, iterations);
            if (Cores.areShared(world) && Report.areTurns(seconds, span)) {
                report.turns("MB/s", 1e-6 * BYTES_PER_ELEMENT * usedLength, span, iterations);
            }
        }
        return valid;
    }

    static long[] read(final String[] args, final int ranks) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 3, 0, args);
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long length = line.number(1, "vector length", ranks, (long) MAX_ARRAY_LENGTH * ranks);
        final long offset = line.number(2, "offset", 0, MAX_ARRAY_LENGTH - length / ranks);
        return new long[] {iterations, length, offset};
    }

    private static void warmUp(final Job job) {
        final double[] a = new double[WARM_UP_LENGTH];
        final double[] b = new double[WARM_UP_LENGTH];
        final double[] c = new double[WARM_UP_LENGTH];
        job.warmUp("vector length " + WARM_UP_LENGTH + " a rank", () -> {
            for (int i = 0; i < WARM_UP_TRIADS; i++) {
                triad(a, b, c, WARM_UP_LENGTH);
            }
        });
    }

    private static void triad(final double[] a, final double[] b, final double[] c, final int length) {
        for (int i = 0; i < length; i++) {
            a[i] += b[i] + SCALAR * c[i];
        }
    }

    private static double sumOfMagnitudes(final double[] a, final int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += Math.abs(a[i]);
        }
        return sum;
    }

    /** What all of {@code a} adds up to: it starts at 0 and grows by the same amount each iteration, the first too. */
    static double reference(final int iterations, final long length) {
        return (START_B + SCALAR * START_C) * length * (iterations + 1.0);
    }

    static boolean isClose(final double reference, final double computed) {
        return Math.abs(computed - reference) <= EPSILON * reference;
    }
}
