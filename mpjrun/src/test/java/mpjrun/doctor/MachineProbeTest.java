package mpjrun.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a machine; each test makes its own. */
class MachineProbeTest {
    @TempDir
    private Path root;

    private void file(final String name, final String text) throws IOException {
        final Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void shouldReadTheCpusAllowed() throws IOException {
        file("proc/self/status", "Name:\tjava\nCpus_allowed:\t2f\nCpus_allowed_list:\t0-3,5\n");
        assertEquals(List.of(0, 1, 2, 3, 5), new MachineProbe(root).cpus());
    }

    @Test
    void shouldAskTheJvmWhereThereIsNoLinux() {
        final MachineProbe probe = new MachineProbe(root);
        assertEquals(Runtime.getRuntime().availableProcessors(), probe.cpus().size());
        assertTrue(probe.memoryBytes() >= Runtime.getRuntime().maxMemory());
    }

    @Test
    void shouldNotCountMoreCoresThanAQuotaAllows() throws IOException {
        file("proc/self/status", "Cpus_allowed_list:\t0-1023\n");
        assertEquals(Runtime.getRuntime().availableProcessors(), new MachineProbe(root).cores());
    }

    @Test
    void shouldReadTheMemoryOfTheMachine() throws IOException {
        file("proc/meminfo", "MemTotal:       16384 kB\nMemFree:  1 kB\n");
        assertEquals(16L << 20, new MachineProbe(root).memoryBytes());
    }

    @Test
    void shouldTakeTheLeastLimitOfTheControlGroups() throws IOException {
        file("proc/meminfo", "MemTotal:       16384 kB\n");
        file("proc/self/cgroup", "0::/outer/inner\n");
        file("sys/fs/cgroup/outer/inner/memory.max", "max\n");
        file("sys/fs/cgroup/outer/memory.max", "4194304\n");
        assertEquals(4L << 20, new MachineProbe(root).memoryBytes());
    }

    @Test
    void shouldReadControlGroupsOfVersion1() throws IOException {
        file("proc/meminfo", "MemTotal:       16384 kB\n");
        file("proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/a\n1:name=systemd:/a\n");
        file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "2097152\n");
        assertEquals(2L << 20, new MachineProbe(root).memoryBytes());
    }

    @Test
    void shouldFindTheLimitOfAContainerThatSeesThePathOutside() throws IOException {
        file("proc/meminfo", "MemTotal:       16384 kB\n");
        file("proc/self/cgroup", "0::/../../docker/1234\n");
        file("sys/fs/cgroup/memory.max", "1048576\n");
        assertEquals(1L << 20, new MachineProbe(root).memoryBytes());
    }

    @Test
    void shouldTakeAHugeLimitForNone() throws IOException {
        file("proc/meminfo", "MemTotal:       16384 kB\n");
        file("proc/self/cgroup", "4:memory:/\n");
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        assertEquals(16L << 20, new MachineProbe(root).memoryBytes());
    }
}
