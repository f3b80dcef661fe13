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
     * Sends a signal. It is on its way when this returns: another one that is sent afterwards does not overtake it.
     *
     * @param signal which, for example {@code INT}
     * @param pids to whom; one that has ended meanwhile is nobody's concern
     * @throws IOException if there is no shell
     * @throws InterruptedException if the thread is interrupted
     */
    static void send(final String signal, final List<Long> pids) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\"", signal));
        pids.forEach(pid -> command.add(String.valueOf(pid)));
        new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    }
}
