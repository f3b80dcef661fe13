package mpjrun.launch;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends signals that {@link ProcessHandle} cannot send, by the {@code kill} that is built into every shell.
 */
final class SignalSender {
    private SignalSender() {}

    /**
     * Sends a signal; does not wait until it has come.
     *
     * @param signal which
     * @param pids to whom; one that has ended meanwhile is nobody's concern
     * @throws IOException if there is no shell
     */
    static void send(final LauncherSignal signal, final List<Long> pids) throws IOException {
        final List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\"", signal.name()));
        pids.forEach(pid -> command.add(String.valueOf(pid)));
        new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    }
}
