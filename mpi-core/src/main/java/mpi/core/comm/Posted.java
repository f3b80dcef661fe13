package mpi.core.comm;

import java.util.Arrays;
import mpi.MPIException;
import mpi.core.p2p.Scope;
import mpi.spi.Completion;
import mpi.spi.RequestEngine;

/**
 * Requests that are completed all together. Keeps its arrays, so that from the second batch of a size on nothing is
 * allocated. Not thread-safe.
 */
final class Posted {
    private static final int FIRST_CAPACITY = 8;

    private RequestEngine[] requests = {};
    private int[] uses = {};
    private int count;

    /** Takes a request that has just been started. */
    void add(final RequestEngine request) {
        if (count == requests.length) {
            final int capacity = Math.max(FIRST_CAPACITY, 2 * count);
            requests = Arrays.copyOf(requests, capacity);
            uses = Arrays.copyOf(uses, capacity);
        }
        requests[count] = request;
        uses[count] = request.use();
        count++;
    }

    /**
     * Blocks until all requests are complete, and is empty again.
     *
     * @param completion overwritten
     * @param scope the operation that they belong to
     * @return the first failure, or {@code null}
     */
    MPIException complete(final Completion completion, final Scope scope) {
        MPIException first = null;
        for (int i = 0; i < count; i++) {
            requests[i].complete(uses[i], completion);
            requests[i] = null;
            if (first == null) {
                first = CommLink.failure(completion, scope);
            }
        }
        count = 0;
        return first;
    }
}
