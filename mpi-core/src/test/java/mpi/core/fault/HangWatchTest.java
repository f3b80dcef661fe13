package mpi.core.fault;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mpi.core.boot.RankState;
import org.junit.jupiter.api.Test;

class HangWatchTest {
    private static final Set<Integer> BOTH = Set.of(0, 1);

    private final HangWatch watch = new HangWatch(Duration.ofSeconds(20));

    @Test
    void shouldTellOnceWhenNothingMovedForTheWholeTime() {
        final RankState since0 = blocked(7, 0);
        for (int second = 0; second < 20; second++) {
            assertFalse(sample(second, since0, blocked(9, 0)), "after " + second + " s");
        }
        assertTrue(sample(20, blocked(7, 20), blocked(9, 20)));
        for (int second = 21; second < 100; second++) {
            assertFalse(sample(second, blocked(7, second), blocked(9, second)), "after " + second + " s");
        }
    }

    @Test
    void shouldTellAgainWhenSomethingMovedInBetween() {
        sample(0, blocked(7, 0), blocked(9, 0));
        assertTrue(sample(20, blocked(7, 20), blocked(9, 20)));
        assertFalse(sample(21, blocked(7, 21), blocked(10, 21)));
        assertFalse(sample(40, blocked(7, 40), blocked(10, 40)));
        assertTrue(sample(41, blocked(7, 41), blocked(10, 41)));
    }

    @Test
    void shouldWaitTheWholeTimeAgainAfterARankWasNotBlocked() {
        sample(0, blocked(7, 0), blocked(9, 0));
        assertFalse(sample(19, computing(7), blocked(9, 19)));
        assertFalse(sample(20, blocked(7, 1), blocked(9, 20)));
        assertFalse(sample(39, blocked(7, 20), blocked(9, 39)));
        assertTrue(sample(40, blocked(7, 21), blocked(9, 40)));
        assertFalse(sample(41, computing(7), blocked(9, 41)));
        assertFalse(sample(42, blocked(7, 1), blocked(9, 42)));
        assertTrue(sample(62, blocked(7, 21), blocked(9, 62)));
    }

    @Test
    void shouldNotMistakeShortWaitsForAHang() {
        // Rank 0 is between two waits at each sample, without any message of its own.
        for (int second = 0; second < 60; second++) {
            assertFalse(sample(second, blocked(7, 2), blocked(9, second)));
        }
    }

    @Test
    void shouldKnowNothingOfARankThatDoesNotAnswer() {
        final Map<Integer, RankState> one = Map.of(0, blocked(7, 60));
        assertFalse(watch.sample(0, BOTH, one));
        assertFalse(watch.sample(TimeUnit.SECONDS.toNanos(60), BOTH, one));
    }

    @Test
    void shouldNotExpectRanksThatHaveFinalized() {
        final Map<Integer, RankState> states = Map.of(0, blocked(7, 60), 1, computing(9));
        assertFalse(watch.sample(0, Set.of(0), states));
        assertTrue(watch.sample(TimeUnit.SECONDS.toNanos(20), Set.of(0), states));
    }

    @Test
    void shouldBeSilentWithoutRanks() {
        assertFalse(watch.sample(0, Set.of(), Map.of()));
        assertFalse(watch.sample(TimeUnit.SECONDS.toNanos(60), Set.of(), Map.of()));
    }

    @Test
    void shouldSurviveAClockThatOverflows() {
        final long start = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(5);
        final Map<Integer, RankState> states = Map.of(0, blocked(7, 60), 1, blocked(9, 60));
        assertFalse(watch.sample(start, BOTH, states));
        assertFalse(watch.sample(start + TimeUnit.SECONDS.toNanos(19), BOTH, states));
        assertTrue(watch.sample(start + TimeUnit.SECONDS.toNanos(20), BOTH, states));
    }

    private boolean sample(final int second, final RankState rank0, final RankState rank1) {
        return watch.sample(TimeUnit.SECONDS.toNanos(second), BOTH, Map.of(0, rank0, 1, rank1));
    }

    private static RankState blocked(final long framesMoved, final int seconds) {
        return new RankState(true, framesMoved, List.of(
            new RankState.Operation("recv", "COMM_WORLD", 0, 0, 0, TimeUnit.SECONDS.toNanos(seconds))));
    }

    private static RankState computing(final long framesMoved) {
        return new RankState(false, framesMoved, List.of());
    }
}
