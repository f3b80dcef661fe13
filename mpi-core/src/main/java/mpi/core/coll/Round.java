package mpi.core.coll;

import java.util.Arrays;
import mpi.spi.RequestEngine;

/**
 * The messages of a {@link Schedule} that are under way together and were not done at once. Guarded by the progress
 * lock, but {@link #firstPending()}.
 */
final class Round {
    private static final int FIRST_ROOM = 4;

    private RequestEngine[] requests = new RequestEngine[FIRST_ROOM];
    private int[] uses = new int[FIRST_ROOM];
    private int count;

    /** How many they are. */
    int count() {
        return count;
    }

    RequestEngine request(final int index) {
        return requests[index];
    }

    /** Which use of the request's object it is. */
    int use(final int index) {
        return uses[index];
    }

    void add(final RequestEngine request) {
        if (count == requests.length) {
            requests = Arrays.copyOf(requests, 2 * count);
            uses = Arrays.copyOf(uses, 2 * count);
        }
        requests[count] = request;
        uses[count] = request.use();
        count++;
    }

    void clear() {
        Arrays.fill(requests, 0, count, null);
        count = 0;
    }

    /** One that blocks, or {@code null}; without the lock, for the hang report: best effort. */
    RequestEngine firstPending() {
        for (final RequestEngine request : requests) {
            if (request != null && !request.isDone()) {
                return request;
            }
        }
        return null;
    }
}
