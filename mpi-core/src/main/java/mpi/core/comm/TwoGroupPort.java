package mpi.core.comm;

import mpi.core.boot.RankState;
import mpi.core.coll.SchedulePort;
import mpi.spi.RequestEngine;

/**
 * The messages of one operation to both groups of an intercommunicator: ranks of the remote group come first, behind
 * them those of this rank's own.
 *
 * @param remote messages to the remote group
 * @param remoteSize ranks in it
 * @param local messages to this rank's group
 */
record TwoGroupPort(SchedulePort remote, int remoteSize, SchedulePort local) implements SchedulePort {
    @Override
    public RequestEngine isend(final int dest, final Object base, final long offset, final long lengthBytes) {
        return dest < remoteSize ? remote.isend(dest, base, offset, lengthBytes)
            : local.isend(dest - remoteSize, base, offset, lengthBytes);
    }

    @Override
    public RequestEngine isendLoss(final int dest) {
        return dest < remoteSize ? remote.isendLoss(dest) : local.isendLoss(dest - remoteSize);
    }

    @Override
    public RequestEngine irecv(final int source, final Object base, final long offset, final long lengthBytes) {
        return source < remoteSize ? remote.irecv(source, base, offset, lengthBytes)
            : local.irecv(source - remoteSize, base, offset, lengthBytes);
    }

    @Override
    public void whenDone(final RequestEngine request, final Runnable hook) {
        remote.whenDone(request, hook);
    }

    @Override
    public RankState.Operation describe(final RequestEngine request, final long blockedNanos) {
        return remote.describe(request, blockedNanos);
    }
}
