package mpi.core.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mpi.core.boot.RankState;
import org.junit.jupiter.api.Test;

class WaitForGraphTest {
    private final Map<Integer, RankState> states = new HashMap<>();

    @Test
    void shouldFindTwoThatWaitForEachOther() {
        awaits(0, 1);
        awaits(1, 0);
        assertEquals(List.of(0, 1, 0), cycle());
    }

    @Test
    void shouldFindARankThatWaitsForItself() {
        awaits(0, 2);
        awaits(2, 2);
        assertEquals(List.of(2, 2), cycle());
    }

    @Test
    void shouldStartAtTheLowestRankOfTheCycle() {
        // 0 leads into the circle 5 -> 3 -> 4 -> 5, which it meets at 5.
        awaits(0, 5);
        awaits(5, 3);
        awaits(3, 4);
        awaits(4, 5);
        assertEquals(List.of(3, 4, 5, 3), cycle());
    }

    @Test
    void shouldTryAllOperationsOfARank() {
        awaits(0, 1, 2, 3);
        awaits(1, 2);
        awaits(3, 0);
        assertEquals(List.of(0, 3, 0), cycle());
    }

    @Test
    void shouldFindNoneWhereTheChainEnds() {
        awaits(0, 1);
        awaits(1, 2);
        awaits(3, 1);
        assertEquals(List.of(), cycle());
    }

    @Test
    void shouldNotTrustWhatIsUncertain() {
        awaits(0, 1);
        awaits(1, RankState.ANY_PEER);
        awaits(2, RankState.NO_PEER);
        assertEquals(List.of(), cycle());
        states.put(1, new RankState(false, 0, state(0).operations()));
        assertEquals(List.of(), cycle());
        assertEquals(List.of(), new WaitForGraph(Map.of()).findCycle());
    }

    @Test
    void shouldFindARingOfAllRanks() {
        final int ranks = 1000;
        for (int rank = 0; rank < ranks; rank++) {
            awaits(rank, (rank + 1) % ranks);
        }
        final List<Integer> ring = cycle();
        assertEquals(IntStream.rangeClosed(0, ranks).map(rank -> rank % ranks).boxed().toList(), ring);
    }

    @Test
    void shouldEndInLinearTimeWhereManyPathsLeadNowhere() {
        // 2^60 paths from rank 0 on, and no circle.
        for (int rank = 0; rank < 60; rank++) {
            awaits(rank, rank + 1, rank + 1);
        }
        assertEquals(List.of(), cycle());
    }

    private void awaits(final int rank, final int... peers) {
        states.put(rank, state(peers));
    }

    private static RankState state(final int... peers) {
        return new RankState(true, 0, IntStream.of(peers)
            .mapToObj(peer -> new RankState.Operation("recv", "COMM_WORLD", peer, 0, 0, 0))
            .toList());
    }

    private List<Integer> cycle() {
        return new WaitForGraph(states).findCycle();
    }
}
