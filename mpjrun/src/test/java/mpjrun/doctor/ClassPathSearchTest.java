package mpjrun.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a class is found. */
class ClassPathSearchTest {
    @TempDir
    private Path root;

    private Path directory(final String name, final String file) throws IOException {
        final Path directory = root.resolve(name);
        Files.createDirectories(directory.resolve(file).getParent());
        Files.createFile(directory.resolve(file));
        return directory;
    }

    private Path jar(final String name, final String classPath, final String... files) throws IOException {
        final Path jar = root.resolve(name);
        Files.createDirectories(jar.getParent());
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        try (OutputStream file = Files.newOutputStream(jar);
            JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (final String entry : files) {
                out.putNextEntry(new JarEntry(entry));
            }
        }
        return jar;
    }

    private static Optional<Path> find(final String className, final Object... entries) {
        return new ClassPathSearch(List.of(entries).stream().map(Object::toString).toList()).find(className);
    }

    @Test
    void shouldFindAClassInADirectory() throws IOException {
        final Path classes = directory("classes", "a/b/C.class");
        assertEquals(Optional.of(classes), find("a.b.C", root.resolve("missing"), classes));
        assertEquals(Optional.empty(), find("a.b.D", classes));
    }

    @Test
    void shouldFindTheFirstOfTwo() throws IOException {
        final Path jar = jar("x.jar", "", "a/C.class");
        final Path classes = directory("classes", "a/C.class");
        assertEquals(Optional.of(jar), find("a.C", jar, classes));
        assertEquals(Optional.of(classes), find("a.C", classes, jar));
    }

    @Test
    void shouldFindAClassInAJarOfAWildcard() throws IOException {
        final Path jar = jar("lib/x.jar", "", "C.class");
        assertEquals(Optional.of(jar), find("C", root.resolve("lib") + "/*"));
        assertEquals(Optional.empty(), find("C", root.resolve("lib")));
        assertEquals(Optional.empty(), find("C", root.resolve("missing") + "/*"));
    }

    @Test
    void shouldFollowTheClassPathOfAManifest() throws IOException {
        final Path other = jar("lib/other.jar", "../x.jar", "D.class");
        final Path jar = jar("x.jar", "lib/other.jar missing.jar", "C.class");
        assertEquals(Optional.of(other), find("D", jar));
    }

    @Test
    void shouldPassOverWhatIsNoJar() throws IOException {
        final Path text = Files.writeString(root.resolve("x.jar"), "text");
        assertEquals(Optional.empty(), find("C", text));
    }
}
