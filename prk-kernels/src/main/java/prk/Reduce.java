package prk;

import java.util.Arrays;
import java.util.function.Consumer;
import mpi.Comm;
import mpi.MPI;

/**
 * Reduction: adds up vectors, element by element, two of each rank.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Reduce <iterations> <vector length>
 * }</pre>
 *
 * <p>Every rank adds its second vector, of ones, to its first, which is work without messages; then the sum of all
 * ranks' first vectors replaces that of rank 0. So what rank 0 has grows with every iteration, which therefore cannot
 * start before the one before it is done, and every iteration has its own result. Iteration 0 warms up and is not
 * timed. Before it, vectors as long or shorter are added until the code is compiled, see {@link WarmUp}.
 */
public final class Reduce {
    private static final String USAGE = "Usage: prk.Reduce <iterations> <vector length>";
    static final Program PROGRAM = new Program(3, job -> run(job, vector -> {}));
    /** 8 MB, as {@link Transpose} does: shorter ones leave out code that these run. */
    private static final int WARM_UP_LENGTH = 1_000_000;
    private static final double EPSILON = 1e-8;

    private final Comm world;
    private final double[] vector;
    private final double[] ones;

    Reduce(final Comm world, final int length) {
        this.world = world;
        this.vector = new double[length];
        this.ones = new double[length];
        Arrays.fill(vector, 1);
        Arrays.fill(ones, 1);
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, vector length
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's vector before that of root is judged, for tests. */
    static boolean run(final Job job, final Consumer<double[]> beforeCheck) {
        final Comm world = job.world();
        final int ranks = world.getSize();
        final long[] numbers = job.numbers(Reduce::read);
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int length = (int) numbers[1];
        final Reduce kernel = new Reduce(world, length);
        final Reduce scratch = new Reduce(world, Math.min(length, WARM_UP_LENGTH));

        final Report report = job.report("MPI vector reduction");
        report.line("Vector length = " + length);
        report.line("Number of iterations = " + iterations);

        job.warmUp("vector length " + scratch.vector.length, () -> scratch.iterate(1));
        final double seconds = report.slowest(kernel.iterate(iterations));

        beforeCheck.accept(kernel.vector);
        final double reference = reference(iterations, ranks);
        final int worst = indexOfWorst(kernel.vector, reference);
        final double computed = kernel.vector[worst];
        final boolean valid =
            report.verdict(isClose(reference, computed), "element " + worst, reference, computed);
        if (valid) {
            report.rate("MFlops/s", 1e-6 * (2.0 * ranks - 1) * length, seconds, iterations);
        }
        return valid;
    }

    static long[] read(final String[] args) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 2, 0, args);
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long length = line.number(1, "vector length", 1, CommandLine.MAX_ARRAY_LENGTH);
        return new long[] {iterations, length};
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate(final int iterations) {
        double start = 0;
        for (int iteration = 0; iteration <= iterations; iteration++) {
            if (iteration == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            add(ones, vector, vector.length);
            world.reduce(vector, vector.length, MPI.DOUBLE, MPI.SUM, CommandLine.ROOT);
        }
        return MPI.wtime() - start;
    }

    private static void add(final double[] from, final double[] to, final int length) {
        for (int i = 0; i < length; i++) {
            to[i] += from[i];
        }
    }

    private static int indexOfWorst(final double[] vector, final double reference) {
        int worst = 0;
        for (int i = 1; i < vector.length; i++) {
            // Not a number is farther away than any number.
            if (Double.compare(Math.abs(vector[i] - reference), Math.abs(vector[worst] - reference)) > 0) {
                worst = i;
            }
        }
        return worst;
    }

    /**
     * Each element of root after iterations 0 to {@code iterations}: it grows by 1 an iteration, as those of the
     * others do, and by all of theirs, which are 2 in iteration 0, then 3, and so on.
     */
    static double reference(final int iterations, final int ranks) {
        return iterations + 2.0 + 0.5 * (iterations + 1.0) * (iterations + 4.0) * (ranks - 1.0);
    }

    static boolean isClose(final double reference, final double computed) {
        return Math.abs(computed - reference) < EPSILON;
    }
}
