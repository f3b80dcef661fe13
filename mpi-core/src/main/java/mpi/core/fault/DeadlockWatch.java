package mpi.core.fault;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import mpi.core.boot.RankState;
import mpi.core.boot.RankState.Activity;

/**
 * Decides from samples of all ranks whether some of them wait for each other for ever. Exact: no limit of time is part
 * of the decision.
 *
 * <p>Some ranks are deadlocked if each can do nothing by itself, waits for an act of these ranks alone, and no frame is
 * under way. Ranks are not asked at one moment, but all are asked a second time after all have answered: counts only
 * grow, so that what is equal in both answers of all ranks was so at a moment in between. If then as many frames were
 * received as were sent, none was under way (Mattern, Algorithms for distributed termination detection, 1987). What
 * ranks outside do later changes nothing: their frames are answered to them alone, as a rank with tasks of its own
 * under way waits for everybody.
 *
 * <p>Knows no clock and no rank; not thread-safe.
 */
public final class DeadlockWatch {
    private Map<Integer, Activity> previous = Map.of();
    private boolean isSuspected;

    /** Watches a job. */
    public DeadlockWatch() {}

    /**
     * Takes a sample, all of which was asked for after the one before was answered.
     *
     * @param size ranks in the world
     * @param states what ranks said, by world rank
     * @return ranks that are deadlocked; empty if there are none, or it is not known yet
     */
    public Set<Integer> sample(final int size, final Map<Integer, RankState> states) {
        final Map<Integer, Activity> present = new TreeMap<>();
        states.forEach((rank, state) -> {
            if (state.activity() != null) {
                present.put(rank, state.activity());
            }
        });
        final Set<Integer> suspects = present.size() == size && isNothingUnderWay(present) ? closed(present) : Set.of();
        final boolean isConfirmed = present.equals(previous);
        previous = present;
        isSuspected = !suspects.isEmpty() && !isConfirmed;
        return isConfirmed ? suspects : Set.of();
    }

    /**
     * Whether the latest sample looks like a deadlock, so that the next one may decide.
     *
     * @return true if it is worth while to ask again at once
     */
    public boolean isSuspected() {
        return isSuspected;
    }

    private static boolean isNothingUnderWay(final Map<Integer, Activity> activities) {
        long underWay = 0;
        for (final Activity activity : activities.values()) {
            underWay += activity.framesSent() - activity.framesReceived();
        }
        return underWay == 0;
    }

    /** The largest set of ranks that are still and wait for each other alone. */
    private static Set<Integer> closed(final Map<Integer, Activity> activities) {
        final Set<Integer> ranks = new TreeSet<>(activities.keySet());
        ranks.removeIf(rank -> !activities.get(rank).still() || activities.get(rank).awaited().isEmpty());
        while (ranks.removeIf(rank -> !ranks.containsAll(activities.get(rank).awaited()))) {
            // until none is left that one outside may free
        }
        return ranks;
    }
}
