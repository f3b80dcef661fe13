package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import mpi.MPI;
import mpjrun.plan.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadedJobTest {
    private static final Set<Option> NUMBERS = EnumSet.of(Option.HOSTS, Option.DEBUGGER);

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);

    /** Blocks in MPI. */
    static final class Hang {
        private Hang() {}

        public static void main(final String[] args) {
            MPI.Init(args);
            MPI.COMM_WORLD.recv(new int[1], 1, MPI.INT, MPI.ANY_SOURCE, 0);
        }
    }

    private static ThreadedJob job(final String line) throws BadInputException {
        final Words words = Words.split(line.split(" "));
        return new ThreadedJob(new OptionParser().parse(words), words.jvmFlags(), Map.of());
    }

    /** A new option is refused until somebody thinks of it, and adds it here and there. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE,
        names = {"SIZE", "THREADS", "ANYWAY", "ALGORITHM", "EXPLANATION", "CLASS_PATH", "VARIABLE", "VARIABLE_OF_ALL",
            "JAVA", "NO_CACHE", "CHECK",
            "TIME_LIMIT", "PRINT_JAVA", "PRINT_CLASS_PATH", "VERSION", "HELP", "SETTINGS_HELP"})
    void shouldRefuseAnOptionThatWouldBeIgnored(final Option option) throws BadInputException {
        final String name = option.names().getFirst();
        final ThreadedJob job = job("--threads " + name + value(option));

        assertEquals(name + " does not go with --threads: ranks share the launcher's JVM",
            assertThrows(BadInputException.class, job::check).getMessage());
    }

    private static String value(final Option option) {
        if (!option.hasValue()) {
            return "";
        }
        return " " + (NUMBERS.contains(option) ? "2" : option.label().substring(option.label().lastIndexOf('|') + 1));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"-n 4 -cp a -x MPJ_CHECK -genv MPJ_CHECK true --java j --no-cache --check --timeout 3 -Da=b",
            "--coll allreduce=ring --oversubscribe",
            "--bind-to core --bind-to none", "--simulate-hosts 2 --simulate-hosts 1"})
    void shouldTakeWhatItHeedsAndWhatAsksForNothing(final String line) throws BadInputException {
        job("--threads " + line).check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--print-java", "--print-classpath"})
    void shouldAnswerQuestions(final String question) {
        final Main main =
            new Main(Map.of(), System.getProperties(), InputStream.nullInputStream(), stream, System.err);

        assertEquals(0, main.answer(new String[] {"--threads", question}));
        final String home = System.getProperty("java.home");
        assertTrue(shown().contains("--print-classpath".equals(question) ? "mpi-core" : home), shown());
    }

    @Test
    void shouldBlameNoRankWhereTheLauncherIsInterrupted() throws BadInputException {
        Thread.currentThread().interrupt();
        final int code = job("--threads -n 2").run(new Program(Hang.class.getName(), List.of(), List.of()), 1,
            new Properties(), stream);

        assertTrue(Thread.interrupted());
        assertEquals(1, code);
        assertTrue(shown().startsWith("Exception in the launcher java.lang.InterruptedException"), shown());
        assertFalse(shown().contains("-1"), shown());
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
