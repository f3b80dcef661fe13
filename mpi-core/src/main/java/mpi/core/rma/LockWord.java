package mpi.core.rma;

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
 * <p>A rank that dies while it holds the lock leaves the word as it is, which tells the others who it is if it holds
 * the lock alone.
 *
 * <p>A word is an address, or an array and an offset in it, see {@link Words}.
 */
final class LockWord {
    /** Nobody holds it. */
    static final int NOBODY = -1;
    /** Ranks share it, who they are is not known. */
    static final int SHARED = -2;

    private static final long WAITED = Long.MIN_VALUE;
    private static final int OWNER_SHIFT = 32;

    private LockWord() {}

    /**
     * Takes the lock for a member if it is to be had.
     *
     * @param asks whether to be woken if it is not
     */
    static boolean tryAcquire(final Object array, final long offset, final boolean isExclusive, final int member,
        final boolean asks) {
        while (true) {
            final long word = Words.getVolatile(array, offset);
            final long holders = word & ~WAITED;
            final boolean isFree = isExclusive ? holders == 0 : holders >>> OWNER_SHIFT == 0;
            if (isFree) {
                // If this process dies behind the exchange the lock is never free again; its waiters learn of it.
                if (Words.compareAndSet(array, offset, word, isExclusive ? word | ownedBy(member) : word + 1)) {
                    return true;
                }
            } else if (!asks || word < 0 || Words.compareAndSet(array, offset, word, word | WAITED)) {
                return false;
            }
        }
    }

    private static long ownedBy(final int member) {
        return member + 1L << OWNER_SHIFT;
    }

    /**
     * Lets go of a lock that one rank holds alone.
     *
     * @return whether somebody has asked to be woken
     */
    static boolean release(final Object array, final long offset) {
        return Words.getAndSet(array, offset, 0) < 0;
    }

    /**
     * Lets go of a lock that ranks share.
     *
     * @return whether it is free now, and somebody has asked to be woken
     */
    static boolean leave(final Object array, final long offset) {
        while (true) {
            final long word = Words.getVolatile(array, offset);
            final boolean isLast = (word & ~WAITED) == 1;
            if (Words.compareAndSet(array, offset, word, isLast ? 0 : word - 1)) {
                return isLast && word < 0;
            }
        }
    }

    /** Who holds the lock alone, or {@link #SHARED}, or {@link #NOBODY}. */
    static int holder(final Object array, final long offset) {
        final long holders = Words.getVolatile(array, offset) & ~WAITED;
        if (holders == 0) {
            return NOBODY;
        }
        final int owner = (int) (holders >>> OWNER_SHIFT);
        return owner == 0 ? SHARED : owner - 1;
    }
}
