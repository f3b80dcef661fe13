package mpjrun.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The control group of this process: the memory that it may use, where somebody set a limit.
 */
final class ControlGroup {
    private final Path root;

    ControlGroup(final Path root) {
        this.root = root;
    }

    /** The least limit of the group and of those it lies in; {@link Long#MAX_VALUE} where there is none. */
    long memoryLimitBytes() {
        long limitBytes = Long.MAX_VALUE;
        for (final String line : lines(root.resolve("proc/self/cgroup"))) {
            // hierarchy:controllers:path, where version 2 has no controllers
            final String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                limitBytes = Math.min(limitBytes, leastUpwards("sys/fs/cgroup", parts[2], "memory.max"));
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                limitBytes =
                    Math.min(limitBytes, leastUpwards("sys/fs/cgroup/memory", parts[2], "memory.limit_in_bytes"));
            }
        }
        return limitBytes;
    }

    /** Within a container the path may be that outside of it; then only the top, the container's own group, exists. */
    private long leastUpwards(final String mount, final String group, final String file) {
        final Path top = root.resolve(mount);
        final Path own = top.resolve(group.substring(group.startsWith("/") ? 1 : 0)).normalize();
        long limitBytes = Long.MAX_VALUE;
        for (Path directory = own.startsWith(top) ? own : top; directory.startsWith(top);
            directory = directory.getParent()) {
            for (final String line : lines(directory.resolve(file))) {
                if (line.matches("[0-9]{1,18}")) {
                    limitBytes = Math.min(limitBytes, Long.parseLong(line));
                }
            }
        }
        return limitBytes;
    }

    private static List<String> lines(final Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (final IOException e) {
            // a group may vanish while it is looked at; what cannot be read sets no limit
            return List.of();
        }
    }
}
