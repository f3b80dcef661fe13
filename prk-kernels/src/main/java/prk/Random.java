package prk;

import java.util.Arrays;
import java.util.function.Consumer;
import mpi.Comm;
import mpi.MPI;

/**
 * Random access: how fast all ranks together update elements, in no order, of a table that is spread over them.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Random <updates per element of the table> <log2 of the table's length>
 * }</pre>
 *
 * <p>Both numbers of elements and of ranks are powers of two. A rank owns a slice of the table; the high bits of an
 * index are the owner's rank. Each rank follows 1024 streams of random numbers at once. In a step, it takes the next
 * number of each, sorts them into one bucket a rank, tells each rank how many come (Alltoall), and sends the buckets
 * (Alltoallv); each owner XORs what it gets into the elements that the numbers stand for. So a message takes many
 * updates, and the 1024 numbers of a step are all that may be held back.
 *
 * <p>The same updates are done twice. The second time undoes the first, whatever their order, and so the table must
 * end as it began. The numbers are those of HPC Challenge's RandomAccess, from some element of its sequence on. Before
 * the measured rounds a table as large or smaller is updated until the code is compiled, see {@link WarmUp}.
 */
public final class Random {
    private static final String USAGE =
        "Usage: prk.Random <updates per element, a power of 2> <log2 of the table's length>";
    /** How many numbers a rank draws before it sends them: what HPC Challenge allows. */
    private static final int LOOKAHEAD = 1024;
    /** Each of them XORs the same numbers into the table. */
    private static final int ROUNDS = 2;
    /** Numbers are polynomials over {0, 1} modulo this one and x^64: each next one is x times the one before. */
    private static final long POLYNOMIAL = 7;
    /** Where in the sequence the first rank starts; each has a stretch of its own. */
    private static final long SEED = 834568137686317453L;

    private static final int MAX_LOG2_SLICE = 30;
    static final Program PROGRAM = new Program(6, job -> run(job, slice -> {}));
    private static final int WARM_UP_LOG2_SLICE = 20;
    private static final int WARM_UP_STEPS = 256;

    private final Comm world;
    private final int me;
    private final int ranks;
    private final int log2Slice;
    /** This rank's slice of the table. */
    private final long[] slice;
    /** The last number of each stream. */
    private final long[] streams = new long[LOOKAHEAD];
    /** A bucket a rank, each with room for all numbers of a step. */
    private final long[] buckets;
    private final int[] bucketStarts;
    private final int[] bucketLengths;
    private final long[] received;
    private final int[] receivedStarts;
    private final int[] receivedLengths;

    Random(final Comm world, final int log2Table) {
        this.world = world;
        this.me = world.getRank();
        this.ranks = world.getSize();
        this.log2Slice = log2Table - log2(ranks);
        this.slice = new long[1 << log2Slice];
        this.buckets = new long[ranks * LOOKAHEAD];
        this.bucketStarts = new int[ranks];
        this.bucketLengths = new int[ranks];
        this.received = new long[ranks * LOOKAHEAD];
        this.receivedStarts = new int[ranks];
        this.receivedLengths = new int[ranks];
        for (int rank = 0; rank < ranks; rank++) {
            bucketStarts[rank] = rank * LOOKAHEAD;
        }
        for (int i = 0; i < slice.length; i++) {
            slice[i] = firstIndex() + i;
        }
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args updates for each element of the table, and the binary logarithm of the table's length
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's slice of the table before it is judged, for tests. */
    static boolean run(final Job job, final Consumer<long[]> beforeCheck) {
        final Comm world = job.world();
        final int ranks = world.getSize();
        final long[] numbers = job.numbers(args -> read(args, ranks));
        if (numbers.length == 0) {
            return false;
        }
        final long ratio = numbers[0];
        final int log2Table = (int) numbers[1];
        final Random kernel = new Random(world, log2Table);
        final Random scratch = new Random(world, Math.min(log2Table, WARM_UP_LOG2_SLICE + log2(ranks)));
        final double updates = (double) ratio * kernel.slice.length * ranks;

        final Report report = job.report("MPI random access: table[random] ^= random");
        report.line("Table length = " + (1L << log2Table));
        report.line("Updates per element = " + ratio);
        report.line("Number of updates = " + (long) updates);
        report.line("Numbers drawn at once = " + LOOKAHEAD);

        job.warmUp("table length " + (long) scratch.slice.length * ranks,
            () -> scratch.round(WARM_UP_STEPS, WARM_UP_STEPS * LOOKAHEAD));
        final double seconds = report.slowest(kernel.iterate(ratio));

        beforeCheck.accept(kernel.slice);
        final double wrong = report.sum(kernel.wrongElements());
        final boolean valid = report.verdict(wrong == 0, "number of wrong elements", 0, wrong);
        if (valid) {
            report.rate("GUPS/s", 1e-9 * updates / ROUNDS, seconds, ROUNDS);
        }
        return valid;
    }

    static long[] read(final String[] args, final int ranks) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, 2, 0, args);
        final long ratio = line.number(0, "updates per element", 1, 1 << MAX_LOG2_SLICE);
        if (Long.bitCount(ratio) != 1) {
            throw line.problem("updates per element is " + ratio + ", expected a power of 2");
        }
        if (Integer.bitCount(ranks) != 1) {
            throw line.problem("number of ranks is " + ranks + ", expected a power of 2");
        }
        final long log2Table = line.number(1, "log2 of the table's length", Math.max(1, log2(ranks)),
            MAX_LOG2_SLICE + log2(ranks));
        if (log2(ratio) + log2Table < log2((long) ROUNDS * ranks * LOOKAHEAD)) {
            throw line.problem("table length " + (1L << log2Table) + " times updates per element " + ratio
                + " must be at least " + ROUNDS * LOOKAHEAD + " times the number of ranks, " + ranks);
        }
        return new long[] {ratio, log2Table};
    }

    /** Updates and undoes; returns the seconds. */
    private double iterate(final long ratio) {
        final long updates = ratio * slice.length;
        world.barrier();
        final double start = MPI.wtime();
        for (int round = 0; round < ROUNDS; round++) {
            round(updates / (ROUNDS * LOOKAHEAD), updates);
        }
        return MPI.wtime() - start;
    }

    long[] slice() {
        return slice;
    }

    /** Starts the streams, and takes so many steps; {@code updates} is how many make all rounds. */
    void round(final long steps, final long updates) {
        for (int j = 0; j < LOOKAHEAD; j++) {
            streams[j] = element(SEED + updates * me + updates / LOOKAHEAD * j);
        }
        for (long step = 0; step < steps; step++) {
            drawNext(streams);
            Arrays.fill(bucketLengths, 0);
            sort(streams, log2Slice, ranks - 1, buckets, bucketLengths);
            update(slice, received, exchange());
        }
    }

    /** Sends the buckets; returns how many numbers have come for this rank. */
    private int exchange() {
        world.allToAll(bucketLengths, 1, MPI.INT, receivedLengths, 1, MPI.INT);
        int total = receivedLengths[0];
        for (int rank = 1; rank < ranks; rank++) {
            receivedStarts[rank] = total;
            total += receivedLengths[rank];
        }
        world.allToAllv(buckets, bucketLengths, bucketStarts, MPI.LONG, received, receivedLengths, receivedStarts,
            MPI.LONG);
        return total;
    }

    private static void drawNext(final long[] streams) {
        for (int j = 0; j < streams.length; j++) {
            streams[j] = next(streams[j]);
        }
    }

    /** Puts each number into the bucket of the rank that owns its element. */
    private static void sort(final long[] numbers, final int log2Slice, final int rankMask, final long[] buckets,
        final int[] lengths) {
        for (final long number : numbers) {
            final int owner = (int) (number >>> log2Slice) & rankMask;
            buckets[owner * LOOKAHEAD + lengths[owner]++] = number;
        }
    }

    /** Indices end at the mask of the array's own length, so that the JIT need not check them. */
    private static void update(final long[] slice, final long[] numbers, final int count) {
        for (int j = 0; j < count; j++) {
            final long number = numbers[j];
            slice[(int) number & (slice.length - 1)] ^= number;
        }
    }

    private int wrongElements() {
        int wrong = 0;
        for (int i = 0; i < slice.length; i++) {
            if (slice[i] != firstIndex() + i) {
                wrong++;
            }
        }
        return wrong;
    }

    private long firstIndex() {
        return (long) me << log2Slice;
    }

    /** The number after this one. */
    static long next(final long number) {
        return (number << 1) ^ ((number >> (Long.SIZE - 1)) & POLYNOMIAL);
    }

    /** The number at this index of the sequence, which is x to that power; by squaring, so far ahead in few steps. */
    static long element(final long index) {
        long power = 1;
        for (int bit = Long.SIZE - 2; bit >= 0; bit--) {
            power = product(power, power);
            if (((index >> bit) & 1) == 1) {
                power = next(power);
            }
        }
        return power;
    }

    private static long product(final long left, final long right) {
        long sum = 0;
        long multiple = left;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            sum ^= -((right >> bit) & 1) & multiple;
            multiple = next(multiple);
        }
        return sum;
    }

    private static int log2(final long powerOfTwo) {
        return Long.numberOfTrailingZeros(powerOfTwo);
    }
}
