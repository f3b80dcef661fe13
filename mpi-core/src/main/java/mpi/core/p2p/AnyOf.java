package mpi.core.p2p;

import mpi.core.boot.RankState;
import mpi.core.progress.Awaited;
import mpi.core.progress.Condition;
import mpi.spi.RequestEngine;

/**
 * That one of several requests is complete.
 */
final class AnyOf implements Condition {
    private final RequestEngine[] requests;
    /** The first complete request seen, or -1. */
    int index = -1;

    AnyOf(final RequestEngine[] requests) {
        this.requests = requests;
    }

    @Override
    public boolean isMet() {
        boolean none = true;
        for (int i = 0; i < requests.length; i++) {
            if (requests[i] != null) {
                if (requests[i].isDone()) {
                    index = i;
                    return true;
                }
                none = false;
            }
        }
        return none;
    }

    @Override
    public void awaits(final Awaited ranks) {
        for (final RequestEngine request : requests) {
            if (request instanceof final Condition condition) {
                condition.awaits(ranks);
            } else if (request != null) {
                ranks.addEverybody();
            }
        }
    }

    @Override
    public RankState.Operation describe(final long blockedNanos) {
        for (final RequestEngine request : requests) {
            if (request instanceof final Condition condition && !request.isDone()) {
                return condition.describe(blockedNanos);
            }
        }
        return new RankState.Operation("wait", "requests", RankState.NO_PEER, -1, 0, blockedNanos);
    }
}
