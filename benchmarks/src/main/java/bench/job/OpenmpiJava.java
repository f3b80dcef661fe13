package bench.job;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The native half of Open MPI's Java bindings, which Debian does ship. */
final class OpenmpiJava {
    private OpenmpiJava() {}

    /** The directory that has it. */
    static Optional<Path> nativeDirectory() {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
            for (final Path directory : directories) {
                if (Files.exists(directory.resolve("libmpi_java.so"))) {
                    return Optional.of(directory);
                }
            }
            return Optional.empty();
        } catch (final IOException e) {
            return Optional.empty(); // no such directory: not installed
        }
    }
}
