package prk;

import java.util.function.Consumer;
import mpi.Comm;
import mpi.Datatype;
import mpi.MPI;

/**
 * Synchronisation of all ranks: a text that ranks share is scrambled, over and over, and none can go on before all
 * have done their part.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Global <iterations> <text length>
 * }</pre>
 *
 * <p>Every rank has a part of the text, as long as all others. An iteration gathers all parts at all ranks, as items
 * of a datatype that is one whole part; then every rank takes each {@code ranks}-th character of the text for its new
 * part. Characters are bytes, as in C. Every iteration is timed: before the first, parts of the same length are
 * gathered until the code is compiled, see {@link WarmUp}.
 */
public final class Global {
    private static final String USAGE = "Usage: prk.Global <iterations> <text length>";
    static final Program PROGRAM = new Program(3, job -> run(job, text -> {}));
    /** So many iterations between two looks at the clock, which cost a message. */
    private static final int WARM_UP_ITERATIONS = 10;
    private static final String DIGITS = "27638472638746283742712311207892";

    private final Comm world;
    private final int me;
    private final int ranks;
    /** This rank's part of the text. */
    private final byte[] part;
    /** All parts, in the order of ranks. */
    private final byte[] text;

    Global(final Comm world, final int length) {
        this.world = world;
        this.me = world.getRank();
        this.ranks = world.getSize();
        this.part = new byte[length / ranks];
        this.text = new byte[length];
        for (int i = 0; i < part.length; i++) {
            part[i] = (byte) DIGITS.charAt(i % DIGITS.length());
        }
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, text length
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees the text that each rank has at the end, for tests. */
    static boolean run(final Job job, final Consumer<byte[]> beforeCheck) {
        final Comm world = job.world();
        final int ranks = world.getSize();
        final long[] numbers = job.numbers(args -> read(args, ranks));
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int length = (int) numbers[1];
        final Global kernel = new Global(world, length);
        final Global scratch = new Global(world, length);

        final Report report = job.report("MPI global synchronization");
        report.line("Text length = " + length);
        report.line("Number of iterations = " + iterations);

        // All ranks' texts are judged, each of which is made of as many equal parts as there are ranks.
        final double reference = (double) sumOfDigits(kernel.part) * ranks * ranks;
        final Datatype partType = Datatype.createContiguous(length / ranks, MPI.BYTE);
        partType.commit();
        job.warmUp("text length " + length, () -> scratch.iterate(WARM_UP_ITERATIONS, partType));
        final double seconds = report.slowest(kernel.iterate(iterations, partType));
        partType.free();

        beforeCheck.accept(kernel.text);
        final double computed = report.sum(sumOfDigits(kernel.text));
        final boolean valid =
            report.verdict(computed == reference, "sum of the digits of all ranks' texts", reference, computed);
        if (valid) {
            report.rate("synch/s", 1, seconds, iterations);
        }
        return valid;
    }

    static long[] read(final String[] args, final int ranks) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 2, 0, args);
        final long iterations = line.number(0, "iterations", 1, Integer.MAX_VALUE - 1);
        final long length = line.number(1, "text length", ranks, CommandLine.MAX_ARRAY_LENGTH);
        if (length % ranks != 0) {
            throw line.problem("text length " + length + " is not a multiple of the number of ranks, " + ranks);
        }
        return new long[] {iterations, length};
    }

    /** Scrambles the text; returns the seconds it took. */
    private double iterate(final int iterations, final Datatype partType) {
        world.barrier();
        final double start = MPI.wtime();
        for (int iteration = 0; iteration < iterations; iteration++) {
            scramble(partType);
        }
        return MPI.wtime() - start;
    }

    private void scramble(final Datatype partType) {
        world.allGather(part, 1, partType, text, 1, partType);
        takeEvery(ranks, text, me, part, part.length);
    }

    private static void takeEvery(final int step, final byte[] text, final int first, final byte[] part,
        final int length) {
        int from = first;
        for (int i = 0; i < length; i++) {
            part[i] = text[from];
            from += step;
        }
    }

    private static long sumOfDigits(final byte[] text) {
        long sum = 0;
        for (final byte digit : text) {
            sum += digit - '0';
        }
        return sum;
    }
}
