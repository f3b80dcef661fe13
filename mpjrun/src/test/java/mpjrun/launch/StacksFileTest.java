package mpjrun.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StacksFileTest {
    @TempDir
    private Path directory;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void shouldBeBesideTheFilesOfTheOutput() throws IOException {
        final Path file = StacksFile.write(Optional.of(directory), "stacks\n");
        assertEquals(List.of(file), files());
        assertEquals("stacks\n", Files.readString(file));
    }

    /** A text that no encoding can write fails once the file is there. */
    @Test
    void shouldLeaveNoPartOfAFile() throws IOException {
        assertThrows(IOException.class, () -> StacksFile.write(Optional.of(directory), "\uD800"));
        assertEquals(List.of(), files());
    }
}
