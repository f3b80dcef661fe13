package mpi;

import mpi.spi.Faults;
import mpi.spi.WinEngine;

/**
 * Synchronisation of windows in both dialects (MPI 4.1, section 12.5): checks the arguments, hands over to the engine,
 * tells of errors as the dialect wants it.
 */
final class WindowEpochs {
    private WindowEpochs() {}

    static void fence(final Win win, final Dialect dialect, final int assertion) {
        final String operation = "win_fence";
        final WinEngine engine = win.usable(operation);
        WindowChecks.assertion(win, operation, assertion,
            MPI.MODE_NOSTORE | MPI.MODE_NOPUT | MPI.MODE_NOPRECEDE | MPI.MODE_NOSUCCEED);
        try {
            engine.fence(assertion);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void post(final Win win, final Dialect dialect, final Group group, final int assertion) {
        final String operation = "win_post";
        final WinEngine engine = win.usable(operation);
        WindowChecks.assertion(win, operation, assertion, MPI.MODE_NOCHECK | MPI.MODE_NOSTORE | MPI.MODE_NOPUT);
        final int[] origins = win.ranksOf(operation, group);
        try {
            engine.post(origins, assertion);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void start(final Win win, final Dialect dialect, final Group group, final int assertion) {
        final String operation = "win_start";
        final WinEngine engine = win.usable(operation);
        WindowChecks.assertion(win, operation, assertion, MPI.MODE_NOCHECK);
        final int[] targets = win.ranksOf(operation, group);
        try {
            engine.start(targets, assertion);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void complete(final Win win, final Dialect dialect) {
        final WinEngine engine = win.usable("win_complete");
        try {
            engine.complete();
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void await(final Win win, final Dialect dialect) {
        final WinEngine engine = win.usable("win_wait");
        try {
            engine.await();
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static boolean test(final Win win, final Dialect dialect) {
        final WinEngine engine = win.usable("win_test");
        try {
            return engine.test();
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void lock(final Win win, final Dialect dialect, final int lockType, final int target, final int assertion) {
        final WinEngine engine = win.usable("win_lock");
        WindowChecks.lock(win, lockType, target, assertion);
        requireLocks(win, "win_lock");
        if (target == MPI.PROC_NULL) {
            return;
        }
        try {
            engine.lock(lockType == MPI.LOCK_EXCLUSIVE, target, assertion);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void unlock(final Win win, final Dialect dialect, final int target) {
        final WinEngine engine = win.usable("win_unlock");
        WindowChecks.targetOrNobody(win, "win_unlock", target);
        if (target == MPI.PROC_NULL) {
            return;
        }
        try {
            engine.unlock(target);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void lockAll(final Win win, final Dialect dialect, final int assertion) {
        final String operation = "win_lock_all";
        final WinEngine engine = win.usable(operation);
        WindowChecks.assertion(win, operation, assertion, MPI.MODE_NOCHECK);
        requireLocks(win, operation);
        try {
            engine.lockAll(assertion);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void unlockAll(final Win win, final Dialect dialect) {
        final WinEngine engine = win.usable("win_unlock_all");
        try {
            engine.unlockAll();
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void flush(final Win win, final Dialect dialect, final int target) {
        final WinEngine engine = win.usable("win_flush");
        WindowChecks.targetOrNobody(win, "win_flush", target);
        if (target == MPI.PROC_NULL) {
            return;
        }
        try {
            engine.flush(target);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void flushLocal(final Win win, final Dialect dialect, final int target) {
        final WinEngine engine = win.usable("win_flush_local");
        WindowChecks.targetOrNobody(win, "win_flush_local", target);
        if (target == MPI.PROC_NULL) {
            return;
        }
        try {
            engine.flushLocal(target);
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void flushAll(final Win win, final Dialect dialect) {
        final WinEngine engine = win.usable("win_flush_all");
        try {
            engine.flushAll();
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void flushLocalAll(final Win win, final Dialect dialect) {
        final WinEngine engine = win.usable("win_flush_local_all");
        try {
            engine.flushLocalAll();
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    static void sync(final Win win, final Dialect dialect) {
        final WinEngine engine = win.usable("win_sync");
        try {
            engine.sync();
        } catch (final MPIException e) {
            throw win.failed(dialect, e);
        }
    }

    private static void requireLocks(final Win win, final String operation) {
        if (!win.isLockable()) {
            throw Faults.fault(MPI.ERR_RMA_SYNC, win.describe(operation), "the window was made with the hint no_locks");
        }
    }
}
