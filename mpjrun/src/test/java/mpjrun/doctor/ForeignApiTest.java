package mpjrun.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which API counts as another. */
class ForeignApiTest {
    @TempDir
    private Path root;

    private void classFile(final String name) throws IOException {
        final Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    private Optional<Path> find() {
        return ForeignApi.find(List.of(root.toString()));
    }

    @Test
    void shouldNameWhereAnotherApiIs() throws IOException {
        assertEquals(Optional.empty(), find());
        classFile("mpi/MPI.class");
        assertEquals(Optional.of(root), find());
    }

    @Test
    void shouldNotTakeOurOwnForAnother() throws IOException {
        classFile("mpi/MPI.class");
        classFile("mpi/spi/EngineProvider.class");
        assertEquals(Optional.empty(), find());
    }
}
