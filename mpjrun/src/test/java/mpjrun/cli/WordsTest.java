package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which word of a command line belongs to whom. */
class WordsTest {
    private static Words split(final String line) throws BadInputException {
        return Words.split(line.isEmpty() ? new String[0] : line.split(" "));
    }

    @Test
    void shouldEndOptionsAtTheProgram() throws BadInputException {
        final Words words = split("-n 4 --stats prk.Nstream -n 8 --help -Xmx1g");
        assertEquals(List.of("-n", "4", "--stats"), words.options());
        assertEquals(List.of("prk.Nstream", "-n", "8", "--help", "-Xmx1g"), words.program());
        assertEquals(List.of(), words.jvmFlags());
    }

    @Test
    void shouldPassFlagsOfTheJvmThroughInTheirOrder() throws BadInputException {
        final Words words = split("-Xmx1g -n 2 -Dx=y -ea --add-opens java.base/java.lang=ALL-UNNAMED --enable-preview"
            + " --add-modules=jdk.incubator.vector -XX:+UseG1GC Main");
        assertEquals(List.of("-n", "2"), words.options());
        assertEquals(List.of("-Xmx1g", "-Dx=y", "-ea", "--add-opens", "java.base/java.lang=ALL-UNNAMED",
            "--enable-preview", "--add-modules=jdk.incubator.vector", "-XX:+UseG1GC"), words.jvmFlags());
        assertEquals(List.of("Main"), words.program());
    }

    @Test
    void shouldPassOverTheWordJava() throws BadInputException {
        final Words words = split("-n 2 java -Xmx1g -cp lib Main java");
        assertEquals(List.of("-n", "2", "-cp", "lib"), words.options());
        assertEquals(List.of("-Xmx1g"), words.jvmFlags());
        assertEquals(List.of("Main", "java"), words.program());
    }

    @Test
    void shouldEndOptionsAtAJar() throws BadInputException {
        final Words words = split("-n 2 -jar x.jar -n 3");
        assertEquals(Words.Kind.JAR, words.kind());
        assertEquals(List.of("x.jar", "-n", "3"), words.program());
    }

    @Test
    void shouldTakeValuesForValues() throws BadInputException {
        // the value of -x looks like a flag of the JVM, that of --wdir like a program
        final Words words = split("-x -Dx --wdir Main -cp -ea Prog.java");
        assertEquals(List.of("-x", "-Dx", "--wdir", "Main", "-cp", "-ea"), words.options());
        assertEquals(List.of("Prog.java"), words.program());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--timeout 5", "-timeout 5", "--timeout=5", "-timeout=5"})
    void shouldUnderstandOneDashAndTwo(final String line) throws BadInputException {
        assertEquals(List.of("--timeout", "5"), split(line + " Main").options());
    }

    @Test
    void shouldUnderstandTheSpellingsOfOtherLaunchers() throws BadInputException {
        assertEquals(List.of("-np", "4"), split("--np 4 Main").options());
        assertEquals(List.of("--wdir", "d"), split("-wdir d Main").options());
        assertEquals(List.of("--class-path", "p"), split("-class-path p Main").options());
    }

    @Test
    void shouldLeaveUnknownOptionsToTheParser() throws BadInputException {
        assertEquals(List.of("--frobnicate"), split("--frobnicate Main").options());
    }

    @Test
    void shouldBearMissingWords() throws BadInputException {
        assertEquals(List.of(), split("").program());
        assertEquals(List.of("-n"), split("-n").options());
        assertEquals(List.of("--add-opens"), split("--add-opens").jvmFlags());
        assertEquals(Words.Kind.JAR, split("-jar").kind());
    }
}
