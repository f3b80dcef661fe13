package mpjrun.boot;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * Sees to it that no rank outlives its launcher, even if the launcher is killed by a signal that it cannot handle and
 * the rank has no line to it.
 */
public sealed interface OrphanGuard extends AutoCloseable permits ParentDeathSignal, WatcherProcess {
    /**
     * Takes the way that this machine has.
     *
     * @return the guard, at work until it is closed
     * @throws IOException if there is none
     */
    static OrphanGuard open() throws IOException {
        return ParentDeathSignal.isAvailable() ? new ParentDeathSignal() : new WatcherProcess();
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
