package mpjrun.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many processes of the launcher's control group the system has killed for want of memory: {@code oom_kill} of
 * {@code memory.events} (cgroup v2) or {@code memory.oom_control} (v1).
 */
public final class OutOfMemoryCount {
    private static final String NAME = "oom_kill ";

    /** The first that can be read counts. */
    private final List<Path> candidates;
    private long countBefore;

    /** Watches the launcher's own control group. */
    public OutOfMemoryCount() {
        this(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    /** Watches the control group that a file names, below the place where control groups are mounted. */
    OutOfMemoryCount(final Path membership, final Path mount) {
        candidates = candidates(membership, mount);
        countBefore = read();
    }

    /**
     * Whether the count rose since it was last looked at.
     *
     * @return true if a process was killed
     */
    public boolean hasRisen() {
        final long count = read();
        final boolean hasRisen = count > countBefore;
        countBefore = count;
        return hasRisen;
    }

    private static List<Path> candidates(final Path membership, final Path mount) {
        // Each line is number:controllers:path. In a container the path may be that outside of it: then the mount is
        // the group itself.
        return lines(membership).flatMap(line -> {
            final String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                return Stream.empty();
            }
            final String group = parts[2].substring(1);
            if (parts[1].isEmpty()) {
                return Stream.of(mount.resolve(group), mount).map(path -> path.resolve("memory.events"));
            }
            return List.of(parts[1].split(",")).contains("memory")
                ? Stream.of(mount.resolve("memory").resolve(group), mount.resolve("memory"))
                    .map(path -> path.resolve("memory.oom_control"))
                : Stream.empty();
        }).toList();
    }

    private long read() {
        return candidates.stream()
            .flatMap(OutOfMemoryCount::lines)
            .filter(line -> line.startsWith(NAME))
            .map(line -> Long.parseLong(line.substring(NAME.length()).strip()))
            .findFirst()
            .orElse(0L);
    }

    /** The lines of a file; none where it cannot be read: then only a hint is lost. */
    private static Stream<String> lines(final Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (final IOException e) {
            return Stream.empty();
        }
    }
}
