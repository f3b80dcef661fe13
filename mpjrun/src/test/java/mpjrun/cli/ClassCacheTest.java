package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compiled again and what is not. */
class ClassCacheTest {
    private static final String MARK = "mark";

    @TempDir
    private Path root;
    private ClassCache cache;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void setUp() {
        cache = new ClassCache(root.resolve("cache"));
    }

    private Path source(final String name, final String text) throws IOException {
        final Path file = root.resolve("src").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Compilation compilation(final Path file, final List<String> classPath, final String... jvmFlags)
        throws IOException {
        return new Compilation(SourceFile.read(file), classPath, List.of(jvmFlags));
    }

    private Path classes(final Compilation compilation) throws IOException, BadInputException {
        try (CacheEntry entry = cache.classesOf(compilation, new PrintStream(said, true, StandardCharsets.UTF_8))) {
            return entry.directory();
        }
    }

    private Path classes(final Path file, final String... jvmFlags) throws IOException, BadInputException {
        return classes(compilation(file, List.of(), jvmFlags));
    }

    private static List<Path> list(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void shouldCompileOnce() throws Exception {
        final Path file = source("A.java", "class A {}");
        final Path classes = classes(file);
        assertTrue(Files.exists(classes.resolve("A.class")));
        Files.delete(classes.resolve("A.class"));
        assertEquals(classes, classes(file));
        assertFalse(Files.exists(classes.resolve("A.class")), "compiled again");
    }

    @Test
    void shouldCompileAChangedSourceAndKnowTheOldOneAgain() throws Exception {
        final Path old = classes(source("A.java", "class A {}"));
        final Path changed = classes(source("A.java", "class A { int x; }"));
        assertNotEquals(old, changed);
        Files.createFile(old.resolve(MARK));
        assertTrue(Files.exists(classes(source("A.java", "class A {}")).resolve(MARK)));
    }

    @Test
    void shouldCompileSiblingsAndNoticeTheirChange() throws Exception {
        source("p/q/B.java", "package p.q; public class B { public static final int X = 1; }");
        source("p/Unused.java", "package p; this does not compile");
        final Path main = source("p/A.java", "package p; class A { int x = p.q.B.X; }");
        final Path old = classes(main);
        assertTrue(Files.exists(old.resolve("p/A.class")));
        assertTrue(Files.exists(old.resolve("p/q/B.class")));
        source("p/q/B.java", "package p.q; public class B { public static final int X = 2; }");
        assertNotEquals(old, classes(main));
        source("p/Unused.java", "package p; nor does this");
        assertNotEquals(old, classes(main));
    }

    @Test
    void shouldNotAnswerWhereASiblingIsGone() throws Exception {
        final Path sibling = source("B.java", "class B {}");
        final Path main = source("A.java", "class A extends B {}");
        classes(main);
        Files.delete(sibling);
        assertThrows(BadInputException.class, () -> classes(main));
    }

    @Test
    void shouldCompileACompactSourceFile() throws Exception {
        final Path file = source("Compact.java", "void main() { IO.println(1); }");
        assertTrue(Files.exists(classes(file).resolve("Compact.class")));
    }

    @Test
    void shouldCompileAgainForAnotherClassPath() throws Exception {
        final Path file = source("A.java", "class A {}");
        final Path jar = root.resolve("x.jar");
        try (JarOutputStream empty = new JarOutputStream(Files.newOutputStream(jar), new Manifest())) {
            empty.finish();
        }
        final Path with = classes(compilation(file, List.of(jar.toString())));
        assertNotEquals(classes(file), with);
        assertEquals(with, classes(compilation(file, List.of(jar.toString()))));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        assertNotEquals(with, classes(compilation(file, List.of(jar.toString()))));
    }

    @Test
    void shouldCompileAgainForOtherFlags() throws Exception {
        final Path file = source("A.java", "class A {}");
        assertEquals(classes(file), classes(file, "-Xmx1g", "-Dx=y"));
        assertNotEquals(classes(file), classes(file, "--enable-preview"));
        assertNotEquals(classes(file), classes(file, "--add-modules", "jdk.incubator.vector"));
    }

    @Test
    void shouldSayWhatTheCompilerSaysAndKeepNothing() throws Exception {
        final Path file = source("A.java", "class A { int x = ; }");
        final BadInputException e = assertThrows(BadInputException.class, () -> classes(file));
        assertEquals("A.java does not compile", e.getMessage());
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("A.java:1: error: illegal start of expression"));
        assertEquals(List.of(), list(root.resolve("cache/classes")));
        assertEquals(List.of(), list(root.resolve("cache/sources")));
    }

    @Test
    void shouldTakeTheClassesOfALauncherThatWasFaster() throws Exception {
        final Path file = source("A.java", "class A {}");
        final Path classes = classes(file);
        Files.createFile(classes.resolve(MARK));
        for (final Path sources : list(root.resolve("cache/sources"))) {
            Files.delete(sources);
        }
        assertEquals(classes, classes(file));
        assertTrue(Files.exists(classes.resolve(MARK)), "replaced under a job that may load from it");
        assertEquals(List.of(classes), list(root.resolve("cache/classes")));
    }

    @Test
    void shouldRemoveWhatWasNotUsedForTheLongestTime() throws Exception {
        final Path classes = Files.createDirectories(root.resolve("cache/classes"));
        final Path used = classes(source("A.java", "class A {}"));
        Files.setLastModifiedTime(used, FileTime.fromMillis(0));
        for (int i = 1; i <= ClassCache.MAX_ENTRIES; i++) {
            final Path entry = Files.createDirectory(classes.resolve("entry" + i));
            CacheEntry.prepare(entry);
            Files.setLastModifiedTime(entry, FileTime.fromMillis(i));
        }
        assertEquals(used, classes(source("A.java", "class A {}")));
        classes(source("B.java", "class B {}"));
        assertEquals(ClassCache.MAX_ENTRIES, list(classes).size());
        assertTrue(Files.exists(used), "used a moment ago");
        assertFalse(Files.exists(classes.resolve("entry1")));
        assertFalse(Files.exists(classes.resolve("entry2")));
        assertTrue(Files.exists(classes.resolve("entry3")));
    }

    @Test
    void shouldNotRemoveWhatAJobLoadsFrom() throws Exception {
        final Path file = source("A.java", "class A {}");
        try (CacheEntry held = cache.classesOf(compilation(file, List.of()), System.err)) {
            CacheEntry.removeUnheld(held.directory());
            assertTrue(Files.exists(held.directory().resolve("A.class")));
        }
        CacheEntry.removeUnheld(classes(file));
        assertEquals(List.of(), list(root.resolve("cache/classes")));
    }

    @Test
    void shouldRemoveWhatAKilledLauncherLeft() throws Exception {
        final Path left = Files.createDirectories(root.resolve("cache/classes/new-1/p"));
        CacheEntry.removeUnheld(left.getParent());
        assertEquals(List.of(), list(root.resolve("cache/classes")));
    }

    @Test
    void shouldLiveWhereTheUserKeepsCaches() {
        assertEquals(Path.of("/c/mpj"), ClassCache.directory(Map.of("XDG_CACHE_HOME", "/c", "HOME", "/h")));
        assertEquals(Path.of("/h/.cache/mpj"), ClassCache.directory(Map.of("HOME", "/h")));
        assertEquals(Path.of("/h/.cache/mpj"),
            ClassCache.directory(Map.of("XDG_CACHE_HOME", "relative", "HOME", "/h")));
    }
}
