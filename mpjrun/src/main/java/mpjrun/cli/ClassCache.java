package mpjrun.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Classes of programs given as source, compiled once.
 *
 * <p>{@code classes/D} holds the classes that came from sources, jars and a JDK whose digest is D. Which sources a
 * program uses is known only after it was compiled; {@code sources/K} lists them, where K is the digest of all that is
 * known before. A look-up reads the list, digests these files as they are now, and asks whether there is such a D; so
 * a cache never answers with classes of other sources. Everything is made beside its place and renamed, so that
 * launchers may run at the same time.
 */
final class ClassCache {
    /** So many programs are kept; the one not used for the longest time goes first. */
    static final int MAX_ENTRIES = 64;

    private static final String NEW = "new-";

    private final Path classes;
    private final Path sources;

    /**
     * Takes where the cache is.
     *
     * @param directory a directory, which need not exist yet
     */
    ClassCache(final Path directory) {
        this.classes = directory.resolve("classes");
        this.sources = directory.resolve("sources");
    }

    /**
     * Where a user's cache is, by the XDG base directory specification.
     *
     * @param environment environment variables
     * @return the directory, which need not exist
     */
    static Path directory(final Map<String, String> environment) {
        final Path named = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        final String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return (named.isAbsolute() ? named : Path.of(home, ".cache")).resolve("mpj");
    }

    /**
     * The classes of a program, compiled if they are not there yet.
     *
     * @param compilation what to compile
     * @param err takes what the compiler says
     * @return the classes, to be closed when nobody loads from them any more
     * @throws BadInputException if the program does not compile
     * @throws IOException if the cache cannot be read or written
     */
    CacheEntry classesOf(final Compilation compilation, final PrintStream err) throws BadInputException, IOException {
        Files.createDirectories(classes);
        Files.createDirectories(sources);
        final String key = key(compilation);
        final Path list = sources.resolve(key);
        final Optional<CacheEntry> known = find(key, list);
        if (known.isPresent()) {
            Files.setLastModifiedTime(list, FileTime.from(Instant.now()));
            return known.get();
        }
        return compile(compilation, key, list, err);
    }

    private static String key(final Compilation compilation) throws IOException {
        final Fingerprint fingerprint = new Fingerprint().add(System.getProperty("java.vm.vendor"))
            .add(System.getProperty("java.vm.version"))
            .add(String.join(" ", compilation.options()))
            .add(compilation.source().path().toString());
        for (final String entry : compilation.classPath()) {
            fingerprint.addState(Path.of(entry));
        }
        return fingerprint.toString();
    }

    private Optional<CacheEntry> find(final String key, final Path list) throws IOException {
        if (!Files.exists(list)) {
            return Optional.empty();
        }
        final List<Path> used = Files.readAllLines(list).stream().map(Path::of).toList();
        if (!used.stream().allMatch(Files::isRegularFile)) {
            return Optional.empty();
        }
        return CacheEntry.hold(classes.resolve(digest(key, used)));
    }

    private static String digest(final String key, final List<Path> used) throws IOException {
        final Fingerprint fingerprint = new Fingerprint().add(key);
        for (final Path source : used) {
            fingerprint.addContent(source);
        }
        return fingerprint.toString();
    }

    private CacheEntry compile(final Compilation compilation, final String key, final Path list,
        final PrintStream err) throws BadInputException, IOException {
        final Path made = Files.createTempDirectory(classes, NEW);
        try {
            compilation.run(made, err);
            final List<Path> used = compilation.usedSources(made);
            CacheEntry.prepare(made);
            final CacheEntry entry = publish(made, classes.resolve(digest(key, used)));
            final Path newList = Files.createTempFile(sources, NEW, "");
            Files.write(newList, used.stream().map(Path::toString).toList());
            Files.move(newList, list, StandardCopyOption.ATOMIC_MOVE);
            for (final Path old : beyondLimit(classes)) {
                CacheEntry.removeUnheld(old);
            }
            for (final Path old : beyondLimit(sources)) {
                Files.deleteIfExists(old);
            }
            return entry;
        } finally {
            if (Files.exists(made)) {
                FileTree.delete(made);
            }
        }
    }

    /** Renames; where another launcher was first its classes are as good as these. */
    private static CacheEntry publish(final Path made, final Path place) throws IOException {
        try {
            Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (final FileSystemException e) {
            if (!Files.isDirectory(place)) {
                throw e;
            }
        }
        return CacheEntry.hold(place).orElseThrow(() -> new IOException(place + " was removed at once"));
    }

    private static List<Path> beyondLimit(final Path directory) throws IOException {
        final List<Used> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (final Path file : files) {
                entries.add(new Used(file, lastUse(file)));
            }
        }
        return entries.stream()
            .sorted(Comparator.comparing(Used::lastUse).reversed())
            .skip(MAX_ENTRIES)
            .map(Used::path)
            .toList();
    }

    private static FileTime lastUse(final Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file);
        } catch (final NoSuchFileException e) {
            // another launcher removed it
            return FileTime.from(Instant.now());
        }
    }

    private record Used(Path path, FileTime lastUse) {}
}
