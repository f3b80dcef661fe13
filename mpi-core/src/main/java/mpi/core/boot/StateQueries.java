package mpi.core.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The questions to all ranks that are not answered yet. A question ends when everybody asked has answered or is gone,
 * or when its time is over; its result is what was answered by then. Not thread-safe.
 */
final class StateQueries {
    private final Map<Long, Query> queries = new HashMap<>();
    private long lastId;

    /** A question: whom it waits for, what came, and when it ends by {@link System#nanoTime()}. */
    private record Query(Set<Integer> awaited, TreeMap<Integer, StateAnswer> answers, long deadlineNanos,
        CompletableFuture<List<StateAnswer>> result) {

        void finish() {
            result.complete(List.copyOf(answers.values()));
        }
    }

    /**
     * Opens a question.
     *
     * @param ranks who is asked
     * @param deadlineNanos when it ends
     * @param result completed at its end, in the order of the ranks
     * @return names the question
     */
    long open(final Set<Integer> ranks, final long deadlineNanos, final CompletableFuture<List<StateAnswer>> result) {
        lastId++;
        queries.put(lastId, new Query(new HashSet<>(ranks), new TreeMap<>(), deadlineNanos, result));
        finishIfAnswered(lastId);
        return lastId;
    }

    /** Takes an answer; one that comes too late is dropped. */
    void answered(final long id, final StateAnswer answer) {
        final Query query = queries.get(id);
        if (query != null && query.awaited().remove(answer.rank())) {
            query.answers().put(answer.rank(), answer);
            finishIfAnswered(id);
        }
    }

    /** Stops waiting for a rank that is gone. */
    void lost(final int rank) {
        for (final long id : List.copyOf(queries.keySet())) {
            queries.get(id).awaited().remove(rank);
            finishIfAnswered(id);
        }
    }

    /** Ends the questions whose time is over. */
    void expire(final long nowNanos) {
        final List<Query> expired = new ArrayList<>();
        queries.values().removeIf(query -> nowNanos - query.deadlineNanos() >= 0 && expired.add(query));
        expired.forEach(Query::finish);
    }

    /** Ends all questions. */
    void finishAll() {
        final List<Query> open = List.copyOf(queries.values());
        queries.clear();
        open.forEach(Query::finish);
    }

    /** How long until the next question's time is over; {@link Long#MAX_VALUE} if there is none. */
    long nanosToDeadline(final long nowNanos) {
        return queries.values()
            .stream()
            .mapToLong(query -> query.deadlineNanos() - nowNanos)
            .min()
            .orElse(Long.MAX_VALUE);
    }

    private void finishIfAnswered(final long id) {
        if (queries.get(id).awaited().isEmpty()) {
            queries.remove(id).finish();
        }
    }
}
