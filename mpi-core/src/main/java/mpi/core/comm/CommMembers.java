package mpi.core.comm;

import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.coll.host.HostMembers;
import mpi.core.diag.Counters.Purpose;
import mpi.core.p2p.PointToPoint;
import mpi.core.p2p.Scope;
import mpi.core.progress.Awaited;
import mpi.core.transport.Endpoint;
import mpi.spi.Faults;

/**
 * The ranks of a communicator, for its collectives through shared memory.
 *
 * @param messages point-to-point protocol, which knows the ways to them and their deaths
 * @param scope the communicator, in the context of its collectives
 */
record CommMembers(PointToPoint messages, Scope scope) implements HostMembers {
    private static final int NO_TAG = -1;

    @Override
    public int rank() {
        return scope.rank();
    }

    @Override
    public int size() {
        return scope.size();
    }

    @Override
    public boolean sharesMemory(final int member) {
        return messages.sharesMemory(scope.worldRank(member));
    }

    @Override
    public Endpoint endpoint(final int member) {
        return messages.endpoint(scope.worldRank(member));
    }

    @Override
    public boolean isAnyDead() {
        return messages.isAnyDead() && firstDead() < size();
    }

    @Override
    public MPIException failure() {
        return messages.fault(scope.worldRank(firstDead()), where());
    }

    @Override
    public String where() {
        return Faults.on(scope.operation(), scope.name(), rank(), size());
    }

    /** The first member that is gone; none if that is the size. */
    private int firstDead() {
        int member = 0;
        while (member < size() && !messages.isDead(scope.worldRank(member))) {
            member++;
        }
        return member;
    }

    @Override
    public Purpose countAs(final Purpose what) {
        return scope.countAs(what);
    }

    @Override
    public void awaits(final int member, final Awaited ranks) {
        ranks.add(scope.worldRank(member));
    }

    @Override
    public RankState.Operation describe(final int member, final long blockedNanos) {
        return new RankState.Operation(scope.operation(), scope.name(), scope.worldRank(member), NO_TAG, 0,
            blockedNanos);
    }
}
