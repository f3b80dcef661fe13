package jobs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Commands before a command, which then sees another {@code /dev} than everybody else. */
final class Mounts {
    /** A new /dev with what a JVM reads there, moved over the one of the machine. */
    private static final String NO_SHARED_MEMORY = """
        dev=$(mktemp -d) && mount -t tmpfs none "$dev" || exit
        for name in null zero full random urandom; do
            : >"$dev/$name" && mount --bind "/dev/$name" "$dev/$name" || exit
        done
        ln -s /proc/self/fd "$dev/fd" && mount --move "$dev" /dev && rmdir "$dev" && [ ! -e /dev/shm ]""";

    private Mounts() {}

    /** There is no /dev/shm. */
    static String[] withoutSharedMemory() throws IOException, InterruptedException {
        return after(NO_SHARED_MEMORY);
    }

    /** It is so large. */
    static String[] sharedMemoryOf(final int megabytes) throws IOException, InterruptedException {
        return after("mount -t tmpfs -o size=" + megabytes + "m none /dev/shm");
    }

    private static String[] after(final String script) throws IOException, InterruptedException {
        final List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
        if (!"root".equals(System.getProperty("user.name"))) {
            words.add("--map-root-user");
        }
        words.addAll(List.of("sh", "-c", script + " && exec \"$0\" \"$@\""));
        assumeTrue(isPossible(words), "this user may not mount in a namespace, so /dev/shm stays as it is");
        return words.toArray(String[]::new);
    }

    private static boolean isPossible(final List<String> words) throws InterruptedException {
        final List<String> trial = new ArrayList<>(words);
        trial.add("true");
        try {
            return new ProcessBuilder(trial).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor() == 0;
        } catch (final IOException e) {
            return false; // there is no command unshare
        }
    }
}
