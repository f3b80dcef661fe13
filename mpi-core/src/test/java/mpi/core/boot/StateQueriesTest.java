package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StateQueriesTest {
    private final StateQueries queries = new StateQueries();
    private final CompletableFuture<List<StateAnswer>> result = new CompletableFuture<>();

    @Test
    void shouldEndWithTheLastAnswerInTheOrderOfRanks() {
        final long id = queries.open(Set.of(0, 1, 2), 100, result);
        queries.answered(id, answer(2));
        queries.answered(id, answer(0));
        assertFalse(result.isDone());
        queries.answered(id, answer(1));
        assertEquals(List.of(answer(0), answer(1), answer(2)), result.join());
    }

    @Test
    void shouldEndAtOnceIfNobodyIsAsked() {
        queries.open(Set.of(), 100, result);
        assertEquals(List.of(), result.join());
        assertEquals(Long.MAX_VALUE, queries.nanosToDeadline(0));
    }

    @Test
    void shouldEndAtItsDeadlineWithWhatCame() {
        final long id = queries.open(Set.of(0, 1), 100, result);
        queries.answered(id, answer(1));
        assertEquals(60, queries.nanosToDeadline(40));
        queries.expire(99);
        assertFalse(result.isDone());
        queries.expire(100);
        assertEquals(List.of(answer(1)), result.join());
        queries.answered(id, answer(0));
        assertEquals(List.of(answer(1)), result.join());
    }

    @Test
    void shouldCountOneAnswerOfARankAndNoneOfAStranger() {
        final long id = queries.open(Set.of(0, 1), 100, result);
        queries.answered(id, answer(0));
        queries.answered(id, answer(0));
        queries.answered(id, answer(7));
        queries.answered(id + 1, answer(1));
        assertFalse(result.isDone());
    }

    @Test
    void shouldNotWaitForALostRank() {
        final CompletableFuture<List<StateAnswer>> other = new CompletableFuture<>();
        final long id = queries.open(Set.of(0, 1), 100, result);
        queries.open(Set.of(1), 100, other);
        queries.answered(id, answer(0));
        queries.lost(1);
        assertEquals(List.of(answer(0)), result.join());
        assertEquals(List.of(), other.join());
    }

    @Test
    void shouldEndAllWhenTheServerEnds() {
        final long id = queries.open(Set.of(0, 1), 100, result);
        queries.answered(id, answer(0));
        queries.finishAll();
        assertEquals(List.of(answer(0)), result.join());
    }

    private static StateAnswer answer(final int rank) {
        return new StateAnswer(rank, 100 + rank, new RankState(false, rank, List.of()), "");
    }
}
