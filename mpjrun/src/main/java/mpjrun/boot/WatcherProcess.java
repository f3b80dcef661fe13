package mpjrun.boot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lets a small shell process kill the ranks when the launcher dies. It reads lines from a pipe of which only the
 * launcher has the other end, each the numbers of the processes that live now; when the pipe ends, it kills those of
 * the last line. Signals for the launcher's whole process group do not end it.
 */
final class WatcherProcess implements OrphanGuard {
    private static final String SCRIPT =
        "trap '' HUP INT TERM; pids=; while read -r line; do pids=$line; done; [ -z \"$pids\" ] || kill -KILL $pids";

    private final Process process;
    private final OutputStream pipe;

    WatcherProcess() throws IOException {
        process = new ProcessBuilder("sh", "-c", SCRIPT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            // A process that ended on its own at the same time is nobody's concern.
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        pipe = process.getOutputStream();
    }

    @Override
    public List<String> guarded(final List<String> command) {
        return command;
    }

    @Override
    public void guard(final Collection<Long> pids) throws IOException {
        final String line = pids.stream().map(String::valueOf).collect(Collectors.joining(" ", "", "\n"));
        pipe.write(line.getBytes(StandardCharsets.US_ASCII));
        pipe.flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
