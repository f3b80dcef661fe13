package mpjrun.launch;

import java.time.Duration;
import java.util.List;
import mpjrun.io.OutputPump;

/**
 * The process of a rank, and its output.
 */
final class RankProcess {
    private final int rank;
    /** In place of {@link Process}, which closes the streams of what it ends: its last words would be lost. */
    private final ProcessHandle process;
    private final List<OutputPump> outputs;
    /** Set when the launcher's main thread has taken notice of the exit. */
    private boolean hasExited;
    /** Processes that the rank had started when it was asked to end. Also read by the JVM's shutdown. */
    private volatile List<ProcessHandle> descendants = List.of();

    RankProcess(final int rank, final ProcessHandle process, final List<OutputPump> outputs) {
        this.rank = rank;
        this.process = process;
        this.outputs = outputs;
    }

    int rank() {
        return rank;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return !hasExited;
    }

    void exited() {
        hasExited = true;
    }

    /** Asks the rank and what it has started to end. */
    void terminate() {
        // Taken now: when the rank has ended, nobody knows whose they were.
        descendants = process.descendants().toList();
        process.destroy();
        descendants.forEach(ProcessHandle::destroy);
    }

    /** Ends the rank, and what it has started. */
    void kill() {
        if (descendants.isEmpty() && process.isAlive()) {
            descendants = process.descendants().toList();
        }
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Waits until its output is written, but not for long: somebody may have stopped reading it. */
    void awaitOutputAtMost(final Duration limit) throws InterruptedException {
        for (final OutputPump output : outputs) {
            output.join(limit);
        }
    }

    List<OutputPump> outputs() {
        return outputs;
    }
}
