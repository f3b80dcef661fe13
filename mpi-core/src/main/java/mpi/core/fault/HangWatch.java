package mpi.core.fault;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mpi.core.boot.RankState;

/**
 * Decides from samples of what all ranks are doing whether the job hangs: every rank has been blocked in MPI for a
 * while, and no frame has moved meanwhile. Told once a hang; when anything has moved it may be told again. Knows no
 * clock and no rank; not thread-safe.
 */
public final class HangWatch {
    private final long limitNanos;
    private Map<Integer, Long> quietFrames = Map.of();
    private long quietSinceNanos;
    private boolean isQuiet;
    private boolean wasTold;

    /**
     * Watches a job.
     *
     * @param limit how long nothing must move
     */
    public HangWatch(final Duration limit) {
        limitNanos = limit.toNanos();
    }

    /**
     * Takes a sample.
     *
     * @param nowNanos when it was taken, by {@link System#nanoTime()}; never earlier than the sample before
     * @param expected world ranks that have called Init and not yet Finalize
     * @param states what ranks said; one that is expected and has not answered may be computing, so nothing is known
     * @return whether to report a hang now
     */
    public boolean sample(final long nowNanos, final Set<Integer> expected, final Map<Integer, RankState> states) {
        if (!isEveryRankBlocked(expected, states)) {
            isQuiet = false;
            wasTold = false;
            return false;
        }
        final Map<Integer, Long> frames = new TreeMap<>();
        expected.forEach(rank -> frames.put(rank, states.get(rank).framesMoved()));
        if (!isQuiet || !frames.equals(quietFrames)) {
            isQuiet = true;
            wasTold = false;
            quietFrames = frames;
            quietSinceNanos = nowNanos;
        }
        if (wasTold || nowNanos - quietSinceNanos < limitNanos || !isEveryOperationOld(expected, states)) {
            return false;
        }
        wasTold = true;
        return true;
    }

    private static boolean isEveryRankBlocked(final Set<Integer> expected, final Map<Integer, RankState> states) {
        return !expected.isEmpty()
            && expected.stream().allMatch(rank -> states.containsKey(rank) && states.get(rank).blocked());
    }

    /** An operation younger than the limit means that its rank did something between two samples. */
    private boolean isEveryOperationOld(final Set<Integer> expected, final Map<Integer, RankState> states) {
        return expected.stream()
            .flatMap(rank -> states.get(rank).operations().stream())
            .allMatch(operation -> operation.blockedNanos() >= limitNanos);
    }
}
