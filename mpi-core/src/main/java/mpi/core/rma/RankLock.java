package mpi.core.rma;

import mpi.core.rma.WindowMembers.WindowCondition;

/**
 * Locks of one kind, one in the memory of each rank of a window, see {@link LockWord}: taken by this rank, which waits
 * for them by the progress loop.
 *
 * <p>Whoever waits for a lock that a dead rank holds, or may hold, learns of the death. For a rank that cannot map a
 * word the rank whose word it is takes the lock, see {@link TargetService}.
 */
final class RankLock {
    /** So often a waiter looks before it takes part in moving messages. */
    private static final int SPINS = 100;

    private final WindowMembers members;
    /** Where the word is if it has no address, see {@link Words}. */
    private final Object array;
    private final int own;
    /** Waits that are over, to be used again; guarded by the progress lock. */
    private Wait spare;

    RankLock(final WindowMembers members, final Object array) {
        this.members = members;
        this.array = array;
        this.own = members.rank();
    }

    /** Blocks until this rank has the lock alone. */
    void acquire(final long address, final int target, final String operation) {
        acquire(true, address, target, operation);
    }

    /** Blocks until this rank shares the lock. */
    void share(final long address, final int target, final String operation) {
        acquire(false, address, target, operation);
    }

    private void acquire(final boolean isExclusive, final long address, final int target, final String operation) {
        for (int spin = 0; spin < SPINS; spin++) {
            if (LockWord.tryAcquire(array, address, isExclusive, own, false)) {
                return;
            }
            Thread.onSpinWait();
        }
        final Wait wait = take(isExclusive, address, target, operation);
        try {
            members.await(wait);
        } finally {
            giveBack(wait);
        }
    }

    /**
     * Takes the lock for a member if it is to be had, and asks to be woken if not. Called with the progress lock held.
     */
    boolean tryAcquire(final boolean isExclusive, final long address, final int member) {
        return LockWord.tryAcquire(array, address, isExclusive, member, true);
    }

    /** Lets go of what {@link #acquire} took. */
    void release(final long address) {
        if (LockWord.release(array, address)) {
            members.wakeAll();
        }
    }

    /** Lets go of what {@link #share} took. */
    void leave(final long address) {
        if (LockWord.leave(array, address)) {
            members.wakeAll();
        }
    }

    /**
     * The member that keeps the lock for ever, since it is dead: that holds it, or that may be one of those that do.
     * Called with the progress lock held.
     *
     * @return the member, or the number of members if there is none
     */
    int deadHolder(final long address) {
        final int dead = members.firstDead();
        if (dead == members.size()) {
            return dead;
        }
        final int holder = LockWord.holder(array, address);
        if (holder == LockWord.SHARED) {
            return dead;
        }
        return holder != LockWord.NOBODY && members.isDead(holder) ? holder : members.size();
    }

    private Wait take(final boolean isExclusive, final long address, final int target, final String operation) {
        members.progress().lock().enter();
        try {
            final Wait wait = spare == null ? new Wait() : spare;
            spare = wait.next;
            wait.next = null;
            wait.isExclusive = isExclusive;
            wait.address = address;
            wait.target = target;
            wait.operation = operation;
            wait.isAcquired = false;
            wait.holder = LockWord.NOBODY;
            return wait;
        } finally {
            members.progress().lock().exit();
        }
    }

    private void giveBack(final Wait wait) {
        members.progress().lock().enter();
        try {
            wait.next = spare;
            spare = wait;
        } finally {
            members.progress().lock().exit();
        }
    }

    /** That this rank has the lock: looking takes it. */
    private final class Wait extends WindowCondition {
        private Wait next;
        private boolean isExclusive;
        private long address;
        private int target;
        private String operation;
        private boolean isAcquired;
        /** Who had the lock when this rank looked last; what describes this wait must not look at the word. */
        private int holder;

        Wait() {
            super(RankLock.this.members);
        }

        @Override
        boolean isReached() {
            if (!isAcquired) {
                isAcquired = tryAcquire(isExclusive, address, own);
                holder = isAcquired ? own : LockWord.holder(array, address);
            }
            return isAcquired;
        }

        @Override
        int missing() {
            return deadHolder(address);
        }

        @Override
        String operation() {
            return operation;
        }

        @Override
        int awaitedMember() {
            return holder == LockWord.SHARED ? -1 : holder == LockWord.NOBODY ? target : holder;
        }
    }
}
