package mpjrun.boot;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Lets the kernel kill a process when its parent dies, by {@code setpriv} of util-linux 2.33 or later. The kernel takes
 * the <em>thread</em> that started the process for its parent: processes have to be started by a thread that lives as
 * long as the job.
 */
final class ParentDeathSignal implements OrphanGuard {
    private static final List<String> SETPRIV = List.of("setpriv", "--pdeathsig", "KILL", "--");

    ParentDeathSignal() {}

    /** Starts a process in this way; empty if the machine has no such thing. */
    static Optional<Process> tryOut() {
        if (!new File("/proc/self").exists()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessBuilder(prefixed(List.of("true")))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it started. */
    static boolean hasWorked(final Process trial) {
        try {
            return trial.waitFor() == 0;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> prefixed(final List<String> command) {
        final List<String> all = new ArrayList<>(SETPRIV);
        all.addAll(command);
        return all;
    }

    @Override
    public List<String> guarded(final List<String> command) {
        return prefixed(command);
    }

    @Override
    public void guard(final Collection<Long> pids) {
        // The kernel knows them.
    }

    @Override
    public void close() {
        // The kernel keeps nothing for us.
    }
}
