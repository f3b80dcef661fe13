package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mpi.Comm;

/**
 * Collects what a kernel prints on one rank.
 */
final class KernelOutput {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    PrintStream stream() {
        return stream;
    }

    List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /**
     * Fails unless root has ended with a right result and a rate in this unit, of which it may say what it means, and
     * no other rank has printed.
     */
    void assertRate(final Comm world, final String unit) {
        final List<String> lines = lines().stream().filter(line -> !line.startsWith("Remark: ")).toList();
        if (world.getRank() == 0) {
            assertEquals("Number of ranks = " + world.getSize(), lines.get(2));
            assertEquals("Solution validates", lines.get(lines.size() - 2));
            final String rate = "Rate \\(" + unit + "\\): [0-9.]+ Avg time \\(s\\): [0-9.]+";
            assertTrue(lines.getLast().matches(rate), lines.getLast());
        } else {
            assertEquals(List.of(), lines);
        }
    }
}
