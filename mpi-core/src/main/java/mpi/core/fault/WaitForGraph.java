package mpi.core.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mpi.core.boot.RankState;

/**
 * Which rank waits for which: an edge for each blocking operation that names its peer. An operation without a peer, or
 * with any, tells nothing certain and gives no edge.
 */
public final class WaitForGraph {
    private final Map<Integer, RankState> states;

    /**
     * Makes the graph.
     *
     * @param states what ranks are doing, by world rank; some may be missing
     */
    public WaitForGraph(final Map<Integer, RankState> states) {
        this.states = new TreeMap<>(states);
    }

    /**
     * Finds ranks that wait for each other in a circle.
     *
     * @return the circle from its lowest rank back to it, for instance 0, 1, 0; empty if there is none. If there are
     *     several, the one found first from the lowest rank on
     */
    public List<Integer> findCycle() {
        final Set<Integer> leadsNowhere = new HashSet<>();
        for (final int rank : states.keySet()) {
            final List<Integer> cycle = findCycle(rank, leadsNowhere);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        return List.of();
    }

    private List<Integer> findCycle(final int start, final Set<Integer> leadsNowhere) {
        final List<Integer> path = new ArrayList<>(List.of(start));
        final Deque<Iterator<Integer>> untried = new ArrayDeque<>(List.of(awaitedBy(start)));
        while (!path.isEmpty()) {
            if (!untried.getLast().hasNext()) {
                leadsNowhere.add(path.removeLast());
                untried.removeLast();
                continue;
            }
            final int next = untried.getLast().next();
            if (path.contains(next)) {
                return fromLowest(path.subList(path.indexOf(next), path.size()));
            }
            if (!leadsNowhere.contains(next)) {
                path.add(next);
                untried.addLast(awaitedBy(next));
            }
        }
        return List.of();
    }

    private Iterator<Integer> awaitedBy(final int rank) {
        final RankState state = states.get(rank);
        if (state == null || !state.blocked()) {
            return Collections.emptyIterator();
        }
        return state.operations().stream().map(RankState.Operation::peer).filter(peer -> peer >= 0).iterator();
    }

    private static List<Integer> fromLowest(final List<Integer> circle) {
        final List<Integer> cycle = new ArrayList<>(circle);
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        cycle.add(cycle.getFirst());
        return List.copyOf(cycle);
    }
}
