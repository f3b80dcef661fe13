package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import mpjrun.plan.Installation;
import mpjrun.plan.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What program a command line names. */
class ProgramFinderTest {
    @TempDir
    private Path root;
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Installation installation = new Installation(List.of(), List.of());
    private boolean isOnOwnClassPath;

    private Program find(final Path cache, final String... arguments) throws BadInputException {
        final OptionParser parser = new OptionParser();
        final Words words = Words.split(arguments);
        final Options options = parser.parse(words);
        final PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        final SourceProgram sources = new SourceProgram(installation, Optional.of(new ClassCache(cache)), err);
        return new ProgramFinder(root, environment, installation, isOnOwnClassPath, sources).find(words, options);
    }

    private Program find(final String... arguments) throws BadInputException {
        return find(root.resolve("cache"), arguments);
    }

    private String refusal(final String... arguments) {
        return assertThrows(BadInputException.class, () -> find(arguments)).getMessage();
    }

    private void classFile(final String name) throws IOException {
        final Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    private void jar(final String name, final String mainClass) throws IOException {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (mainClass != null) {
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        }
        try (OutputStream file = Files.newOutputStream(root.resolve(name));
            JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new JarEntry("a/Main.class"));
        }
    }

    @Test
    void shouldTakeTheCurrentDirectoryForTheClassPath() throws Exception {
        classFile("a/Main.class");
        assertEquals(new Program("a.Main", List.of(root.toString()), List.of("x", "-y")), find("a.Main", "x", "-y"));
        assertEquals("a.Main", find("a/Main").mainClass());
    }

    @Test
    void shouldTakeTheOptionThenTheVariableForTheClassPath() throws Exception {
        classFile("classes/a/Main.class");
        environment.put("CLASSPATH", "/other:classes");
        assertEquals(List.of("/other", root + "/classes"), find("a.Main").classPath());
        assertEquals(List.of(root + "/classes", root + "/lib/*", "/absolute"),
            find("-cp", "classes:lib/*:/absolute", "a.Main").classPath());
    }

    @Test
    void shouldFindAProgramOfOurs() throws Exception {
        jar("ours.jar", null);
        installation = new Installation(List.of(), List.of(root + "/ours.jar"));
        assertEquals("a.Main", find("a.Main").mainClass());
    }

    @Test
    void shouldFindAProgramOnTheLaunchersOwnClassPath() throws Exception {
        jar("all.jar", null);
        installation = new Installation(List.of(root + "/all.jar"), List.of());
        isOnOwnClassPath = true;
        environment.put("CLASSPATH", "/not/asked");
        assertEquals(List.of(), find("a.Main").classPath());
        assertEquals("there is no class b.Main on the class path of the launcher", refusal("b.Main"));
    }

    @Test
    void shouldTurnAJarIntoItsMainClass() throws Exception {
        jar("x.jar", "a.Main");
        environment.put("CLASSPATH", "/not/asked");
        assertEquals(new Program("a.Main", List.of(root + "/x.jar"), List.of("y")), find("-jar", "x.jar", "y"));
    }

    @Test
    void shouldCompileASource() throws Exception {
        final Path file = root.resolve("src/p/Main.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package p; class Main { public static void main(String[] a) { } }");
        final Program program = find("-cp", "/lib", "src/p/Main.java", "x");
        assertEquals("p.Main", program.mainClass());
        assertEquals(List.of("x"), program.arguments());
        assertEquals("/lib", program.classPath().getLast());
        assertTrue(program.classPath().getFirst().startsWith(root.resolve("cache").toString()), program.toString());
    }

    @Test
    void shouldCompileWithoutACacheThatCannotBeWritten() throws Exception {
        final Path file = Files.writeString(root.resolve("Main.java"), "void main() { }");
        final Program program = find(file, "Main.java");
        assertFalse(program.classPath().getFirst().startsWith(root.toString()), program.toString());
        assertTrue(Files.exists(Path.of(program.classPath().getFirst(), "Main.class")));
        assertEquals(1, said.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        jar("x.jar", null);
        jar("wrong.jar", "b.Main");
        Files.writeString(root.resolve("text.jar"), "text");
        Files.write(root.resolve("Latin.java"), "// \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("no program is named", refusal("-n", "2"));
        assertEquals("-jar names no jar", refusal("-jar"));
        assertEquals("-m names no module", refusal("-m"));
        assertEquals("a job has one program as yet, and ':' would begin another",
            refusal("-n", "1", "A", "x", ":", "-np", "2", "B"));
        assertEquals("there is no class Main on the class path " + root, refusal("Main"));
        assertEquals("there is no class Main on the class path /x:/y", refusal("-cp", "/x:/y", "Main"));
        assertEquals("there is no jar " + root + "/y.jar", refusal("-jar", "y.jar"));
        assertEquals("a jar is run by -jar x.jar", refusal("x.jar"));
        assertEquals(root + "/x.jar names no Main-Class in its manifest; run it by -cp x.jar and the name of the class",
            refusal("-jar", "x.jar"));
        assertEquals("there is no class b.Main on the class path " + root + "/wrong.jar", refusal("-jar", "wrong.jar"));
        assertTrue(refusal("-jar", "text.jar").startsWith(root + "/text.jar is no jar: "), refusal("-jar", "text.jar"));
        assertEquals("there is no file " + root + "/No.java", refusal("No.java"));
        assertEquals(root + "/Latin.java is not in UTF-8", refusal("Latin.java"));
    }
}
