package mpjrun.boot;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds out why a program cannot be started before all ranks fail to. The guard in front of a command would only say so
 * once a rank, in its own words.
 */
final class ProgramPath {
    private ProgramPath() {}

    /**
     * Looks for a program as the system does.
     *
     * @param program its name or path
     * @param directory where it is to start
     * @param searchPath where to look for a name, as {@code PATH} has it
     * @return what is wrong, one line for the user; empty if it can be started
     */
    static Optional<String> problem(final String program, final Path directory, final String searchPath) {
        if (!Files.isDirectory(directory)) {
            return Optional.of("no directory " + directory);
        }
        if (program.contains(File.separator)) {
            return isProgram(directory.resolve(program)) ? Optional.empty()
                : Optional.of(program + " is not a program that can be run");
        }
        for (final String entry : searchPath.split(File.pathSeparator, -1)) {
            if (isProgram(directory.resolve(entry).resolve(program))) {
                return Optional.empty();
            }
        }
        return Optional.of("no program \"" + program + "\" in PATH");
    }

    private static boolean isProgram(final Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
