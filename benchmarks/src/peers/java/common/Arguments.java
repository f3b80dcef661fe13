package common;

/**
 * Command line of a peer's benchmark: {@code [--buffer KIND] [--sizes BYTES,...] [--iterations N] [--warmup MILLIS]
 * [--operation COLLECTIVE,...]}.
 */
public final class Arguments {
    private static final int LARGE_BYTES = 8 * 1024;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private String buffer = "heap";
    private int[] sizesBytes = {8};
    private String[] operations = {"allreduce"};
    private int iterations;
    private int warmupMillis = 1500;

    /**
     * Reads a command line.
     *
     * @param args the words
     * @param iterations timed iterations where none are given
     */
    public Arguments(final String[] args, final int iterations) {
        this.iterations = iterations;
        for (int i = 0; i < args.length; i += 2) {
            final String value = args[i + 1];
            switch (args[i]) {
                case "--buffer" -> buffer = value;
                case "--sizes" -> sizesBytes = sizes(value);
                case "--iterations" -> this.iterations = Integer.parseInt(value);
                case "--warmup" -> warmupMillis = Integer.parseInt(value);
                case "--operation" -> operations = value.split(",");
                default -> throw new IllegalArgumentException("unknown option " + args[i]);
            }
        }
    }

    /** The kind of memory of the messages. */
    public String buffer() {
        return buffer;
    }

    /** Collective operations. */
    public String[] operations() {
        return operations.clone();
    }

    /** Lengths of the messages. */
    public int[] sizesBytes() {
        return sizesBytes;
    }

    /** Length of the longest message. */
    public int longestBytes() {
        int longest = 0;
        for (final int size : sizesBytes) {
            longest = Math.max(longest, size);
        }
        return longest;
    }

    /** Timed iterations of messages of this length. */
    public int iterations(final int sizeBytes) {
        return sizeBytes > LARGE_BYTES ? Math.max(1, iterations / 10) : iterations;
    }

    /** Iterations right before them. */
    public int untimedIterations(final int sizeBytes) {
        return warmupMillis == 0 ? 0 : iterations(sizeBytes) / 10;
    }

    /** 1 if a warm-up that began then goes on, 0 if its time is over. */
    public byte anotherRound(final long startNanos) {
        return (byte) (System.nanoTime() - startNanos < warmupMillis * NANOS_PER_MILLI ? 1 : 0);
    }

    private static int[] sizes(final String text) {
        final String[] words = text.split(",");
        final int[] sizes = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            final int unit = words[i].endsWith("K") ? 1024 : words[i].endsWith("M") ? 1024 * 1024 : 1;
            sizes[i] = unit * Integer.parseInt(words[i].replaceAll("[KM]", ""));
        }
        return sizes;
    }
}
