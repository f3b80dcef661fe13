package mpi.core.rma;

import java.lang.invoke.VarHandle;
import mpi.MPI;
import mpi.core.rma.WindowMembers.WindowCondition;

/**
 * How the ranks of a window keep their accesses apart (MPI 4.1, section 12.5): what {@link Epochs} allow is told to the
 * others, and awaited of them, by {@link Signals}.
 */
final class Synchronisation {
    private static final int NOBODY = -1;

    private final WindowMembers members;
    private final Epochs epochs;
    private final Signals signals;
    /** By target, whether a lock is one that the user has answered for. */
    private final boolean[] unchecked;
    private boolean areAllUnchecked;
    /** One thread may wait for posts while another waits for completions. */
    private final Counted posts;
    private final Counted completions;

    Synchronisation(final WindowMembers members, final Epochs epochs, final Signals signals) {
        this.members = members;
        this.epochs = epochs;
        this.signals = signals;
        unchecked = new boolean[members.size()];
        posts = new Counted(true);
        completions = new Counted(false);
    }

    /** Whatever is asserted: no rank may access a memory before its owner is through with it. */
    void fence(final int assertion) {
        epochs.fence((assertion & MPI.MODE_NOSUCCEED) == 0);
        signals.flushAll("win_fence");
        VarHandle.fullFence();
        members.comm().barrier();
        VarHandle.fullFence();
    }

    void post(final int[] origins) {
        epochs.post(origins);
        completions.expect(origins);
        signals.post(origins);
    }

    void start(final int[] targets) {
        epochs.start(targets);
        posts.expect(targets);
        posts.await("start", targets);
        epochs.allowStarted();
    }

    void complete() {
        signals.complete(epochs.complete());
    }

    void await() {
        completions.await("wait", epochs.exposed("wait"));
        epochs.hide();
    }

    boolean test() {
        completions.isAwaited("test", epochs.exposed("test"));
        if (!completions.isReached()) {
            members.poll();
            if (!completions.isReached()) {
                return false;
            }
        }
        epochs.hide();
        return true;
    }

    void lock(final boolean isExclusive, final int target, final int assertion) {
        epochs.requireLockable("lock", target);
        unchecked[target] = (assertion & MPI.MODE_NOCHECK) != 0;
        if (!unchecked[target]) {
            signals.acquire(isExclusive, target, "lock");
        }
        epochs.locked(target, isExclusive ? Epochs.LOCKED_ALONE : Epochs.LOCKED_TOGETHER);
    }

    void unlock(final int target) {
        final byte how = epochs.requireLocked("unlock", target);
        epochs.unlocked(target);
        if (unchecked[target]) {
            signals.flush(target, "unlock");
        } else {
            signals.release(how == Epochs.LOCKED_ALONE, target);
        }
    }

    void lockAll(final int assertion) {
        epochs.requireLockable("lock_all", Epochs.ANY_TARGET);
        areAllUnchecked = (assertion & MPI.MODE_NOCHECK) != 0;
        if (!areAllUnchecked) {
            signals.shareAll("lock_all");
        }
        epochs.lockedAll();
    }

    void unlockAll() {
        epochs.requireLockedAll("unlock_all");
        epochs.unlockedAll();
        if (areAllUnchecked) {
            signals.flushAll("unlock_all");
        } else {
            signals.leaveAll();
        }
    }

    void sync() {
        VarHandle.fullFence();
        members.poll();
    }

    /** Ends what this rank does with the window. */
    void end(final String operation) {
        epochs.requireNone(operation);
        signals.settle(operation);
    }

    /** That some members have posted to this rank, or completed, as often as expected. */
    private final class Counted extends WindowCondition {
        private final boolean ofPosts;
        /** By member, how often. */
        private final long[] expected;
        private String operation;
        private int[] ranks;
        private int at;

        Counted(final boolean ofPosts) {
            super(Synchronisation.this.members);
            this.ofPosts = ofPosts;
            this.expected = new long[Synchronisation.this.members.size()];
        }

        /** Notes that some members have to do so once more. */
        void expect(final int[] awaited) {
            for (final int member : awaited) {
                expected[member]++;
            }
        }

        void isAwaited(final String waiting, final int[] awaited) {
            operation = waiting;
            ranks = awaited;
            at = 0;
        }

        void await(final String waiting, final int[] awaited) {
            isAwaited(waiting, awaited);
            if (!isReached()) {
                members.await(this);
            }
        }

        @Override
        boolean isReached() {
            while (at < ranks.length && hasCounted(ranks[at])) {
                at++;
            }
            return at == ranks.length;
        }

        private boolean hasCounted(final int member) {
            return ofPosts ? signals.hasPosted(member, expected[member])
                : signals.hasCompleted(member, expected[member]);
        }

        @Override
        String operation() {
            return operation;
        }

        @Override
        int awaitedMember() {
            return at < ranks.length ? ranks[at] : NOBODY;
        }
    }
}
