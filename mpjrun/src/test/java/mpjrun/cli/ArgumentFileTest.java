package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in argument files, and where they are read. */
class ArgumentFileTest {
    @TempDir
    private Path root;

    private String file(final String name, final String text) throws IOException {
        return "@" + Files.writeString(root.resolve(name), text);
    }

    @Test
    void shouldSeparateByWhiteSpace() {
        assertEquals(List.of("a", "b", "c", "d"), ArgumentFile.words(" a\tb\r\nc\f\n\n d "));
        assertEquals(List.of(), ArgumentFile.words(" \n"));
    }

    @Test
    void shouldKeepWhatIsQuoted() {
        assertEquals(List.of("a b", "it's", "c\"d", "x y z"),
            ArgumentFile.words("\"a b\" \"it's\" 'c\"d' x' y 'z"));
        assertEquals(List.of(""), ArgumentFile.words("\"\""));
        assertEquals(List.of("a ", "b"), ArgumentFile.words("\"a \nb"), "a quote ends with the line");
    }

    @Test
    void shouldEscapeInQuotesOnly() {
        assertEquals(List.of("c:\\dir\\n", "\n\t\r\f\\\"#"),
            ArgumentFile.words("c:\\dir\\n \"\\n\\t\\r\\f\\\\\\\"\\#\""));
        assertEquals(List.of("a:b"), ArgumentFile.words("\"a:\\\n   b\""), "a line is continued");
    }

    @Test
    void shouldPassOverComments() {
        assertEquals(List.of("a", "b", "#c"), ArgumentFile.words("# x y\na #'z\nb '#c'\n#"));
    }

    @Test
    void shouldReadFilesUpToTheProgram() throws Exception {
        final Words words = Words.split(new String[] {file("one", "-n 2 -Xmx1g"), "-x", "@v", file("two", "java -cp"),
            "lib", "Main", "@x", "@@y"});
        assertEquals(List.of("-n", "2", "-x", "@v", "-cp", "lib"), words.options());
        assertEquals(List.of("-Xmx1g"), words.jvmFlags());
        assertEquals(List.of("Main", "@x", "@@y"), words.program());
    }

    @Test
    void shouldReadTheProgramFromAFile() throws Exception {
        final Words words = Words.split(new String[] {file("all", "-m mod/Main a"), "@b"});
        assertEquals(Words.Kind.MODULE, words.kind());
        assertEquals(List.of("mod/Main", "a", "@b"), words.program());
        assertEquals(List.of("@a"), Words.split(new String[] {"@@a"}).program());
    }

    @Test
    void shouldReadTheSameFileTwiceInARow() throws Exception {
        final String flags = file("flags", "-Dx");
        assertEquals(List.of("-Dx", "-Dx"), Words.split(new String[] {flags, flags}).jvmFlags());
    }

    @Test
    void shouldRefuseFilesThatNameFilesAndThoseThatAreNone() throws Exception {
        final String name = file("a", "@b");
        assertEquals("an argument file names the argument file @b, and as with java none can name another, or itself",
            assertThrows(BadInputException.class, () -> Words.split(new String[] {name})).getMessage());
        Files.write(root.resolve("latin"), "\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("the argument file " + root + "/latin is not in UTF-8", assertThrows(BadInputException.class,
            () -> ArgumentFile.read("@" + root + "/latin")).getMessage());
    }

    @Test
    void shouldTellNamesOfFilesFromOtherWords() {
        assertTrue(ArgumentFile.isNamedBy("@a"));
        assertFalse(ArgumentFile.isNamedBy("@@a"));
        assertFalse(ArgumentFile.isNamedBy("@"));
    }
}
