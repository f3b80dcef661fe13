package mpjrun.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mpjrun.plan.Installation;

/**
 * Finds our jars: in the directory that the script names, else on the launcher's own class path, which is where they
 * are when a build tool started it; then the program is there, too.
 */
final class InstallationFinder {
    /** Names the directory of our jars. */
    static final String LIBRARY_PROPERTY = "mpj.lib";

    /** What only the launcher uses. */
    private static final List<String> LAUNCHER = List.of("mpjrun-");
    /** Programs, and what only they use. */
    private static final List<String> PROGRAMS = List.of("prk-kernels-", "benchmarks-", "HdrHistogram-");

    private final Properties properties;

    InstallationFinder(final Properties properties) {
        this.properties = properties;
    }

    /** Whether the program is among our jars, because a build tool put all on one class path. */
    boolean isOnOwnClassPath() {
        return properties.getProperty(LIBRARY_PROPERTY) == null;
    }

    Installation find() throws BadInputException {
        if (isOnOwnClassPath()) {
            final List<String> entries = new ArrayList<>();
            for (final String entry : properties.getProperty("java.class.path").split(File.pathSeparator)) {
                entries.add(Path.of(entry).toAbsolutePath().normalize().toString());
            }
            return new Installation(List.copyOf(entries), List.of());
        }
        final Map<Boolean, List<String>> jars = jars(Path.of(properties.getProperty(LIBRARY_PROPERTY)))
            .filter(jar -> !startsWithAny(jar, LAUNCHER))
            .collect(Collectors.partitioningBy(jar -> startsWithAny(jar, PROGRAMS),
                Collectors.mapping(Path::toString, Collectors.toList())));
        return new Installation(jars.get(false), jars.get(true));
    }

    private static boolean startsWithAny(final Path jar, final List<String> prefixes) {
        return prefixes.stream().anyMatch(jar.getFileName().toString()::startsWith);
    }

    private static Stream<Path> jars(final Path directory) throws BadInputException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (final IOException e) {
            throw BadInputException.failed("cannot find our jars in " + directory + ": " + e);
        }
    }
}
