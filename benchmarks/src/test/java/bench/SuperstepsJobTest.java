package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;
import org.w3c.dom.Document;

class SuperstepsJobTest {
    @MpiTest(ranks = {2, 3})
    void shouldPrintWhatEachRankDoesAndDrawIt(final Intracomm world) throws Exception {
        final Path chart = Files.createTempFile("supersteps", ".svg");
        try {
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            final SuperstepOptions options = SuperstepOptions.of(world.getSize(), "--supersteps", "4", "--compute",
                "100", "--slow-rank", "0", "--slow-factor", "5", "--chart", chart.toString());
            new Supersteps(world, options).run(new PrintStream(bytes, true, StandardCharsets.UTF_8));

            final List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
            if (world.getRank() != 0) {
                assertEquals(List.of(), lines);
                return;
            }
            for (int rank = 0; rank < world.getSize(); rank++) {
                assertTrue(lines.get(2 + rank).matches(rank + " +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+"), lines::toString);
            }
            assertTrue(lines.get(2 + world.getSize()).matches("Straggler: rank [0-2], .* in [1-4] of 4 supersteps"),
                lines::toString);
            final Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile());
            // a bar for each part of each superstep of each rank, beside background and legend
            assertEquals(4 + 4 * 3 * world.getSize(), svg.getElementsByTagName("rect").getLength());
        } finally {
            Files.delete(chart);
        }
    }
}
