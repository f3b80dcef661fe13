package mpi.core.rma;

import java.util.Arrays;
import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Faults;

/**
 * In which epochs a rank is on a window (MPI 4.1, section 12.5): what it may access, and to whom it has exposed its
 * memory. Says what does not fit before anything is done. Threads may lock different targets at once; each asks what it
 * is allowed by itself.
 */
final class Epochs {
    static final byte NONE = 0;
    static final byte LOCKED_ALONE = 1;
    static final byte LOCKED_TOGETHER = 2;
    private static final byte LOCKED_ALL = 3;
    private static final byte STARTED = 4;

    /** Stands for all targets. */
    static final int ANY_TARGET = -1;

    private final WindowMembers members;
    /** By target, why it may be accessed. */
    private final byte[] access;
    /** A fence has opened an epoch, which lasts until another one, or until an epoch of another kind begins. */
    private boolean isFenced;
    private boolean isLockedAll;
    private int locks;
    private int[] started;
    private int[] exposed;

    Epochs(final WindowMembers members) {
        this.members = members;
        this.access = new byte[members.size()];
    }

    /** Whether operations to a target are allowed. */
    boolean allow(final int target) {
        return access[target] != NONE || isFenced;
    }

    MPIException notAllowed(final String where) {
        return Faults.fault(MPI.ERR_RMA_SYNC, where,
            "no epoch is open in which this rank may access the target; call fence, lock, lockAll or"
                + " start first");
    }

    synchronized void fence(final boolean isFollowed) {
        requireNone("fence");
        isFenced = isFollowed;
    }

    synchronized void post(final int[] origins) {
        if (exposed != null) {
            throw sync("post", "the memory is exposed by post already, call waitFor first");
        }
        isFenced = false;
        exposed = origins;
    }

    /** The origins that the memory is exposed to. */
    synchronized int[] exposed(final String operation) {
        if (exposed == null) {
            throw sync(operation, "the memory is not exposed, call post first");
        }
        return exposed;
    }

    synchronized void hide() {
        exposed = null;
    }

    synchronized void start(final int[] targets) {
        if (started != null) {
            throw sync("start", "an epoch of start is open already, call complete first");
        }
        if (locks > 0 || isLockedAll) {
            throw sync("start", "an epoch of lock is open, call unlock first");
        }
        isFenced = false;
        started = targets;
    }

    /** Allows what {@link #start} has announced. */
    synchronized void allowStarted() {
        for (final int target : started) {
            access[target] = STARTED;
        }
    }

    /** Takes back what {@link #start} has announced. */
    synchronized int[] complete() {
        if (started == null) {
            throw sync("complete", "there is no epoch to complete, call start first");
        }
        final int[] targets = started;
        for (final int target : targets) {
            access[target] = NONE;
        }
        started = null;
        return targets;
    }

    synchronized void requireLockable(final String operation, final int target) {
        if (started != null) {
            throw sync(operation, "an epoch of start is open, call complete first");
        }
        if (isLockedAll) {
            throw sync(operation, "all targets are locked by lockAll, call unlockAll first");
        }
        if (target >= 0 && access[target] != NONE) {
            throw sync(operation, "this rank has locked the target already, call unlock first");
        }
        if (target < 0 && locks > 0) {
            throw sync(operation, "this rank has locked a target, call unlock first");
        }
    }

    synchronized void locked(final int target, final byte how) {
        isFenced = false;
        access[target] = how;
        locks++;
    }

    synchronized void lockedAll() {
        isFenced = false;
        isLockedAll = true;
        Arrays.fill(access, LOCKED_ALL);
    }

    /** How a target is locked. */
    synchronized byte requireLocked(final String operation, final int target) {
        final byte how = access[target];
        if (how != LOCKED_ALONE && how != LOCKED_TOGETHER) {
            throw sync(operation, "this rank has not locked the target, call lock first");
        }
        return how;
    }

    synchronized void unlocked(final int target) {
        access[target] = NONE;
        locks--;
    }

    synchronized void requireLockedAll(final String operation) {
        if (!isLockedAll) {
            throw sync(operation, "the targets are not locked, call lockAll first");
        }
    }

    synchronized void unlockedAll() {
        isLockedAll = false;
        Arrays.fill(access, NONE);
    }

    /** Flushing belongs to epochs of locks (MPI 4.1, section 12.5.4). Asked without the monitor, as {@link #allow}. */
    void requirePassive(final String operation, final int target) {
        final byte how = access[target];
        if (how == NONE || how == STARTED) {
            throw sync(operation, "this rank has not locked the target, call lock or lockAll first");
        }
    }

    /** The same for all targets. */
    synchronized void requireAnyPassive(final String operation) {
        if (!isLockedAll && locks == 0) {
            throw sync(operation, "this rank has locked no target, call lock or lockAll first");
        }
    }

    synchronized void requireNone(final String operation) {
        if (locks > 0 || isLockedAll || started != null) {
            throw sync(operation, "an epoch of " + (started == null ? "lock" : "start") + " is open, end it first");
        }
        if (exposed != null) {
            throw sync(operation, "the memory is exposed by post, call waitFor first");
        }
    }

    private MPIException sync(final String operation, final String what) {
        return Faults.fault(MPI.ERR_RMA_SYNC, members.describe(operation), what);
    }
}
