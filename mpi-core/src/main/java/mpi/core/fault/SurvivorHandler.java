package mpi.core.fault;

import java.io.PrintStream;
import mpi.MPI;
import mpi.MPIException;

/**
 * Takes exceptions that nobody has caught. If one says that another rank has failed, the launcher is about to name that
 * rank and to end this one: it is given time to, so that the user reads of the cause and not of what follows from it.
 * Any other exception is printed as the JVM prints it, and so is this one if the process has not been ended.
 */
public final class SurvivorHandler implements Thread.UncaughtExceptionHandler {
    private final Runnable awaitVerdict;
    private final PrintStream err;

    SurvivorHandler(final Runnable awaitVerdict, final PrintStream err) {
        this.awaitVerdict = awaitVerdict;
        this.err = err;
    }

    /**
     * Lets one handle what ends threads of this process, unless the user has a handler.
     *
     * @param awaitVerdict gives the launcher time, see {@link mpi.core.boot.ControlChannel#awaitVerdict()}
     */
    public static void install(final Runnable awaitVerdict) {
        if (Thread.getDefaultUncaughtExceptionHandler() == null) {
            Thread.setDefaultUncaughtExceptionHandler(new SurvivorHandler(awaitVerdict, System.err));
        }
    }

    @Override
    public void uncaughtException(final Thread thread, final Throwable thrown) {
        if (tellsOfAnother(thrown)) {
            awaitVerdict.run();
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
}
