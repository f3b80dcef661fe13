package mpi.core.rma;

import mpi.core.rma.WindowMembers.WindowCondition;

/**
 * A lock that ranks share, in one word of memory that all of them map: held by one rank alone or by several together.
 *
 * <pre>
 *   63     62                    32 31 30                    0
 *  +------+-----------------------+--+-----------------------+
 *  |Waited| Rank that holds it + 1|0 |   How many share it   |
 *  +------+-----------------------+--+-----------------------+
 * </pre>
 *
 * <p>Who has to wait sets "waited" each time it finds the word taken, before it sleeps; who lets go of the word finds
 * that and wakes everybody. No order among those who wait: a rank that shares one lock must not be kept from sharing
 * another by one that waits to have that alone, or two such ranks might wait for each other.
 *
 * <p>A rank that dies while it holds the lock leaves the word as it is. Whoever waits for it learns of the death.
 *
 * <p>Of a rank that cannot map the word, the rank whose word it is takes the lock, see {@link TargetService}.
 */
final class LockWord {
    /** So often a waiter looks before it takes part in moving messages. */
    private static final int SPINS = 100;

    private static final long WAITED = Long.MIN_VALUE;
    private static final int OWNER_SHIFT = 32;

    private final WindowMembers members;
    /** Where the word is if it has no address, see {@link Words}. */
    private final Object array;
    private final long own;
    /** Waits that are over, to be used again; guarded by the progress lock. */
    private Wait spare;

    LockWord(final WindowMembers members, final Object array) {
        this.members = members;
        this.array = array;
        this.own = holder(members.rank());
    }

    private static long holder(final int member) {
        return member + 1L << OWNER_SHIFT;
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
            if (tryAcquire(isExclusive, address, own, false)) {
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
        return tryAcquire(isExclusive, address, holder(member), true);
    }

    private boolean tryAcquire(final boolean isExclusive, final long address, final long holder,
        final boolean willSleep) {
        while (true) {
            final long word = Words.getVolatile(array, address);
            final long holders = word & ~WAITED;
            final boolean isFree = isExclusive ? holders == 0 : holders >>> OWNER_SHIFT == 0;
            if (isFree) {
                // If this process dies behind the exchange the lock is never free again; its waiters learn of it.
                if (Words.compareAndSet(array, address, word, isExclusive ? word | holder : word + 1)) {
                    return true;
                }
            } else if (!willSleep || word < 0 || Words.compareAndSet(array, address, word, word | WAITED)) {
                return false;
            }
        }
    }

    /** Lets go of what {@link #acquire} took. */
    void release(final long address) {
        if (Words.getAndSet(array, address, 0) < 0) {
            members.wakeAll();
        }
    }

    /** Lets go of what {@link #share} took. */
    void leave(final long address) {
        while (true) {
            final long word = Words.getVolatile(array, address);
            final boolean isLast = (word & ~WAITED) == 1;
            if (Words.compareAndSet(array, address, word, isLast ? 0 : word - 1)) {
                if (isLast && word < 0) {
                    members.wakeAll();
                }
                return;
            }
        }
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

        Wait() {
            super(LockWord.this.members);
        }

        @Override
        boolean isReached() {
            if (!isAcquired) {
                isAcquired = tryAcquire(isExclusive, address, own, true);
            }
            return isAcquired;
        }

        @Override
        String operation() {
            return operation;
        }

        @Override
        int awaitedMember() {
            return target;
        }
    }
}
