package mpi.core.invariants;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mpi.core.boot.RankState;
import mpi.core.runtime.EngineRank;

/**
 * Watches ranks from other threads.
 */
final class Ranks {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private Ranks() {}

    /** Waits until a thread of the rank is blocked in MPI; returns what in. */
    static RankState.Operation awaitBlocked(final EngineRank rank) {
        final long start = System.nanoTime();
        List<RankState.Operation> blocked = rank.blocked();
        while (blocked.isEmpty()) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError("rank " + rank.number() + " does not block");
            }
            Thread.yield();
            blocked = rank.blocked();
        }
        return blocked.getFirst();
    }

    static void meet(final CyclicBarrier barrier) {
        try {
            barrier.await(LIMIT_NANOS, TimeUnit.NANOSECONDS);
        } catch (final InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("the other rank did not come", e);
        }
    }
}
