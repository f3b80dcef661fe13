package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a source before it is compiled. */
class SourceFileTest {
    @TempDir
    private Path root;

    private SourceFile source(final String name, final String text) throws IOException {
        final Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return SourceFile.read(Files.writeString(file, text));
    }

    @Test
    void shouldFindThePackageAndItsRoot() throws IOException {
        final SourceFile source = source("a/b/C.java", "/* package x; */ // package y;\npackage a.b;\nclass C {}");
        assertEquals("a.b", source.packageName());
        assertEquals("a.b.C", source.classOfFile());
        assertEquals(Optional.of(root), source.root());
    }

    @Test
    void shouldHaveNoRootWhereTheDirectoryIsNotThePackage() throws IOException {
        assertEquals(Optional.empty(), source("b/C.java", "package a.b; class C {}").root());
    }

    @Test
    void shouldTakeTheUnnamedPackageForItsDirectory() throws IOException {
        final SourceFile source = source("x/C.java", "class C { String s = \"package a;\"; }");
        assertEquals("", source.packageName());
        assertEquals(Optional.of(root.resolve("x")), source.root());
    }

    @Test
    void shouldTakeTheClassOfTheFileForTheMainClass() throws IOException {
        final SourceFile source = source("C.java", "class A {} class C {}");
        Files.createFile(root.resolve("C.class"));
        assertEquals("C", source.mainClass(root));
    }

    @Test
    void shouldTakeTheFirstClassWhereNoneIsNamedByTheFile() throws IOException {
        final SourceFile source =
            source("a/C.java", "// class X\npackage a;\n/** The class Y. */\nclass A {} class B {}");
        assertEquals("a.A", source.mainClass(root));
    }

    @Test
    void shouldTakeACompactSourceFileForTheClassOfItsName() throws IOException {
        assertEquals("C", source("C.java", "void main() { IO.println(\"a class of its own\"); }").mainClass(root));
    }
}
