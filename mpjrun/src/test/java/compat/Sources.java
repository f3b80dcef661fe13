package compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the programs are: in the directory that {@code mpj.compat.sources} names, else in the upstream archive of
 * Debian's source package {@code mpj}, which apt fetches with lists of its own, so that the machine's stay as they are.
 */
final class Sources {
    private static final String ARCHIVE = "mpj_0.44+dfsg.orig.tar.xz";
    private static final String PROGRAMS = "mpj-v0_44/test/mpi";

    private Sources() {}

    /** Finds the programs; what is fetched is put into a directory, once. */
    static Path find(final Path directory) throws IOException, InterruptedException {
        final String told = System.getProperty("mpj.compat.sources", "");
        if (!told.isEmpty()) {
            return Path.of(told);
        }
        final Path programs = directory.resolve(PROGRAMS);
        if (!Files.isDirectory(programs)) {
            Files.createDirectories(directory.resolve("lists/partial"));
            Files.createDirectories(directory.resolve("cache/archives/partial"));
            Files.writeString(directory.resolve("sources.list"),
                "deb-src " + System.getProperty("mpj.compat.mirror") + " main\n");
            aptGet(directory, "update");
            aptGet(directory, "source", "--download-only", "--tar-only", "mpj");
            run(directory, List.of("tar", "-xf", ARCHIVE));
        }
        return programs;
    }

    private static void aptGet(final Path directory, final String... words) throws IOException, InterruptedException {
        final List<String> options =
            List.of("apt-get", "-q", "-o", "Dir::Etc::SourceList=" + directory + "/sources.list",
                "-o", "Dir::Etc::SourceParts=/dev/null", "-o", "Dir::State::Lists=" + directory + "/lists",
                "-o", "Dir::Cache=" + directory + "/cache");
        run(directory, Stream.concat(options.stream(), Stream.of(words)).toList());
    }

    private static void run(final Path directory, final List<String> command) throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
        assertEquals(0, process.waitFor(), () -> String.join(" ", command));
    }
}
