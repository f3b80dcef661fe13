package mpi.core.rma;

import mpi.MPIException;

/**
 * Signals of a window some of whose targets are reached by messages: through words to and from those that share them
 * with this rank, otherwise by messages. Of targets that fail the first is thrown, once all others have been told.
 */
final class MixedSignals implements Signals {
    private final WindowMembers members;
    private final WordSignals words;
    private final ServedTargets served;
    private final TargetService service;
    /** By member, whether this rank maps its words. */
    private final boolean[] mapsWords;
    /** By member, whether each of the two maps the other's words. */
    private final boolean[] sharesWords;
    /** Whether only a target knows where it has memory. */
    private final boolean mayBeRefused;

    MixedSignals(final WindowMembers members, final WordSignals words, final ServedTargets served,
        final TargetService service, final boolean[] mapsWords, final boolean[] sharesWords,
        final boolean mayBeRefused) {
        this.members = members;
        this.words = words;
        this.served = served;
        this.service = service;
        this.mapsWords = mapsWords;
        this.sharesWords = sharesWords;
        this.mayBeRefused = mayBeRefused;
    }

    @Override
    public void post(final int[] origins) {
        for (final int origin : origins) {
            if (sharesWords[origin]) {
                words.post(origin);
                members.wake(origin);
            } else {
                served.post(origin);
            }
        }
    }

    @Override
    public boolean hasPosted(final int target, final long times) {
        return sharesWords[target] ? words.hasPosted(target, times) : service.hasPosted(target, times);
    }

    /** News by message follow the operations, which need no answer then, but where a target may refuse them. */
    @Override
    public void complete(final int[] targets) {
        final String operation = "complete";
        for (final int target : targets) {
            if (sharesWords[target] || mayBeRefused) {
                served.beginFlush(target, operation);
            }
        }
        MPIException failure = null;
        for (final int target : targets) {
            failure = first(failure, served.await(target, operation));
            if (sharesWords[target]) {
                words.complete(target);
                members.wake(target);
            } else {
                served.complete(target);
            }
        }
        raise(failure);
    }

    @Override
    public boolean hasCompleted(final int origin, final long times) {
        return sharesWords[origin] ? words.hasCompleted(origin, times) : service.hasCompleted(origin, times);
    }

    @Override
    public void acquire(final boolean isExclusive, final int target, final String operation) {
        if (mapsWords[target]) {
            words.acquire(isExclusive, target, operation);
        } else {
            served.beginLock(isExclusive, target, operation).join();
        }
    }

    @Override
    public void release(final boolean isExclusive, final int target) {
        final String operation = "unlock";
        served.beginFlush(target, operation);
        raise(end(isExclusive, target, operation));
    }

    /** Lets go of a lock once the operations before it are complete. */
    private MPIException end(final boolean isExclusive, final int target, final String operation) {
        if (!mapsWords[target]) {
            served.unlock(isExclusive, target);
            return served.await(target, operation);
        }
        final MPIException failure = served.await(target, operation);
        words.release(isExclusive, target);
        if (target == members.rank()) {
            service.retry();
        }
        return failure;
    }

    /** If one fails those that were had are left, once all that was asked for is answered. */
    @Override
    public void shareAll(final String operation) {
        final int size = members.size();
        final ServedRequest[] grants = new ServedRequest[size];
        final boolean[] isTaken = new boolean[size];
        MPIException failure = askAll(grants, operation);
        for (int target = 0; target < size; target++) {
            try {
                if (grants[target] != null) {
                    grants[target].join();
                    isTaken[target] = true;
                } else if (failure == null) {
                    words.acquire(false, target, operation);
                    isTaken[target] = true;
                }
            } catch (final MPIException e) {
                failure = first(failure, e);
            }
        }
        if (failure != null) {
            for (int target = 0; target < size; target++) {
                if (isTaken[target]) {
                    end(false, target, operation); // no operation was allowed that might fail here
                }
            }
            throw failure;
        }
    }

    /** Asks for the locks that targets grant, until one fails; what it fails with, or {@code null}. */
    private MPIException askAll(final ServedRequest[] grants, final String operation) {
        try {
            for (int target = 0; target < grants.length; target++) {
                grants[target] = mapsWords[target] ? null : served.beginLock(false, target, operation);
            }
            return null;
        } catch (final MPIException e) {
            return e;
        }
    }

    @Override
    public void leaveAll() {
        final String operation = "unlock_all";
        for (int target = 0; target < members.size(); target++) {
            served.beginFlush(target, operation);
        }
        MPIException failure = null;
        for (int target = 0; target < members.size(); target++) {
            failure = first(failure, end(false, target, operation));
        }
        raise(failure);
    }

    @Override
    public void flush(final int target, final String operation) {
        served.beginFlush(target, operation);
        raise(served.await(target, operation));
        words.flush(target, operation);
    }

    @Override
    public void flushAll(final String operation) {
        for (int target = 0; target < members.size(); target++) {
            served.beginFlush(target, operation);
        }
        flushLocalAll(operation);
        words.flushAll(operation);
    }

    @Override
    public void flushLocal(final int target, final String operation) {
        raise(served.await(target, operation));
    }

    @Override
    public void flushLocalAll(final String operation) {
        MPIException failure = null;
        for (int target = 0; target < members.size(); target++) {
            failure = first(failure, served.await(target, operation));
        }
        raise(failure);
    }

    @Override
    public void settle(final String operation) {
        for (int target = 0; target < members.size(); target++) {
            served.beginFlushOfNews(target, operation);
        }
        flushLocalAll(operation);
    }

    private static MPIException first(final MPIException failure, final MPIException next) {
        return failure == null ? next : failure;
    }

    private static void raise(final MPIException failure) {
        if (failure != null) {
            throw failure;
        }
    }
}
