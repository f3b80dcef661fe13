package mpi.core.fault;

import java.io.PrintStream;
import java.time.Duration;
import mpi.MPI;
import mpi.MPIException;

/**
 * Takes exceptions that nobody has caught. If one says that another rank has failed, the launcher is about to name that
 * rank and to end this one: it is given time to, so that the user reads of the cause and not of what follows from it.
 * Any other exception is printed as the JVM prints it, and so is this one if the process has not been ended.
 */
public final class SurvivorHandler implements Thread.UncaughtExceptionHandler {
    /** Longer than a launcher takes to find out which rank is to blame. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Duration patience;
    private final PrintStream err;

    SurvivorHandler(final Duration patience, final PrintStream err) {
        this.patience = patience;
        this.err = err;
    }

    /** Lets one handle what ends threads of this process, unless the user has a handler. */
    public static void install() {
        if (Thread.getDefaultUncaughtExceptionHandler() == null) {
            Thread.setDefaultUncaughtExceptionHandler(new SurvivorHandler(PATIENCE, System.err));
        }
    }

    @Override
    public void uncaughtException(final Thread thread, final Throwable thrown) {
        if (tellsOfAnother(thrown)) {
            awaitEnd();
        }
        synchronized (err) {
            err.print("Exception in thread \"" + thread.getName() + "\" ");
            thrown.printStackTrace(err);
        }
    }

    private static boolean tellsOfAnother(final Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !(cause instanceof MPIException)) {
            cause = cause.getCause();
        }
        return cause instanceof MPIException failure && failure.getErrorClass() == MPI.ERR_PROC_FAILED;
    }

    /** The end of the process ends this wait. */
    private void awaitEnd() {
        try {
            Thread.sleep(patience);
        } catch (final InterruptedException e) {
            // This thread is at its end: there is nobody left to be told.
            Thread.currentThread().interrupt();
        }
    }
}
