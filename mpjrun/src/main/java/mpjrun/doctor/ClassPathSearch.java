package mpjrun.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Finds where on a class path a class is, as a JVM would, without loading it.
 */
public final class ClassPathSearch {
    private final List<Path> places;

    /**
     * Takes a class path.
     *
     * @param entries directories, jars, and {@code directory/*} for all jars in it
     */
    public ClassPathSearch(final List<String> entries) {
        final List<Path> expanded = new ArrayList<>();
        entries.forEach(entry -> expand(entry, expanded));
        this.places = List.copyOf(expanded);
    }

    /**
     * Finds a class.
     *
     * @param className its binary name, with {@code .} or {@code /}
     * @return the directory or jar that has it, if any
     */
    public Optional<Path> find(final String className) {
        final String file = className.replace('.', '/') + ".class";
        return places.stream().filter(place -> holds(place, file)).findFirst();
    }

    private static void expand(final String entry, final List<Path> places) {
        if (!entry.equals("*") && !entry.endsWith("/*")) {
            add(Path.of(entry), places);
            return;
        }
        final Path directory = Path.of(entry.substring(0, entry.length() - 1));
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
                .sorted()
                .forEach(jar -> add(jar, places));
        } catch (final IOException e) {
            // a directory that is not there holds no class; a JVM passes over it, too
            return;
        }
    }

    /** A jar brings those that its manifest names. */
    private static void add(final Path place, final List<Path> places) {
        if (places.contains(place)) {
            return;
        }
        places.add(place);
        if (!Files.isRegularFile(place)) {
            return;
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            final Manifest manifest = jar.getManifest();
            final String named = manifest == null ? null
                : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (named != null) {
                for (final String relative : named.strip().split("\\s+")) {
                    add(Path.of(place.toUri().resolve(relative)), places);
                }
            }
        } catch (final IOException | IllegalArgumentException e) {
            // no jar, or names that are no files here: a JVM passes over them, too
            return;
        }
    }

    private static boolean holds(final Path place, final String file) {
        if (Files.isDirectory(place)) {
            return Files.isRegularFile(place.resolve(file));
        }
        if (!Files.isRegularFile(place)) {
            return false;
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            return jar.getEntry(file) != null;
        } catch (final IOException e) {
            // no jar: a JVM passes over it, too
            return false;
        }
    }
}
