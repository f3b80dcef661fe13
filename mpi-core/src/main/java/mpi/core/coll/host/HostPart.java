package mpi.core.coll.host;

import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.diag.Counters.Purpose;
import mpi.core.progress.Awaited;
import mpi.core.transport.Endpoint;

/**
 * Those ranks of a communicator that are on one host, numbered by their places among them. An operation of theirs is
 * part of one of all ranks, so that it cannot go on when any rank is dead.
 *
 * @param all the communicator's ranks
 * @param ranks those of the host
 * @param rank this rank's place among them
 */
public record HostPart(HostMembers all, int[] ranks, int rank) implements HostMembers {

    @Override
    public int size() {
        return ranks.length;
    }

    @Override
    public boolean sharesMemory(final int member) {
        return all.sharesMemory(ranks[member]);
    }

    @Override
    public Endpoint endpoint(final int member) {
        return all.endpoint(ranks[member]);
    }

    @Override
    public boolean isAnyDead() {
        return all.isAnyDead();
    }

    @Override
    public MPIException failure() {
        return all.failure();
    }

    @Override
    public String where() {
        return all.where();
    }

    @Override
    public Purpose countAs(final Purpose what) {
        return all.countAs(what);
    }

    @Override
    public void awaits(final int member, final Awaited ranksAwaited) {
        all.awaits(ranks[member], ranksAwaited);
    }

    @Override
    public RankState.Operation describe(final int member, final long blockedNanos) {
        return all.describe(ranks[member], blockedNanos);
    }
}
