package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which AOT cache belongs to which jars and JDK, and when it is used. */
class StartCacheTest {
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    @TempDir
    private Path directory;

    @BeforeEach
    void makeInstallation() throws IOException {
        Files.createDirectories(directory.resolve("lib"));
        Files.createDirectories(directory.resolve("jdk"));
        Files.writeString(directory.resolve("lib/b.jar"), "b");
        Files.writeString(directory.resolve("lib/a.jar"), "a");
        Files.writeString(directory.resolve("jdk/release"), "25");
    }

    private StartCache cache(final String collector) throws IOException {
        return StartCache.of(directory.resolve("cache"), directory.resolve("lib"), directory.resolve("jdk"),
            collector);
    }

    private StartCache cache() throws IOException {
        return cache(COLLECTOR);
    }

    private StartCache complete() throws IOException {
        final StartCache cache = cache();
        Files.createDirectories(cache.entry());
        Files.writeString(cache.entry().resolve(StartCache.RANKS), "ranks");
        Files.writeString(cache.entry().resolve(StartCache.LAUNCHER), "launcher");
        Files.writeString(cache.entry().resolve(StartCache.PLACE), cache.place(cache.entry()));
        return cache;
    }

    @Test
    void shouldBelongToJarsAndJdkAndCollector() throws IOException {
        final Path entry = cache().entry();
        assertEquals(entry, cache().entry());
        assertNotEquals(entry, cache("-XX:+UseG1GC").entry());
        Files.setLastModifiedTime(directory.resolve("lib/a.jar"), FileTime.fromMillis(1000));
        final Path ofOtherJar = cache().entry();
        assertNotEquals(entry, ofOtherJar);
        Files.writeString(directory.resolve("lib/c.jar"), "c");
        final Path ofMoreJars = cache().entry();
        assertNotEquals(ofOtherJar, ofMoreJars);
        Files.writeString(directory.resolve("jdk/release"), "25.0.1");
        assertNotEquals(ofMoreJars, cache().entry());
    }

    @Test
    void shouldBeUsedAsItWasMade() throws IOException {
        assertEquals(Optional.empty(), cache().ofRanks());
        final StartCache cache = complete();
        assertEquals(Optional.of(cache.entry().resolve(StartCache.RANKS)), cache.ofRanks());
        Files.writeString(cache.entry().resolve(StartCache.RANKS), "else");
        assertEquals(Optional.empty(), cache.ofRanks());
    }

    @Test
    void shouldNotBeUsedWithoutTheLaunchersPart() throws IOException {
        final StartCache cache = complete();
        Files.delete(cache.entry().resolve(StartCache.LAUNCHER));
        assertEquals(Optional.empty(), cache.ofRanks());
    }

    @Test
    void shouldTellThatItCannotBeMade() throws IOException {
        final StartCache cache = cache();
        assertFalse(cache.hasFailed());
        Files.createDirectories(cache.entry());
        StartCache.fail(cache.entry(), "no room");
        assertTrue(cache.hasFailed());
        assertEquals(Optional.empty(), cache.ofRanks());
    }

    /** The script compares times: of a file that comes to the jars or goes, and is none, only that of the directory. */
    @Test
    void shouldBecomeAsYoungAsTheDirectoryOfTheJarsWhereItHolds() throws IOException {
        final Path place = complete().entry().resolve(StartCache.PLACE);
        final Path libraries = directory.resolve("lib");
        final FileTime younger = FileTime.from(Files.getLastModifiedTime(place).toInstant().plusNanos(2_000_500_000));
        Files.setLastModifiedTime(libraries, younger);
        assertTrue(cache().ofRanks().isPresent());
        assertTrue(Files.getLastModifiedTime(place).compareTo(younger) >= 0);
        assertTrue(cache().ofRanks().isPresent(), "its text is what it was");
    }

    @Test
    void shouldStayAsOldAsItIsWhereItDoesNotHold() throws IOException {
        final Path entry = complete().entry();
        final FileTime time = Files.getLastModifiedTime(entry.resolve(StartCache.PLACE));
        Files.writeString(entry.resolve(StartCache.RANKS), "else");
        Files.setLastModifiedTime(directory.resolve("lib"), FileTime.fromMillis(time.toMillis() + 2000));
        assertEquals(Optional.empty(), cache().ofRanks());
        assertEquals(time, Files.getLastModifiedTime(entry.resolve(StartCache.PLACE)));
    }

    @Test
    void shouldKnowEntriesOfWhatWasThereBefore() throws IOException {
        final Path old = complete().entry();
        assertFalse(cache().isOutdated(old));
        assertFalse(cache("-XX:+UseG1GC").isOutdated(old), "of the same jars");
        final Path jar = directory.resolve("lib/a.jar");
        final FileTime time = Files.getLastModifiedTime(jar);
        Files.writeString(jar, "other");
        Files.setLastModifiedTime(jar, time);
        assertTrue(cache().isOutdated(old));
        assertTrue(cache("-XX:+UseG1GC").isOutdated(old));
        assertFalse(cache().isOutdated(directory.resolve("lib")), "no entry");
        Files.createDirectories(directory.resolve("lib2"));
        assertFalse(StartCache.of(directory.resolve("cache"), directory.resolve("lib2"), directory.resolve("jdk"),
            COLLECTOR).isOutdated(old), "of another installation");
    }
}
