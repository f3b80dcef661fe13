package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The AOT cache in the distribution: it is made, used, and does no harm. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StartCacheIT {
    private static final Path HOME = Path.of(System.getProperty("mpj.home")).toAbsolutePath();
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final String COLLECTOR = "-XX:+UseSerialGC";
    private static final List<String> PRINTED = List.of("0", "1", "rank 0 of 2: 1, [0.0, 1.0], rank 0",
        "rank 1 of 2: 1, [0.0, 1.0], rank 0");

    @TempDir
    private static Path made;

    @TempDir
    private Path directory;

    private Path cacheHome;

    /** Exit code, all that was printed but for the line that tells of more ranks than cores, and what ranks loaded. */
    private record Answer(int code, List<String> printed, List<String> loaded) {
        boolean isFromCache(final String className) {
            final List<String> lines =
                loaded.stream().filter(line -> line.contains("] " + className + " source: ")).toList();
            assertEquals(2, lines.size(), className);
            return lines.stream().allMatch(line -> line.endsWith("source: shared objects file"));
        }
    }

    /** What can happen to a file. */
    private enum Damage {
        REMOVED, EMPTY, TRUNCATED, TRUNCATED_UNNOTICED, OVERWRITTEN, HEADER_OVERWRITTEN_UNNOTICED;

        void inflict(final Path file) throws IOException {
            final FileTime time = Files.getLastModifiedTime(file);
            switch (this) {
                case REMOVED -> Files.delete(file);
                case EMPTY -> Files.write(file, new byte[0]);
                case TRUNCATED, TRUNCATED_UNNOTICED -> {
                    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
                        access.setLength(access.length() / 2);
                    }
                }
                case OVERWRITTEN, HEADER_OVERWRITTEN_UNNOTICED -> {
                    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
                        access.write(new byte[this == OVERWRITTEN ? (int) access.length() : 512]);
                    }
                }
            }
            if (name().endsWith("UNNOTICED")) {
                Files.setLastModifiedTime(file, time);
            } else if (this != REMOVED) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 2000));
            }
        }
    }

    @BeforeAll
    static void makeCache() throws IOException, InterruptedException {
        final StartCache cache = cacheIn(made);
        final Path outdated = Files.createDirectories(cache.root().resolve("0"));
        Files.writeString(outdated.resolve(StartCache.PLACE),
            cache.libraries() + "\n" + cache.javaHome() + "\nother jars\n");
        StartCacheMaker.make(cache);
        assertFalse(cache.hasFailed());
        assertTrue(cache.ofRanks().isPresent());
        assertFalse(Files.exists(outdated), "the script would take it");
    }

    private static StartCache cacheIn(final Path home) throws IOException {
        return StartCache.of(home.resolve("mpj"), HOME.resolve("lib").toRealPath(), JAVA_HOME.toRealPath(), COLLECTOR);
    }

    @BeforeEach
    void copyCache() throws IOException {
        cacheHome = directory.resolve("cache");
        try (Stream<Path> files = Files.walk(made)) {
            for (final Path file : files.toList()) {
                final Path copy = cacheHome.resolve(made.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                    Files.setLastModifiedTime(copy, Files.getLastModifiedTime(file));
                }
            }
        }
    }

    private Answer run(final String... options) throws IOException, InterruptedException {
        final Path logs = Files.createTempDirectory(directory, "logs");
        final List<String> command = new ArrayList<>(List.of(HOME.resolve("bin/mpjrun").toString(), "-n", "2",
            "-Xmx64m", "-Xlog:class+load:file=" + logs + "/%p"));
        command.addAll(List.of(options));
        command.add("mpi.core.runtime.Rehearsal");
        final Path printed = directory.resolve("printed");
        final ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
        builder.environment().put("XDG_CACHE_HOME", cacheHome.toString());
        builder.environment().put("MPJ_JAVA_HOME", JAVA_HOME.toString());
        final int code = builder.start().waitFor();
        final List<String> loaded = new ArrayList<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (final Path log : files.toList()) {
                loaded.addAll(Files.readAllLines(log));
            }
        }
        final List<String> lines = Files.readAllLines(printed)
            .stream()
            .filter(line -> !line.matches("mpjrun: 2 ranks share .*"))
            .sorted()
            .toList();
        return new Answer(code, lines, loaded);
    }

    @Test
    void shouldStartFromTheCache() throws Exception {
        final Answer answer = run("-cp", directory.toString());
        assertEquals(0, answer.code());
        assertEquals(PRINTED, answer.printed());
        assertTrue(answer.isFromCache("mpi.core.runtime.Rank"));
    }

    @Test
    void shouldStartWithoutItWhereTheUserSaysSo() throws Exception {
        final Answer answer = run("--no-cache");
        assertEquals(PRINTED, answer.printed());
        assertFalse(answer.isFromCache("mpi.core.runtime.Rank"));
    }

    /** Of the JDK's own archive, which is no use with some flags, nothing is said either. */
    @Test
    void shouldSayNothingWhereFlagsDoNotGoWithIt() throws Exception {
        final Answer answer = run("-XX:+UseParallelGC", "--add-opens", "java.base/java.lang=ALL-UNNAMED");
        assertEquals(0, answer.code());
        assertEquals(PRINTED, answer.printed());
        assertFalse(answer.isFromCache("mpi.core.runtime.Rank"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldStartFromABrokenCacheAsWithoutOne(final Damage damage) throws Exception {
        final StartCache copy = cacheIn(cacheHome);
        damage.inflict(copy.entry().resolve(StartCache.RANKS));
        damage.inflict(copy.entry().resolve(StartCache.LAUNCHER));
        // nobody makes a new one meanwhile
        StartCache.fail(copy.entry(), "test");
        final Answer answer = run();
        assertEquals(0, answer.code());
        assertEquals(PRINTED, answer.printed());
    }

    @Test
    void shouldRunWhereThereCanBeNoCache() throws Exception {
        cacheHome = Path.of("/proc/no-cache");
        final Answer answer = run();
        assertEquals(0, answer.code());
        assertEquals(PRINTED, answer.printed());
    }

    @Test
    void shouldNotTryAgainWhatHasFailed() throws Exception {
        final StartCache cache = StartCache.of(directory.resolve("mpj"), HOME.resolve("lib").toRealPath(),
            JAVA_HOME.toRealPath(), "-XX:+UseNoSuchCollectorGC");
        StartCacheMaker.make(cache);
        assertTrue(cache.hasFailed());
        assertTrue(cache.ofRanks().isEmpty());
        final FileTime time = Files.getLastModifiedTime(cache.entry());
        StartCacheMaker.make(cache);
        assertEquals(time, Files.getLastModifiedTime(cache.entry()));
    }

    /** Jars of a build all have one time; when they came to where they are, their directory tells. */
    @Test
    void shouldStartTheLauncherFromACacheThatIsOlderThanTheirDirectoryOnceItIsKnownToHold() throws Exception {
        assertTrue(launcherCommand().contains("-XX:AOTCache="));
        final Path libraries = HOME.resolve("lib");
        final FileTime before = FileTime.fromMillis(Files.getLastModifiedTime(libraries).toMillis() - 1000);
        for (final Path jar : StartCache.jars(libraries)) {
            assertTrue(Files.getLastModifiedTime(jar).compareTo(before) <= 0, jar::toString);
        }
        final StartCache copy = cacheIn(cacheHome);
        Files.setLastModifiedTime(copy.entry().resolve(StartCache.LAUNCHER), before);
        final Path place = copy.entry().resolve(StartCache.PLACE);
        Files.writeString(place, copy.place(copy.entry()));
        Files.setLastModifiedTime(place, before);
        assertFalse(launcherCommand().contains("-XX:AOTCache="));
        assertEquals(PRINTED, run().printed());
        assertTrue(launcherCommand().contains("-XX:AOTCache="), "the launcher has found that it holds");
    }

    /** What the script runs. */
    private String launcherCommand() throws IOException, InterruptedException {
        final ProcessBuilder builder =
            new ProcessBuilder("bash", "-x", HOME.resolve("bin/mpjrun").toString(), "--version");
        builder.environment().put("XDG_CACHE_HOME", cacheHome.toString());
        builder.environment().put("MPJ_JAVA_HOME", JAVA_HOME.toString());
        final Process process = builder.redirectErrorStream(true).start();
        final String trace = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), trace);
        return trace.lines().filter(line -> line.startsWith("+ exec ")).findFirst().orElseThrow();
    }
}
