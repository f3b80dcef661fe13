package mpi.core.rma;

import java.lang.invoke.VarHandle;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.p2p.PointToPoint;
import mpi.core.progress.Condition;
import mpi.core.progress.Progress;
import mpi.core.transport.Endpoint;
import mpi.spi.CommEngine;
import mpi.spi.Faults;

/**
 * The ranks of a window: the ways to them, their deaths, and how to wait for them.
 *
 * @param progress the loop of this rank
 * @param messages point-to-point protocol, which knows the ways to them and their deaths
 * @param comm the window's own communicator
 * @param worldRanks by member
 */
record WindowMembers(Progress progress, PointToPoint messages, CommEngine comm, int[] worldRanks) {

    private static final int NO_TAG = -1;

    int rank() {
        return comm.rank();
    }

    int size() {
        return worldRanks.length;
    }

    /** The way to another member through shared memory; {@code null} if there is none. */
    Endpoint neighbour(final int member) {
        final int worldRank = worldRanks[member];
        final Endpoint endpoint = messages.sharesMemory(worldRank) ? messages.endpoint(worldRank) : null;
        return endpoint != null && endpoint.isLocal() ? endpoint : null;
    }

    /** What an operation on the window is, for error texts. */
    String describe(final String operation) {
        return Faults.on(operation, comm.name(), rank(), size());
    }

    /** The error of an operation that needs a member which is gone. Called with the progress lock held. */
    MPIException failure(final int member, final String operation) {
        return messages.fault(worldRanks[member], describe(operation) + ", to " + member);
    }

    /** The error of an operation that only windows have to which memory is attached. */
    MPIException noDynamicWindow(final String operation) {
        return Faults.fault(MPI.ERR_RMA_FLAVOR, describe(operation),
            "memory is attached only to windows made by new Win(info, comm)");
    }

    /** Whether a member is known to be gone. Called with the progress lock held. */
    boolean isDead(final int member) {
        return messages.isDead(worldRanks[member]);
    }

    /** Wakes a member that sleeps, so that it looks at the words that this rank has stored. */
    void wake(final int member) {
        wake(member, member + 1);
    }

    void wakeAll() {
        wake(0, size());
    }

    private void wake(final int first, final int end) {
        VarHandle.fullFence();
        progress.lock().enter();
        try {
            for (int member = first; member < end; member++) {
                final Endpoint endpoint = member == rank() ? null : neighbour(member);
                if (endpoint != null) {
                    endpoint.wake();
                }
            }
            progress.signal(); // other threads of this rank may wait for the same
        } finally {
            progress.lock().exit();
        }
    }

    /** The first member that is gone; none if that is the size. Called with the progress lock held. */
    int firstDead() {
        if (!messages.isAnyDead()) {
            return size();
        }
        int member = 0;
        while (member < size() && !messages.isDead(worldRanks[member])) {
            member++;
        }
        return member;
    }

    /** Blocks until a condition is met, which also is where a member is dead that it needs. */
    void await(final WindowCondition condition) {
        MPIException failure = null;
        progress.lock().enter();
        try {
            progress.await(condition);
            if (!condition.isReached()) {
                failure = messages.fault(worldRanks[condition.missing], describe(condition.operation()));
            }
        } finally {
            progress.lock().exit();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Makes progress once. */
    void poll() {
        progress.lock().enter();
        try {
            progress.pollOnce();
        } finally {
            progress.lock().exit();
        }
    }

    /** That members have stored something, or that one of them cannot any more. */
    abstract static class WindowCondition implements Condition {
        final WindowMembers members;
        /** The member without which the wait has no end. */
        private int missing;

        WindowCondition(final WindowMembers members) {
            this.members = members;
        }

        /** Looks, and remembers what it has found; called with the progress lock held. */
        abstract boolean isReached();

        /** The member without which the wait has no end, since it is dead; the number of members if there is none. */
        int missing() {
            return members.firstDead();
        }

        /** The operation in the standard's words. */
        abstract String operation();

        /** Whom the operation waits for. */
        abstract int awaitedMember();

        @Override
        public final boolean isMet() {
            if (isReached()) {
                return true;
            }
            missing = missing();
            return missing < members.size();
        }

        @Override
        public final boolean changesUnseen() {
            return true;
        }

        @Override
        public final RankState.Operation describe(final long blockedNanos) {
            final int member = awaitedMember();
            return new RankState.Operation(operation(), members.comm.name(),
                member < 0 ? RankState.NO_PEER : members.worldRanks[member], NO_TAG, 0, blockedNanos);
        }
    }
}
