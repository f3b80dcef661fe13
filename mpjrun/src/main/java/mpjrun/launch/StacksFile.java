package mpjrun.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file with the stacks of all threads of a job whose time was over. */
final class StacksFile {
    private static final String PREFIX = "mpj-stacks-";
    private static final String SUFFIX = ".txt";

    private StacksFile() {}

    /**
     * Writes a file that its user alone may read, whole or not at all.
     *
     * @param directory that of the files of the ranks' output; without, that of temporary files
     * @param stacks of all threads
     * @return the file
     * @throws IOException if it cannot be written
     */
    static Path write(final Optional<Path> directory, final String stacks) throws IOException {
        final Path file = directory.isPresent() ? Files.createTempFile(directory.get(), PREFIX, SUFFIX)
            : Files.createTempFile(PREFIX, SUFFIX);
        try {
            return Files.writeString(file, stacks);
        } catch (final IOException e) {
            Files.delete(file);
            throw e;
        }
    }
}
