package mpi;

import java.util.Arrays;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;

/**
 * Completing arrays of requests, for both dialects (MPI 4.1, section 3.7.5).
 */
final class RequestCalls {
    private RequestCalls() {}

    static Status waitAny(final Dialect dialect, final Request[] requests) {
        final Request first = firstActive("waitany", requests);
        if (first == null) {
            return null;
        }
        final int index = first.environmentFor("waitany").engine.awaitAny(engines(requests));
        return requests[index].await(dialect).at(index);
    }

    static Status testAny(final Dialect dialect, final Request[] requests) {
        final Request first = firstActive("testany", requests);
        if (first == null) {
            return null;
        }
        first.environmentFor("testany").engine.poll();
        for (int index = 0; index < requests.length; index++) {
            if (isDone(requests[index])) {
                return requests[index].await(dialect).at(index);
            }
        }
        return null;
    }

    static Status[] waitSome(final Dialect dialect, final Request[] requests) {
        final Request first = firstActive("waitsome", requests);
        if (first == null) {
            return null;
        }
        first.environmentFor("waitsome").engine.awaitAny(engines(requests));
        return collectDone("waitsome", dialect, requests);
    }

    static Status[] testSome(final Dialect dialect, final Request[] requests) {
        final Request first = firstActive("testsome", requests);
        if (first == null) {
            return null;
        }
        first.environmentFor("testsome").engine.poll();
        return collectDone("testsome", dialect, requests);
    }

    private static Status[] collectDone(final String operation, final Dialect dialect, final Request[] requests) {
        final Status[] statuses = new Status[requests.length];
        int count = 0;
        MPIException failure = null;
        int failed = 0;
        for (int index = 0; index < requests.length; index++) {
            if (isDone(requests[index])) {
                try {
                    statuses[count++] = requests[index].await(Dialect.CAPITALISED).at(index);
                } catch (final MPIException e) {
                    failed = failure == null ? index : failed;
                    failure = failure == null ? e : failure;
                }
            }
        }
        if (failure != null) {
            throw inStatus(operation, dialect, requests, failed, failure);
        }
        return Arrays.copyOf(statuses, count);
    }

    /** Waits for all; {@code statuses}, if given, receives those of the active ones. */
    static void waitAll(final Dialect dialect, final Request[] requests, final Status[] statuses) {
        final Request first = firstActive("waitall", requests);
        if (first == null) {
            return;
        }
        first.environmentFor("waitall");
        for (int index = 0; index < requests.length; index++) {
            final Request request = requests[index];
            if (request != null && request.isActive()) {
                final MPIException failure = statuses == null
                    ? request.completeWithoutStatus()
                    : complete(request, statuses, index);
                if (failure != null) {
                    throw inStatus("waitall", dialect, requests, index, failure);
                }
            }
        }
    }

    private static MPIException complete(final Request request, final Status[] statuses, final int index) {
        try {
            statuses[index] = request.await(Dialect.CAPITALISED);
            return null;
        } catch (final MPIException e) {
            return e;
        }
    }

    private static MPIException inStatus(
        final String operation,
        final Dialect dialect,
        final Request[] requests,
        final int index,
        final MPIException failure) {
        final MPIException fault = Faults.inStatus(operation, index, requests.length, failure);
        return requests[index].comm().failed(dialect, fault);
    }

    static boolean areDone(final String operation, final Request[] requests) {
        final Request first = firstActive(operation, requests);
        if (first != null) {
            first.environmentFor(operation).engine.poll();
            for (final Request request : requests) {
                if (request != null && request.isActive() && !request.isDone()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isDone(final Request request) {
        return request != null && request.isActive() && request.isDone();
    }

    static Request firstActive(final String operation, final Request[] requests) {
        final int length = lengthOf(operation, requests);
        for (int index = 0; index < length; index++) {
            if (requests[index] != null && requests[index].isActive()) {
                return requests[index];
            }
        }
        return null;
    }

    static int lengthOf(final String operation, final Request[] requests) {
        if (requests == null) {
            throw Faults.fault(MPI.ERR_REQUEST, operation, "the array of requests is null");
        }
        return requests.length;
    }

    private static RequestEngine[] engines(final Request[] requests) {
        final RequestEngine[] engines = new RequestEngine[requests.length];
        for (int index = 0; index < requests.length; index++) {
            engines[index] = requests[index] == null ? null : requests[index].engine();
        }
        return engines;
    }

    static void fillInactive(final Request[] requests, final Status[] statuses) {
        for (int index = 0; index < requests.length; index++) {
            if (requests[index] != null && !requests[index].isActive()) {
                statuses[index] = MPI.EMPTY_STATUS;
            }
        }
    }

    static Status[] filled(final Status[] statuses) {
        for (int index = 0; index < statuses.length; index++) {
            if (statuses[index] == null) {
                statuses[index] = new Status();
            }
        }
        return statuses;
    }

    static int[] indices(final Status[] statuses) {
        if (statuses == null) {
            return null;
        }
        final int[] indices = new int[statuses.length];
        for (int i = 0; i < statuses.length; i++) {
            indices[i] = statuses[i].index;
        }
        return indices;
    }
}
