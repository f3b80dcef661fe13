package mpjrun.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What Linux says of this machine and of this process's share of it. Where it says nothing, as on other systems, the
 * JVM's own view takes its place.
 */
public final class MachineProbe {
    private static final String CPUS = "Cpus_allowed_list:";
    private static final String MEMORY = "MemTotal:";
    private static final long KIBIBYTE = 1024;
    /** A JVM's default heap is this part of the memory it sees. */
    private static final int DEFAULT_HEAP_PART = 4;

    private final Path root;

    /**
     * Looks at a machine.
     *
     * @param root where {@code proc} and {@code sys} are
     */
    public MachineProbe(final Path root) {
        this.root = root;
    }

    /**
     * The CPUs that this process may run on.
     *
     * @return their numbers, ascending
     */
    public List<Integer> cpus() {
        return valueIn("proc/self/status", CPUS).map(MachineProbe::numbers)
            .filter(numbers -> !numbers.isEmpty())
            .orElseGet(() -> IntStream.range(0, Runtime.getRuntime().availableProcessors()).boxed().toList());
    }

    /**
     * The name of the machine.
     *
     * @return its name, {@code localhost} if it tells none
     */
    public String hostName() {
        try {
            return Files.readString(root.resolve("proc/sys/kernel/hostname")).strip();
        } catch (final IOException e) {
            return "localhost";
        }
    }

    /**
     * How many CPUs this process may keep busy, which a quota of its control group can make fewer than all.
     *
     * @return at least 1
     */
    public int cores() {
        return Math.min(cpus().size(), Runtime.getRuntime().availableProcessors());
    }

    /**
     * The memory of the machine, or the limit of the control group if that is less.
     *
     * @return bytes
     */
    public long memoryBytes() {
        final long installed = valueIn("proc/meminfo", MEMORY)
            .map(value -> Long.parseLong(value.split(" ")[0]) * KIBIBYTE)
            .orElseGet(() -> Runtime.getRuntime().maxMemory() * DEFAULT_HEAP_PART);
        return Math.min(installed, new ControlGroup(root).memoryLimitBytes());
    }

    /** From {@code 0-2,5}. */
    private static List<Integer> numbers(final String ranges) {
        final List<Integer> numbers = new ArrayList<>();
        for (final String range : ranges.split(",")) {
            final String[] ends = range.strip().split("-");
            final int last = Integer.parseInt(ends[ends.length - 1]);
            for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private Optional<String> valueIn(final String file, final String key) {
        try {
            return Files.readAllLines(root.resolve(file))
                .stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .findFirst();
        } catch (final IOException e) {
            // no Linux; the caller knows another way
            return Optional.empty();
        }
    }
}
