package bench.suite;

import java.util.List;
import java.util.stream.Stream;

/**
 * One of the Parallel Research Kernels, at a size that takes a fraction of a second.
 *
 * @param name in tables and options, and of its twin in C
 * @param program the class in package {@code prk}
 * @param unit of its rate
 * @param arguments of the program
 * @param hasTwin whether the same exists in C
 */
public record Kernel(String name, String program, String unit, List<String> arguments, boolean hasTwin) {

    private static final String FLOPS = "MFlops/s";

    /** All of them, in the order in which they run. */
    public static List<Kernel> all() {
        return List.of(
            of("nstream", "Nstream", "MB/s", "10 5000000 0"),
            of("transpose", "Transpose", "MB/s", "20 2000"),
            new Kernel("transpose-a2a", "TransposeA2a", "MB/s", words("20 2000"), false),
            of("transpose-rma", "TransposeRma", "MB/s", "20 2000"),
            of("p2p", "P2p", FLOPS, "10 2000 2000"),
            of("p2p-rma", "P2pRma", FLOPS, "10 500 500"),
            of("stencil", "Stencil", FLOPS, "20 2000"),
            of("stencil-rma", "StencilRma", FLOPS, "20 2000"),
            of("reduce", "Reduce", FLOPS, "10 2000000"),
            of("global", "Global", "synch/s", "20000 1024"),
            of("random", "Random", "GUPS/s", "4 22"),
            of("sparse", "Sparse", FLOPS, "4 10 4"),
            of("dgemm", "Dgemm", FLOPS, "1 1024 32 1"),
            of("pic", "Pic", "Mparticles_moved/s", "10 1000 400000 1 2 GEOMETRIC 0.99"),
            of("amr", "Amr", FLOPS, "100 1000 100 2 2 1 1 FINE_GRAIN"),
            new Kernel("branch", "Branch", "Mops/s", words("1000 10000 vector_go"), false));
    }

    /** The names of all. */
    public static Stream<String> names() {
        return all().stream().map(Kernel::name);
    }

    private static Kernel of(final String name, final String program, final String unit, final String arguments) {
        return new Kernel(name, program, unit, words(arguments), true);
    }

    private static List<String> words(final String text) {
        return List.of(text.split(" "));
    }
}
