package project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds what stands in the sources and that neither the compiler nor the formatter looks at. */
class SourceTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int COLUMNS = 120;

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                .sorted()
                .toList();
        }
    }

    @Test
    void shouldKeepLinesIncludingCommentsWithin120Columns() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.codePointCount(0, line.length()) > COLUMNS) {
                    faults.add(ROOT.relativize(file) + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), faults, "lines longer than " + COLUMNS + " columns");
    }

    @Test
    void shouldGiveAReasonForEachSuppressedWarning() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String annotation = "@Suppress" + "Warnings(";
                if (!lines.get(i).contains(annotation)) {
                    continue;
                }
                String before = i == 0 ? "" : lines.get(i - 1).strip();
                if (!lines.get(i).contains("//") && !before.startsWith("//") && !before.endsWith("*/")) {
                    faults.add(ROOT.relativize(file) + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), faults, "suppressed warnings without a comment on the same line or just before");
    }

    @Test
    void shouldNotNameATransportModuleInTheEngine() throws IOException {
        for (Path file : sources()) {
            if (file.startsWith(ROOT.resolve("mpi-core/src/main"))) {
                assertFalse(Files.readString(file).contains("mpi.transport."), file.toString());
            }
        }
    }
}
