package mpi.core.comm;

import mpi.core.boot.RankState;
import mpi.core.coll.SchedulePort;
import mpi.spi.RequestEngine;

/**
 * The messages of an operation that is called by its name where it blocks.
 *
 * @param operation the name
 * @param port its messages
 */
record NamedPort(String operation, SchedulePort port) implements SchedulePort {
    @Override
    public RequestEngine isend(final int dest, final Object base, final long offset, final long lengthBytes) {
        return port.isend(dest, base, offset, lengthBytes);
    }

    @Override
    public RequestEngine isendLoss(final int dest) {
        return port.isendLoss(dest);
    }

    @Override
    public RequestEngine irecv(final int source, final Object base, final long offset, final long lengthBytes) {
        return port.irecv(source, base, offset, lengthBytes);
    }

    @Override
    public void whenDone(final RequestEngine request, final Runnable hook) {
        port.whenDone(request, hook);
    }

    @Override
    public RankState.Operation describe(final RequestEngine request, final long blockedNanos) {
        final RankState.Operation message = port.describe(request, blockedNanos);
        return new RankState.Operation(operation, message.communicator(), message.peer(), message.tag(),
            message.bytes(), blockedNanos);
    }
}
