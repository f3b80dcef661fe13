package bench.job;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param root of the source tree, or of an unpacked distribution, which has no sources
 * @param work what is built for the comparison
 * @param javaHome the JDK that runs our ranks and those of the peers
 * @param openmpiJavaJar classes of Open MPI's Java bindings
 * @param osu directory of the OSU benchmarks, empty to search the path
 */
public record Places(Path root, Path work, Path javaHome, Path openmpiJavaJar, String osu) {

    /** What Debian installs for MPJ Express, and what it forgets to put on its path. */
    public static final Path MPJEXPRESS_HOME = Path.of("/usr/share/mpj");
    public static final Path MPJEXPRESS_JAR = MPJEXPRESS_HOME.resolve("lib/mpj.jar");
    public static final Path JARS = Path.of("/usr/share/java");

    public Path java() {
        return javaHome.resolve("bin/java");
    }

    /** The directory of what is built with a library: C programs or folders of classes. */
    public Path built(final Library library) {
        return work.resolve(library.label());
    }

    public Path sources() {
        return root.resolve("benchmarks/src");
    }

    /** The launcher, of the tree or of an unpacked distribution. */
    public Path mpjrun() {
        final Path unpacked = root.resolve("bin/mpjrun");
        return Files.exists(unpacked) ? unpacked : root.resolve("mpjrun/bin/mpjrun");
    }

    /** Whether the sources of the C programs are there. */
    public boolean hasSources() {
        return Files.isDirectory(sources().resolve("main/c"));
    }

    public Path mpjavac() {
        return root.resolve("mpjrun/bin/mpjavac");
    }
}
