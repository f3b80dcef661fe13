package prk;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import mpi.Comm;
import mpi.MPI;

/**
 * Branches in inner loops: changes the sign of all elements of a vector, over and over, by loops that branch and by
 * loops that do the same without. No messages but at the start and the end.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Branch <iterations> <vector length> <branching type>
 * }</pre>
 *
 * <p>Every rank has such a vector, of whole numbers that rise from -3 to 4 and begin again, so that they change sign
 * often. There are four types of loops: <ul> <li>{@code vector_stop}: the branch depends on an element found by way of
 * an index, which keeps compilers from computing several elements at a time; <li>{@code vector_go}: the branch depends
 * on the loop's counter alone; <li>{@code no_vector}: as before, but elements are found by way of an index; <li>{@code
 * ins_heavy}: the branch leads to one of eight pieces of code that have many instructions each. </ul> What is compared
 * is the rate with branches and without: the amount of work is the same. (C2 of JDK 25 makes vectors of one of these
 * loops only, {@code ins_heavy} without branches.) Before anything is timed, another vector, as long or shorter, is
 * worked on until the code is compiled, see {@link WarmUp}.
 */
public final class Branch {
    private static final String USAGE = "Usage: prk.Branch <iterations> <vector length> "
        + "<vector_stop | vector_go | no_vector | ins_heavy>";
    static final Program PROGRAM = new Program(1, job -> run(job, vector -> {}));
    private static final int WARM_UP_LENGTH = 10_000;
    /** After so many elements the vector begins again. */
    private static final int PERIOD = 8;
    private static final int LIGHT_OPERATIONS = 4;
    /** Of {@link #negate}: 14, 16 and 2 for the difference. */
    private static final int HEAVY_OPERATIONS = 32;

    private final Type type;
    private final int length;
    private final int[] vector;
    /** Tells of each element where it is: in its place, which compilers do not know. */
    private final int[] index;

    Branch(final Type type, final int length) {
        this.type = type;
        this.length = length;
        this.vector = new int[length];
        this.index = new int[length];
        for (int i = 0; i < length; i++) {
            vector[i] = tooth(i);
            index[i] = i;
        }
    }

    /** What the loops are like. */
    enum Type {
        VECTOR_STOP,
        VECTOR_GO,
        NO_VECTOR,
        INS_HEAVY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args iterations, vector length, branching type
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's vector before each sum is taken, for tests. */
    static boolean run(final Job job, final Consumer<int[]> beforeCheck) {
        final Comm world = job.world();
        final int ranks = world.getSize();
        final long[] numbers = job.numbers(Branch::read);
        if (numbers.length == 0) {
            return false;
        }
        final int iterations = (int) numbers[0];
        final int length = (int) numbers[1];
        final Type type = Type.values()[(int) numbers[2]];
        final Branch kernel = new Branch(type, length);
        final Branch scratch = new Branch(type, Math.min(length, WARM_UP_LENGTH));

        final Report report = job.report("MPI branching bonanza");
        report.line("Vector length = " + length);
        report.line("Number of iterations = " + iterations);
        report.line("Branching type = " + type);

        job.warmUp("vector length " + scratch.length, () -> {
            scratch.iterate(world, 2, true);
            scratch.iterate(world, 2, false);
        });
        final double branchSeconds = report.slowest(kernel.iterate(world, iterations, true));
        beforeCheck.accept(kernel.vector);
        final double branchSum = report.sum(kernel.sum());
        final double straightSeconds = report.slowest(kernel.iterate(world, iterations, false));
        beforeCheck.accept(kernel.vector);
        final double straightSum = report.sum(kernel.sum());

        final double reference = (double) reference(length) * ranks;
        final double computed = branchSum == reference ? straightSum : branchSum;
        final boolean valid = report.verdict(computed == reference, "sum of all elements", reference, computed);
        if (valid) {
            final double operations = (double) ranks * length * iterations
                * (type == Type.INS_HEAVY ? HEAVY_OPERATIONS : LIGHT_OPERATIONS);
            report.line(rateLine("with", operations, branchSeconds));
            report.line(rateLine("without", operations, straightSeconds));
        }
        return valid;
    }

    static long[] read(final String[] args) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 3, 0, args);
        final long iterations = line.number(0, "iterations", 2, Integer.MAX_VALUE - 1);
        final long length = line.number(1, "vector length", 1, CommandLine.MAX_ARRAY_LENGTH);
        if (iterations % 2 != 0) {
            throw line.problem("iterations is \"" + args[0] + "\", expected an even number");
        }
        for (final Type type : Type.values()) {
            if (type.toString().equals(args[2])) {
                return new long[] {iterations, length, type.ordinal()};
            }
        }
        throw line.problem("branching type is \"" + args[2] + "\", expected one of " + Arrays.toString(Type.values()));
    }

    private static String rateLine(final String branches, final double operations, final double seconds) {
        return String.format(Locale.ROOT, "Rate (Mops/s) %s branches: %.6f time (s): %.9f", branches,
            1e-6 * operations / seconds, seconds);
    }

    /** Changes all signs so often; returns the seconds it took. */
    private double iterate(final Comm world, final int iterations, final boolean branches) {
        world.barrier();
        final double start = MPI.wtime();
        for (int iteration = 0; iteration < iterations; iteration++) {
            // An element is its tooth, then the negative of it, and so on.
            changeSigns(branches, iteration % 2 == 0 ? 1 : -1);
        }
        return MPI.wtime() - start;
    }

    /** Changes all signs; an element is {@code sign} times its tooth. */
    void changeSigns(final boolean branches, final int sign) {
        switch (type) {
            case VECTOR_STOP -> {
                if (branches) {
                    branchOnElements(vector, index, length, sign);
                } else {
                    straight(vector, length, sign);
                }
            }
            case VECTOR_GO -> {
                if (branches) {
                    branchOnCounter(vector, length, sign);
                } else {
                    straight(vector, length, sign);
                }
            }
            case NO_VECTOR -> {
                if (branches) {
                    branchAndFind(vector, index, length, sign);
                } else {
                    straightAndFind(vector, index, length, sign);
                }
            }
            case INS_HEAVY -> {
                if (branches) {
                    branchToCode(vector, index, length);
                } else {
                    straightCode(vector, length);
                }
            }
        }
    }

    private static void branchOnElements(final int[] vector, final int[] index, final int length, final int sign) {
        for (int i = 0; i < length; i++) {
            final int same = sign * tooth(i);
            if (vector[index[i]] > 0) {
                vector[i] -= 2 * vector[i];
            } else {
                vector[i] -= 2 * same;
            }
        }
    }

    private static void branchOnCounter(final int[] vector, final int length, final int sign) {
        for (int i = 0; i < length; i++) {
            final int same = sign * tooth(i);
            if (same > 0) {
                vector[i] -= 2 * vector[i];
            } else {
                vector[i] -= 2 * same;
            }
        }
    }

    private static void straight(final int[] vector, final int length, final int sign) {
        for (int i = 0; i < length; i++) {
            vector[i] -= vector[i] + sign * tooth(i);
        }
    }

    private static void branchAndFind(final int[] vector, final int[] index, final int length, final int sign) {
        for (int i = 0; i < length; i++) {
            final int same = sign * tooth(i);
            if (same > 0) {
                vector[i] -= 2 * vector[index[i]];
            } else {
                vector[i] -= 2 * same;
            }
        }
    }

    private static void straightAndFind(final int[] vector, final int[] index, final int length, final int sign) {
        for (int i = 0; i < length; i++) {
            vector[i] -= vector[index[i]] + sign * tooth(i);
        }
    }

    private static void branchToCode(final int[] vector, final int[] index, final int length) {
        for (int i = 0; i < length; i++) {
            final int x = vector[i];
            vector[i] = switch (index[i] & (PERIOD - 1)) {
                case 0 -> negate(x, 2, 3, 5, 7, 11, 13, 17, 19);
                case 1 -> negate(x, 23, 29, 31, 37, 41, 43, 47, 53);
                case 2 -> negate(x, 59, 61, 67, 71, 73, 79, 83, 89);
                case 3 -> negate(x, 97, 101, 103, 107, 109, 113, 127, 131);
                case 4 -> negate(x, 137, 139, 149, 151, 157, 163, 167, 173);
                case 5 -> negate(x, 179, 181, 191, 193, 197, 199, 211, 223);
                case 6 -> negate(x, 227, 229, 233, 239, 241, 251, 257, 263);
                default -> negate(x, 269, 271, 277, 281, 283, 293, 307, 311);
            };
        }
    }

    private static void straightCode(final int[] vector, final int length) {
        for (int i = 0; i < length; i++) {
            vector[i] = negate(vector[i], 2, 3, 5, 7, 11, 13, 17, 19);
        }
    }

    /**
     * The negative of a number, in a roundabout way: less the difference between two ways to compute a polynomial,
     * which is 0. Compilers do not see that, and make an own piece of code for each row of constants.
     */
    private static int negate(final int x, final int a, final int b, final int c, final int d, final int e, final int f,
        final int g, final int h) {
        final int horner = ((((((h * x + g) * x + f) * x + e) * x + d) * x + c) * x + b) * x + a;
        final int x2 = x * x;
        final int x4 = x2 * x2;
        final int estrin = a + b * x + (c + d * x) * x2 + (e + f * x + (g + h * x) * x2) * x4;
        return horner - estrin - x;
    }

    /** An element of the vector at the start. */
    static int tooth(final int i) {
        return (i & (PERIOD - 1)) - 3;
    }

    private long sum() {
        long sum = 0;
        for (final int element : vector) {
            sum += element;
        }
        return sum;
    }

    int[] vector() {
        return vector;
    }

    /** What the elements of one rank add up to, after any even number of changes. */
    static long reference(final int length) {
        final long rest = length % PERIOD;
        return (rest * (rest - PERIOD) + length) / 2;
    }
}
