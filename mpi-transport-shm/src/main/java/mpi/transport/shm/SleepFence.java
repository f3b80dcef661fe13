package mpi.transport.shm;

/**
 * The fence between "I sleep" and "I have sent" (engine invariant 5), paid by the one who sleeps. A sender that commits
 * a record and then looks at the receiver's sleeping word needs a full fence between the two, at every message; a
 * receiver sleeps a thousand times less often. So the receiver executes one on behalf of all its senders, after it has
 * set its word and before it looks at its rings for the last time: Linux' membarrier system call, for all processes
 * that have registered.
 *
 * <p>A sender may leave its own fence out once it has registered itself and the receiver has said, in its segment, that
 * it fences from then on. Both happen some time after the start, since linking a system call costs more than the
 * messages of a short program. On busy cores, where ranks sleep at every message, everybody fences for itself.
 */
final class SleepFence {
    private static final long NUMBER = Syscall.number(324, 283);
    private static final long GLOBAL_EXPEDITED = 1 << 1;
    private static final long REGISTER_GLOBAL_EXPEDITED = 1 << 2;

    private final long ownWordAddress;
    private boolean wanted;
    private boolean registered;

    /**
     * Makes the fence of a rank.
     *
     * @param ownWordAddress address of the word in its own segment by which it says that it fences
     * @param oversubscribed whether its host has more ranks than cores
     */
    SleepFence(final long ownWordAddress, final boolean oversubscribed) {
        this.ownWordAddress = ownWordAddress;
        wanted = !oversubscribed && NUMBER != Syscall.NONE;
    }

    /**
     * Registers this process, at the first call; from then on it fences for its senders.
     *
     * @param peerWordAddress address of the receiver's word
     * @return whether this process need not fence for that receiver
     */
    boolean isPaidBy(final long peerWordAddress) {
        if (wanted && !registered) {
            registered = Syscall.isLinked() && call(REGISTER_GLOBAL_EXPEDITED) && call(GLOBAL_EXPEDITED);
            wanted = registered;
            if (registered) {
                Words.putIntRelease(ownWordAddress, SegmentDescriptor.FENCES);
            }
        }
        return registered && Words.getIntAcquire(peerWordAddress) == SegmentDescriptor.FENCES;
    }

    /** Executes a full fence in every thread of every registered process; called between the word and the look. */
    void beforeSleep() {
        if (registered && !call(GLOBAL_EXPEDITED)) {
            throw new IllegalStateException("membarrier, which worked before, has failed");
        }
    }

    private static boolean call(final long command) {
        return Syscall.call(NUMBER, command, 0, 0, 0) == 0;
    }
}
