package mpi.core.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import mpi.core.boot.RankState;
import mpi.core.boot.RankState.Activity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is a deadlock, and what only looks like one. */
class DeadlockWatchTest {
    private static Activity computing() {
        return new Activity(5, 5, 9, false, List.of());
    }

    private static Activity waiting(final Integer... awaited) {
        return new Activity(5, 5, 9, true, List.of(awaited));
    }

    private static Stream<Arguments> samples() {
        return Stream.of(
            Arguments.of("two wait for each other", Set.of(0, 1), List.of(waiting(1), waiting(0))),
            Arguments.of("a circle of three", Set.of(0, 1, 2), List.of(waiting(1), waiting(2), waiting(0))),
            Arguments.of("one waits for itself", Set.of(1), List.of(computing(), waiting(1))),
            Arguments.of("two of three, the other computes", Set.of(0, 2),
                List.of(waiting(2), computing(), waiting(0))),
            Arguments.of("all for any", Set.of(0, 1, 2), List.of(waiting(0, 1, 2), waiting(0, 1, 2), waiting(0, 1, 2))),
            Arguments.of("for any, one of whom computes", Set.of(),
                List.of(waiting(1, 2), waiting(0), computing())),
            Arguments.of("one that waits for the deadlocked", Set.of(0, 1, 2),
                List.of(waiting(1), waiting(0), waiting(0))),
            Arguments.of("a chain that ends at who computes", Set.of(),
                List.of(waiting(1), waiting(2), computing())),
            Arguments.of("a way out of the circle", Set.of(), List.of(waiting(1), waiting(0, 2), computing())),
            Arguments.of("nobody is known to be awaited", Set.of(), List.of(waiting(), waiting())),
            Arguments.of("a frame is under way", Set.of(),
                List.of(new Activity(6, 5, 9, true, List.of(1)), waiting(0))),
            Arguments.of("a frame to who computes is under way", Set.of(),
                List.of(waiting(1), waiting(0), new Activity(6, 5, 9, false, List.of()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void shouldTellADeadlockAtTheSecondEqualSample(final String what, final Set<Integer> deadlocked,
        final List<Activity> activities) {
        final DeadlockWatch watch = new DeadlockWatch();
        final int size = activities.size();
        assertEquals(Set.of(), watch.sample(size, states(activities)), what);
        assertEquals(!deadlocked.isEmpty(), watch.isSuspected(), what);
        assertEquals(deadlocked, watch.sample(size, states(activities)), what);
        assertFalse(watch.isSuspected(), what);
    }

    @Test
    void shouldTellNothingWhileAnythingChanges() {
        final DeadlockWatch watch = new DeadlockWatch();
        for (int step = 0; step < 10; step++) {
            // A frame was sent and received in between; nobody has ever been seen to compute.
            assertEquals(Set.of(), watch.sample(2, states(List.of(new Activity(step, 0, 1, true, List.of(1)),
                new Activity(0, step, 1, true, List.of(0))))));
            assertTrue(watch.isSuspected());
        }
    }

    @Test
    void shouldTellNothingUnlessAllRanksAnswer() {
        final DeadlockWatch watch = new DeadlockWatch();
        for (int sample = 0; sample < 3; sample++) {
            assertEquals(Set.of(), watch.sample(3, states(List.of(waiting(1), waiting(0)))));
            assertEquals(Set.of(), watch.sample(3, states(Arrays.asList(waiting(1), waiting(0), null))));
        }
    }

    private static Map<Integer, RankState> states(final List<Activity> activities) {
        final Map<Integer, RankState> states = new HashMap<>();
        for (int rank = 0; rank < activities.size(); rank++) {
            states.put(rank, new RankState(true, 0, List.of(), activities.get(rank)));
        }
        return states;
    }
}
