package mpi.core.comm;

import mpi.core.boot.RankState;
import mpi.core.coll.Loss;
import mpi.core.coll.SchedulePort;
import mpi.core.p2p.PointToPoint;
import mpi.core.p2p.Scope;
import mpi.core.progress.Condition;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * The messages of one collective operation that runs as a schedule.
 *
 * @param messages point-to-point protocol
 * @param scope the communicator, with what the messages are for
 * @param tag the operation's own tag
 */
record CommPort(PointToPoint messages, Scope scope, int tag) implements SchedulePort {
    @Override
    public RequestEngine isend(final int dest, final Object base, final long offset, final long lengthBytes) {
        return pending(
            messages.sender().isend(scope, SendMode.STANDARD, false, base, offset, lengthBytes, 0, null, dest, tag));
    }

    @Override
    public RequestEngine isendLoss(final int dest) {
        return pending(messages.sender()
            .isend(scope, SendMode.STANDARD, false, null, 0, 0, Loss.OBJECT_COUNT, null, dest, tag));
    }

    private RequestEngine pending(final RequestEngine send) {
        return send == scope.sentMessage() ? null : send;
    }

    @Override
    public RequestEngine irecv(final int source, final Object base, final long offset, final long lengthBytes) {
        return messages.receiver().irecv(scope, base, offset, lengthBytes, null, source, tag);
    }

    @Override
    public void whenDone(final RequestEngine request, final Runnable hook) {
        messages.completions().whenDone(request, hook);
    }

    @Override
    public RankState.Operation describe(final RequestEngine request, final long blockedNanos) {
        return request instanceof final Condition condition
            ? condition.describe(blockedNanos)
            : new RankState.Operation(scope.name(), scope.name(), RankState.NO_PEER, tag, 0, blockedNanos);
    }
}
