package bench;

import java.io.PrintStream;

/**
 * How much one rank can send to another: windows of 64 messages, as {@code osu_bw} measures it.
 *
 * <pre>{@code
 * mpjrun -n 2 bench.Bandwidth --buffer direct --min 1M
 * }</pre>
 */
public final class Bandwidth {
    private static final Program PROGRAM = new Program("bench.Bandwidth", ranks -> ranks == 2, "2",
        Options.defaults(500));

    private Bandwidth() {}

    /**
     * Runs the benchmark.
     *
     * @param args see {@code docs/benchmarks/README.md}
     */
    public static void main(final String[] args) {
        PROGRAM.run(args, options -> run(options, System.out));
    }

    static void run(final Options options, final PrintStream out) {
        new WindowBenchmark(options, "MB/s", sizeBytes -> sizeBytes).run("bench.Bandwidth: bandwidth", out);
    }
}
