package mpi.core.rma;

import java.lang.invoke.VarHandle;
import org.agrona.UnsafeApi;

/**
 * Signals through words that each rank maps of the others, see {@link WindowLayout}. What a rank has stored in an epoch
 * is in memory when it ends it, so that to end one is to order stores, no more.
 *
 * <p>Post and complete are counted, by pair of ranks; each counter has one writer.
 */
final class WordSignals implements Signals {
    private final WindowMembers members;
    private final WindowLayout layout;
    /** By member, where its words are. */
    private final long[] words;
    private final RankLock access;
    /** By member, how often this rank has posted to it, and completed what it accessed there. */
    private final long[] posted;
    private final long[] completed;

    WordSignals(final WindowMembers members, final WindowLayout layout, final long[] words) {
        this.members = members;
        this.layout = layout;
        this.words = words;
        access = new RankLock(members, null);
        posted = new long[members.size()];
        completed = new long[members.size()];
    }

    @Override
    public void post(final int[] origins) {
        for (final int origin : origins) {
            post(origin);
        }
        wake(origins);
    }

    /** Counts, without waking anybody. */
    void post(final int origin) {
        // If this process dies before this line the origin waits, and learns of the death.
        UnsafeApi.putLongRelease(null, words[members.rank()] + layout.posted(origin), ++posted[origin]);
    }

    @Override
    public boolean hasPosted(final int target, final long times) {
        return UnsafeApi.getLongAcquire(null, words[target] + layout.posted(members.rank())) >= times;
    }

    @Override
    public void complete(final int[] targets) {
        for (final int target : targets) {
            complete(target);
        }
        wake(targets);
    }

    /** Counts, without waking anybody. */
    void complete(final int target) {
        // If this process dies before this line the target waits, and learns of the death.
        UnsafeApi.putLongRelease(null, words[members.rank()] + layout.completed(target), ++completed[target]);
    }

    @Override
    public boolean hasCompleted(final int origin, final long times) {
        return UnsafeApi.getLongAcquire(null, words[origin] + layout.completed(members.rank())) >= times;
    }

    private void wake(final int[] ranks) {
        for (final int rank : ranks) {
            members.wake(rank);
        }
    }

    @Override
    public void acquire(final boolean isExclusive, final int target, final String operation) {
        if (isExclusive) {
            access.acquire(lock(target), target, operation);
        } else {
            access.share(lock(target), target, operation);
        }
    }

    @Override
    public void release(final boolean isExclusive, final int target) {
        VarHandle.fullFence();
        if (isExclusive) {
            access.release(lock(target));
        } else {
            access.leave(lock(target));
        }
    }

    private long lock(final int target) {
        return words[target] + WindowLayout.ACCESS_LOCK;
    }

    /** Takes the locks one by one: who waits here for one keeps others from having those before alone, no more. */
    @Override
    public void shareAll(final String operation) {
        int taken = 0;
        try {
            while (taken < members.size()) {
                acquire(false, taken, operation);
                taken++;
            }
        } catch (final RuntimeException | Error e) {
            for (int target = 0; target < taken; target++) {
                release(false, target);
            }
            throw e;
        }
    }

    @Override
    public void leaveAll() {
        for (int target = 0; target < members.size(); target++) {
            release(false, target);
        }
    }

    @Override
    public void flush(final int target, final String operation) {
        VarHandle.fullFence();
    }

    @Override
    public void flushAll(final String operation) {
        VarHandle.fullFence();
    }

    @Override
    public void flushLocal(final int target, final String operation) {
        // put and get are copies, complete when they return
    }

    @Override
    public void flushLocalAll(final String operation) {
        // put and get are copies, complete when they return
    }

    @Override
    public void settle(final String operation) {
        // nothing is sent
    }
}
