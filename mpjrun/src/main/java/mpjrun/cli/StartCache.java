package mpjrun.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The AOT caches of one installation on one JDK: one for ranks, one for the launcher itself (docs/adr/0010). They are
 * {@code aot/F/}, where F is the fingerprint of JDK, jars and collector:
 *
 * <pre>
 *  ranks.aot      what ranks start from
 *  launcher.aot   what the launcher starts from; the script names it
 *  place          directory of our jars, home of the JDK, fingerprint of these two, size and time of both files;
 *                 written last
 *  failed         in place of all that: why there are none
 * </pre>
 *
 * <p>What is not as {@code place} says is not used. {@link StartCacheMaker} makes all in a directory beside it, which
 * is then renamed.
 *
 * <p>The script that starts the launcher computes no fingerprint: it takes an entry whose {@code place} names the jars'
 * directory and the JDK, and is no older than these. So there must be no entry of what was there before, and a
 * {@code place} that holds is made as young as the directory, to which files may have come that are no jars.
 */
final class StartCache {
    static final String RANKS = "ranks.aot";
    static final String LAUNCHER = "launcher.aot";
    static final String PLACE = "place";
    static final String FAILED = "failed";

    private static final String RELEASE_FILE = "release";

    private final Path root;
    private final Path libraries;
    private final Path javaHome;
    private final String collector;
    /** As it was before the jars were looked at. */
    private final FileTime librariesTime;
    private final String installation;
    private final Path entry;

    private StartCache(final Path root, final Path libraries, final Path javaHome, final String collector)
        throws IOException {
        this.root = root;
        this.libraries = libraries;
        this.javaHome = javaHome;
        this.collector = collector;
        this.librariesTime = Files.getLastModifiedTime(libraries);
        this.installation = installation();
        this.entry = root.resolve(new Fingerprint().add(installation).add(collector).toString());
    }

    /**
     * Looks at jars and JDK.
     *
     * @param cache the user's cache, which need not exist
     * @param libraries directory of our jars
     * @param javaHome the JDK that runs the launcher and the ranks
     * @param collector flag that chooses the collector of ranks
     * @return the caches, which may not be there
     * @throws IOException if jars or JDK cannot be read
     */
    static StartCache of(final Path cache, final Path libraries, final Path javaHome, final String collector)
        throws IOException {
        return new StartCache(cache.resolve("aot"), libraries, javaHome, collector);
    }

    /** Of JDK and jars, whatever the collector. */
    private String installation() throws IOException {
        final Fingerprint fingerprint = new Fingerprint().add(System.getProperty("java.vm.vendor"))
            .add(System.getProperty("java.vm.version"))
            .add(System.getProperty("os.arch"))
            .addState(javaHome.resolve(RELEASE_FILE));
        for (final Path jar : jars(libraries)) {
            fingerprint.addState(jar);
        }
        return fingerprint.toString();
    }

    /** Our jars as they stand on the class path of the launcher, in the order of their names. */
    static List<Path> jars(final Path libraries) throws IOException {
        final List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(libraries, "*.jar")) {
            files.forEach(jars::add);
        }
        Collections.sort(jars);
        return jars;
    }

    /**
     * The cache that ranks start from.
     *
     * @return the file, as it was made; empty if there is none
     * @throws IOException if the user's cache cannot be read
     */
    Optional<Path> ofRanks() throws IOException {
        final Path place = entry.resolve(PLACE);
        try {
            if (!Files.readString(place).equals(place(entry))) {
                return Optional.empty();
            }
        } catch (final NoSuchFileException e) {
            return Optional.empty();
        }
        // Where that is not allowed the launcher starts without its cache, and the entry counts as used long ago, and
        // goes before others.
        if (Files.getLastModifiedTime(place).compareTo(librariesTime) < 0) {
            place.toFile().setLastModified(youngerMillis(librariesTime));
        }
        entry.toFile().setLastModified(System.currentTimeMillis());
        return Optional.of(entry.resolve(RANKS));
    }

    /** The next whole millisecond: what {@link java.io.File} sets has no parts of them. */
    private static long youngerMillis(final FileTime time) {
        return time.toMillis() + 1;
    }

    /** Whether an entry is of jars or a JDK that were where these are, and may be taken for one of them. */
    boolean isOutdated(final Path other) throws IOException {
        try {
            final List<String> lines = Files.readAllLines(other.resolve(PLACE));
            return lines.size() > 2 && lines.get(0).equals(libraries.toString())
                && lines.get(1).equals(javaHome.toString()) && !lines.get(2).equals(installation);
        } catch (final NoSuchFileException e) {
            return false;
        }
    }

    /** Whether it is known that there can be none. */
    boolean hasFailed() {
        return Files.exists(entry.resolve(FAILED));
    }

    /** What {@link #PLACE} says of caches in a directory. */
    String place(final Path directory) throws IOException {
        return libraries + "\n" + javaHome + "\n" + installation + "\n" + state(directory.resolve(RANKS)) + "\n"
            + state(directory.resolve(LAUNCHER)) + "\n";
    }

    private static String state(final Path file) throws IOException {
        final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.size() + " " + attributes.lastModifiedTime().toMillis();
    }

    /**
     * Starts a process that makes the caches while nobody waits for them. It goes on when the terminal is closed, and
     * gives way to everything else.
     *
     * @throws IOException if it cannot be started
     */
    void make() throws IOException {
        Files.createDirectories(root);
        final List<String> command = new ArrayList<>(List.of("sh", "-c",
            "command -v setsid >/dev/null && exec setsid nice -n 19 \"$@\"; exec nice -n 19 \"$@\"", "mpjrun",
            javaHome.resolve("bin/java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
            String.join(System.getProperty("path.separator"), jars(libraries).stream().map(Path::toString).toList()),
            StartCacheMaker.class.getName(), root.getParent().toString(), libraries.toString(), collector));
        StartCacheMaker.process(command, root).start();
    }

    Path root() {
        return root;
    }

    Path entry() {
        return entry;
    }

    Path libraries() {
        return libraries;
    }

    Path javaHome() {
        return javaHome;
    }

    String collector() {
        return collector;
    }

    /** Writes the file that says why there are no caches. */
    static void fail(final Path directory, final String reason) throws IOException {
        Files.write(directory.resolve(FAILED), reason.getBytes(StandardCharsets.UTF_8));
    }
}
