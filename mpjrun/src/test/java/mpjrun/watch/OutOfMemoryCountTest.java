package mpjrun.watch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutOfMemoryCountTest {
    @TempDir
    private Path directory;

    private OutOfMemoryCount count(final String membership) throws IOException {
        return new OutOfMemoryCount(Files.writeString(directory.resolve("cgroup"), membership),
            directory.resolve("mount"));
    }

    /** The last two: a container that sees the path of its group outside. */
    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {"0::/job/step job/step/memory.events",
        "4:cpu,memory:/job memory/job/memory.oom_control", "0::/outside memory.events",
        "4:memory:/outside memory/memory.oom_control"})
    void shouldNoticeThatTheCountRises(final String membership, final String file) throws IOException {
        final Path counters = directory.resolve("mount").resolve(file);
        Files.createDirectories(counters.getParent());
        Files.writeString(counters, "under_oom 0\noom 9\noom_kill 2\n");
        final OutOfMemoryCount count = count("1:name=systemd:/x\n" + membership + "\n");
        assertFalse(count.hasRisen());
        Files.writeString(counters, "under_oom 0\noom 9\noom_kill 3\n");
        assertTrue(count.hasRisen());
        assertFalse(count.hasRisen());
    }

    @Test
    void shouldKnowNothingWhereThereAreNoControlGroups() throws IOException {
        assertFalse(count("").hasRisen());
        assertFalse(new OutOfMemoryCount(directory.resolve("missing"), directory).hasRisen());
    }

    @Test
    void shouldReadThisMachine() {
        assertFalse(new OutOfMemoryCount().hasRisen());
    }
}
