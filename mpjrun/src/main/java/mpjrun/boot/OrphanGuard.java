package mpjrun.boot;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Sees to it that no rank outlives its launcher, even if the launcher is killed by a signal that it cannot handle and
 * the rank has no line to it.
 */
public sealed interface OrphanGuard extends AutoCloseable permits ParentDeathSignal, WatcherProcess {
    /** A trial of what this machine has, which goes on by itself. */
    interface Trial {
        /**
         * Waits for the end of the trial and takes the way that this machine has.
         *
         * @return the guard, at work until it is closed
         * @throws IOException if there is none
         */
        OrphanGuard open() throws IOException;
    }

    /**
     * Begins a trial. It takes a process, and something else can be done meanwhile.
     *
     * @return the trial
     */
    static Trial tryOut() {
        final Optional<Process> process = ParentDeathSignal.tryOut();
        return () -> process.isPresent() && ParentDeathSignal.hasWorked(process.get()) ? new ParentDeathSignal()
            : new WatcherProcess();
    }

    /**
     * What to start in place of a command.
     *
     * @param command program and arguments
     * @return the command, guarded; its process is the one that is started
     */
    List<String> guarded(List<String> command);

    /**
     * Tells which processes are to be guarded from now on.
     *
     * @param pids numbers of the processes that live
     * @throws IOException if the guard has gone
     */
    void guard(Collection<Long> pids) throws IOException;

    /** Ends the guard; processes that live are no longer guarded. */
    @Override
    void close();
}
