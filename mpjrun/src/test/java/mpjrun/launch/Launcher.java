package mpjrun.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A launcher as a process of its own, to which signals can be sent. Its ranks run a shell script, which prints the
 * number of its process when it is ready.
 */
final class Launcher implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Launcher(final int size, final String script) throws IOException {
        // Signals that are ignored stay ignored, and a build that runs in the background may ignore them.
        final List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,HUP,TERM"));
        command.addAll(TestPlan.javaCommand(Launcher.class, String.valueOf(size), script));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    public static void main(final String[] arguments) {
        System.exit(TestPlan.shell(Integer.parseInt(arguments[0]), arguments[1])
            .input(System.in)
            .run(System.out, System.err));
    }

    static Launcher start(final int size, final String script) throws IOException {
        return new Launcher(size, script);
    }

    /** Waits until as many ranks run, and returns them. */
    List<ProcessHandle> ranks(final int size) throws IOException {
        final TreeSet<Long> pids = new TreeSet<>();
        while (pids.size() < size) {
            pids.add(Long.parseLong(output.readLine()));
        }
        return pids.stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();
    }

    String nextLine() throws IOException {
        return output.readLine();
    }

    void signal(final String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -s " + name + " " + process.pid()).inheritIO().start().waitFor();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
