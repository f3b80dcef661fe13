package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mpjrun.plan.JobOptions;
import mpjrun.plan.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How options are judged. */
class JobOptionsReaderTest {
    private static final int CORES = 3;

    @TempDir
    private Path root;

    private JobOptions read(final String line) throws BadInputException {
        final OptionParser parser = new OptionParser();
        final Words words = Words.split(line.split(" "));
        final Machine machine = new Machine(List.of(0, 1, 2), CORES, 1, Path.of("/jdk"), Map.of("SET", "value", "PATH",
            root.resolve("bin").toString()), "here");
        return new JobOptionsReader(root, machine).read(parser.parse(words), words.jvmFlags());
    }

    private String refusal(final String line) {
        return assertThrows(BadInputException.class, () -> read(line)).getMessage();
    }

    @Test
    void shouldStartOneRankACoreUnlessTold() throws BadInputException {
        assertEquals(CORES, read("Main").size());
        assertEquals(7, read("-n 7 Main").size());
    }

    @Test
    void shouldRefuseToShareCoresWhereToldSo() throws BadInputException {
        assertEquals(CORES, read("-n 3 --no-oversubscribe Main").size());
        assertEquals("4 ranks on 3 cores, and --no-oversubscribe refuses that",
            refusal("-n 4 --no-oversubscribe Main"));
    }

    @Test
    void shouldSetVariables() throws BadInputException {
        assertEquals(Map.of("A", "b=c", "SET", "value", "EMPTY", ""),
            read("-x A=b=c -x SET -x UNSET -x EMPTY= Main").variables());
        assertEquals("-x =b: expected VAR or VAR=VALUE", refusal("-x =b Main"));
    }

    @Test
    void shouldStartWhereTold() throws Exception {
        assertEquals(root, read("Main").directory());
        Files.createDirectory(root.resolve("there"));
        assertEquals(root.resolve("there"), read("--wdir there Main").directory());
        assertEquals("--wdir nowhere: there is no such directory", refusal("--wdir nowhere Main"));
    }

    @Test
    void shouldLimitTime() throws BadInputException {
        assertEquals(Optional.empty(), read("Main").timeLimit());
        assertEquals(Optional.of(Duration.ofMinutes(2)), read("--timeout 120 Main").timeLimit());
    }

    @Test
    void shouldNameTheCommandThatBindingNeeds() {
        assertEquals("--bind-to core needs the command taskset (package util-linux), which is not on the PATH",
            refusal("--bind-to core Main"));
    }
}
