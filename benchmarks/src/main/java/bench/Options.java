package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the user may choose.
 *
 * @param operation which one, of programs that measure several
 * @param form how they are called
 * @param buffer memory of the messages
 * @param minBytes shortest message; the next is twice as long, and so on
 * @param maxBytes longest message
 * @param listedBytes lengths of messages; where there are none, those from shortest to longest
 * @param iterations timed iterations of messages up to {@link #LARGE_BYTES}; a tenth for longer ones
 * @param warmupMillis before the first of them, messages of all sizes for so long; 0 for nothing untimed at all
 * @param delay who is late, where that is measured
 */
record Options(String operation, CollectiveCall.Form form, MessageBuffer.Kind buffer, int minBytes,
    int maxBytes, List<Integer> listedBytes, int iterations, int warmupMillis, Delay delay) {

    /** Longer messages count as large: fewer of them give as good an average. */
    static final int LARGE_BYTES = 8 * 1024;

    static final String USAGE = "options: [--buffer heap|direct|mpi] [--min BYTES] [--max BYTES]"
        + " [--sizes BYTES,...] [--iterations N] [--warmup MILLIS] [--operation NAME]"
        + " [--form FORM] [--delayed-rank RANK] [--delay-millis MILLIS]; BYTES may end in K or M";

    private static final int LARGE_ITERATIONS_DIVISOR = 10;
    private static final int UNTIMED_DIVISOR = 10;
    private static final int WARMUP_MILLIS = 1500;
    private static final int MAX_MESSAGE_BYTES = 1 << 30;

    /**
     * A rank that begins an operation later than the others.
     *
     * @param rank its number, {@link #NOBODY} for none
     * @param millis how much later
     */
    record Delay(int rank, int millis) {
        static final int NOBODY = -1;
        static final Delay NONE = new Delay(NOBODY, 100);

        boolean isNone() {
            return rank == NOBODY;
        }
    }

    /** Iterations are short enough to make many of them, or not. */
    static Options defaults(final int iterations) {
        return defaults(iterations, 1, 4 * 1024 * 1024);
    }

    /** The same for certain sizes. */
    static Options defaults(final int iterations, final int minBytes, final int maxBytes) {
        return new Options("", CollectiveCall.Form.BLOCKING, MessageBuffer.Kind.HEAP, minBytes, maxBytes, List.of(),
            iterations, WARMUP_MILLIS, Delay.NONE);
    }

    /** These options, changed as the command line says. */
    Options with(final String... args) throws UsageException {
        Options options = this;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new UsageException("no value for " + args[i]);
            }
            options = options.with(args[i], args[i + 1]);
        }
        if (options.minBytes > options.maxBytes) {
            throw new UsageException("--min is " + options.minBytes + ", more than --max, " + options.maxBytes);
        }
        return options;
    }

    private Options with(final String name, final String value) throws UsageException {
        return switch (name) {
            case "--operation" -> operation(value);
            case "--form" ->
                new Options(operation, OptionValue.of(CollectiveCall.Form.class, name, value), buffer, minBytes,
                    maxBytes, listedBytes, iterations, warmupMillis, delay);
            case "--buffer" ->
                new Options(operation, form, OptionValue.of(MessageBuffer.Kind.class, name, value), minBytes, maxBytes,
                    listedBytes, iterations, warmupMillis, delay);
            case "--min" ->
                new Options(operation, form, buffer, bytes(name, value), maxBytes, listedBytes, iterations,
                    warmupMillis, delay);
            case "--max" ->
                new Options(operation, form, buffer, minBytes, bytes(name, value), listedBytes, iterations,
                    warmupMillis, delay);
            case "--sizes" ->
                new Options(operation, form, buffer, minBytes, maxBytes, list(name, value), iterations, warmupMillis,
                    delay);
            case "--iterations" ->
                new Options(operation, form, buffer, minBytes, maxBytes, listedBytes, number(name, value, 1),
                    warmupMillis, delay);
            case "--warmup" ->
                new Options(operation, form, buffer, minBytes, maxBytes, listedBytes, iterations,
                    number(name, value, 0), delay);
            case "--delayed-rank" -> with(new Delay(number(name, value, 0), delay.millis));
            case "--delay-millis" -> with(new Delay(delay.rank, number(name, value, 1)));
            default -> throw new UsageException("unknown option " + name);
        };
    }

    /** The same for another operation. */
    Options operation(final String name) {
        return new Options(name, form, buffer, minBytes, maxBytes, listedBytes, iterations, warmupMillis, delay);
    }

    private Options with(final Delay changed) {
        return new Options(operation, form, buffer, minBytes, maxBytes, listedBytes, iterations, warmupMillis, changed);
    }

    /** Lengths of the messages, in the order in which they are measured. */
    int[] sizesBytes() {
        final IntStream sizes = listedBytes.isEmpty()
            ? Stream.iterate((long) minBytes, size -> size <= maxBytes, size -> 2 * size).mapToInt(Long::intValue)
            : listedBytes.stream().mapToInt(Integer::intValue);
        return sizes.toArray();
    }

    /** Length of the longest message. */
    int longestBytes() {
        return IntStream.of(sizesBytes()).max().orElseThrow();
    }

    int iterations(final int sizeBytes) {
        return sizeBytes > LARGE_BYTES ? Math.max(1, iterations / LARGE_ITERATIONS_DIVISOR) : iterations;
    }

    /** Iterations right before the timed ones: each size finds memory and branches as its own messages leave them. */
    int untimedIterations(final int sizeBytes) {
        return warmupMillis == 0 ? 0 : iterations(sizeBytes) / UNTIMED_DIVISOR;
    }

    private static List<Integer> list(final String name, final String value) throws UsageException {
        final List<Integer> list = new ArrayList<>();
        for (final String size : value.split(",")) {
            list.add(bytes(name, size));
        }
        return List.copyOf(list);
    }

    private static int bytes(final String name, final String value) throws UsageException {
        final int unit = value.endsWith("K") ? 1024 : value.endsWith("M") ? 1024 * 1024 : 1;
        final String digits = unit == 1 ? value : value.substring(0, value.length() - 1);
        final long bytes = (long) number(name, digits, 1) * unit;
        if (bytes > MAX_MESSAGE_BYTES) {
            throw new UsageException(name + " is " + value + ", expected at most " + MAX_MESSAGE_BYTES);
        }
        return (int) bytes;
    }

    private static int number(final String name, final String value, final int min) throws UsageException {
        try {
            final int number = Integer.parseInt(value);
            if (number >= min) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // reported below, as a number that is too small is
        }
        throw new UsageException(name + " is \"" + value + "\", expected a whole number of at least " + min);
    }
}
