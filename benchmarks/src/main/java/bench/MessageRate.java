package bench;

import java.io.PrintStream;

/**
 * How many messages a second pairs of ranks exchange: windows of 64 messages, as {@code osu_mbw_mr} measures it.
 *
 * <pre>{@code
 * mpjrun -n 2 bench.MessageRate --max 64
 * }</pre>
 */
public final class MessageRate {
    private static final Program PROGRAM = new Program("bench.MessageRate", ranks -> ranks % 2 == 0, "an even number",
        Options.defaults(500));

    private MessageRate() {}

    /**
     * Runs the benchmark.
     *
     * @param args see {@code docs/benchmarks/README.md}
     */
    public static void main(final String[] args) {
        PROGRAM.run(args, options -> run(options, System.out));
    }

    static void run(final Options options, final PrintStream out) {
        new WindowBenchmark(options, "M msg/s", sizeBytes -> 1).run("bench.MessageRate: messages", out);
    }
}
