package mpi.core.rma;

import java.lang.invoke.VarHandle;
import mpi.MPI;
import mpi.core.rma.WindowMembers.WindowCondition;
import org.agrona.UnsafeApi;

/**
 * How the ranks of a window in shared memory keep their accesses apart (MPI 4.1, section 12.5): by words that each maps
 * of all others, see {@link WindowLayout}. What a rank has stored in an epoch is in memory when it ends it, so that to
 * end one is to order stores, no more.
 *
 * <p>Post and start, complete and wait are counted, by pair of ranks; each counter has one writer.
 */
final class Synchronisation {
    private static final int NOBODY = -1;

    private final WindowMembers members;
    private final WindowLayout layout;
    /** By member, where its words are. */
    private final long[] words;
    private final Epochs epochs;
    private final LockWord access;
    /** By member, how often this rank has posted to it, and completed what it accessed there. */
    private final long[] posted;
    private final long[] completed;
    /** By member, how often it has to have done so towards this rank. */
    private final long[] expectedPosts;
    private final long[] expectedCompletions;
    /** By target, whether a lock is one that the user has answered for. */
    private final boolean[] unchecked;
    private boolean areAllUnchecked;
    /** One thread may wait for posts while another waits for completions. */
    private final Counted posts;
    private final Counted completions;

    Synchronisation(final WindowMembers members, final WindowLayout layout, final long[] words, final Epochs epochs) {
        final int size = members.size();
        this.members = members;
        this.layout = layout;
        this.words = words;
        this.epochs = epochs;
        access = new LockWord(members);
        posted = new long[size];
        completed = new long[size];
        expectedPosts = new long[size];
        expectedCompletions = new long[size];
        unchecked = new boolean[size];
        posts = new Counted(expectedPosts, layout.posted(members.rank()));
        completions = new Counted(expectedCompletions, layout.completed(members.rank()));
    }

    /** Whatever is asserted: no rank may access a memory before its owner is through with it. */
    void fence(final int assertion) {
        epochs.fence((assertion & MPI.MODE_NOSUCCEED) == 0);
        VarHandle.fullFence();
        members.comm().barrier();
        VarHandle.fullFence();
    }

    void post(final int[] origins) {
        epochs.post(origins);
        for (final int origin : origins) {
            expectedCompletions[origin]++;
            // If this process dies before this line the origin waits, and learns of the death.
            UnsafeApi.putLongRelease(null, words[members.rank()] + layout.posted(origin), ++posted[origin]);
        }
        wake(origins);
    }

    void start(final int[] targets) {
        epochs.start(targets);
        for (final int target : targets) {
            expectedPosts[target]++;
        }
        posts.await("start", targets);
        epochs.allowStarted();
    }

    void complete() {
        final int[] targets = epochs.complete();
        for (final int target : targets) {
            // If this process dies before this line the target waits, and learns of the death.
            UnsafeApi.putLongRelease(null, words[members.rank()] + layout.completed(target), ++completed[target]);
        }
        wake(targets);
    }

    void await() {
        completions.await("wait", epochs.exposed("wait"));
        epochs.hide();
    }

    boolean test() {
        completions.expect("test", epochs.exposed("test"));
        if (!completions.isReached()) {
            members.poll();
            if (!completions.isReached()) {
                return false;
            }
        }
        epochs.hide();
        return true;
    }

    private void wake(final int[] ranks) {
        for (final int rank : ranks) {
            members.wake(rank);
        }
    }

    void lock(final boolean isExclusive, final int target, final int assertion) {
        epochs.requireLockable("lock", target);
        unchecked[target] = (assertion & MPI.MODE_NOCHECK) != 0;
        if (!unchecked[target]) {
            take(isExclusive, target, "lock");
        }
        epochs.locked(target, isExclusive ? Epochs.LOCKED_ALONE : Epochs.LOCKED_TOGETHER);
    }

    private void take(final boolean isExclusive, final int target, final String operation) {
        final long address = words[target] + WindowLayout.ACCESS_LOCK;
        if (isExclusive) {
            access.acquire(address, target, operation);
        } else {
            access.share(address, target, operation);
        }
    }

    void unlock(final int target) {
        final byte how = epochs.requireLocked("unlock", target);
        epochs.unlocked(target);
        VarHandle.fullFence();
        if (!unchecked[target]) {
            final long address = words[target] + WindowLayout.ACCESS_LOCK;
            if (how == Epochs.LOCKED_ALONE) {
                access.release(address);
            } else {
                access.leave(address);
            }
        }
    }

    /** Takes the locks one by one: who waits here for one keeps others from having those before alone, no more. */
    void lockAll(final int assertion) {
        epochs.requireLockable("lock_all", Epochs.ANY_TARGET);
        areAllUnchecked = (assertion & MPI.MODE_NOCHECK) != 0;
        for (int target = 0; target < members.size() && !areAllUnchecked; target++) {
            take(false, target, "lock_all");
        }
        epochs.lockedAll();
    }

    void unlockAll() {
        epochs.requireLockedAll("unlock_all");
        epochs.unlockedAll();
        VarHandle.fullFence();
        for (int target = 0; target < members.size() && !areAllUnchecked; target++) {
            access.leave(words[target] + WindowLayout.ACCESS_LOCK);
        }
    }

    void sync() {
        VarHandle.fullFence();
        members.poll();
    }

    /** That some members have posted to this rank, or completed, as often as expected. */
    private final class Counted extends WindowCondition {
        /** By member, how often. */
        private final long[] expected;
        /** Where in a member's words it counts that. */
        private final int offset;
        private String operation;
        private int[] ranks;
        private int at;

        Counted(final long[] expected, final int offset) {
            super(Synchronisation.this.members);
            this.expected = expected;
            this.offset = offset;
        }

        void expect(final String waiting, final int[] awaited) {
            operation = waiting;
            ranks = awaited;
            at = 0;
        }

        void await(final String waiting, final int[] awaited) {
            expect(waiting, awaited);
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
            return UnsafeApi.getLongAcquire(null, words[member] + offset) >= expected[member];
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
