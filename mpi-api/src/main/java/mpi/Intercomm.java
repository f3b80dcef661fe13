package mpi;

import mpi.spi.CommEngine;
import mpi.spi.Faults;

/**
 * A communicator of two groups: ranks that messages go to and come from are those of the other group (MPI 4.1, section
 * 7.6). {@link #getRank()}, {@link #getSize()} and {@link #getGroup()} are of this rank's own group.
 */
public final class Intercomm extends Comm {
    Intercomm(final String absentName) {
        super(absentName);
    }

    static Intercomm create(
        final Comm peer,
        final Dialect dialect,
        final Comm local,
        final int localLeader,
        final int remoteLeader,
        final int tag) {
        if (local == null) {
            throw Faults.badComm("intercomm_create", "the local communicator is null");
        }
        final CommEngine engine = local.engine("intercomm_create");
        final String where = local.describe("intercomm_create");
        if (engine.isInter()) {
            throw Faults.badComm(where, "the local communicator is an intercommunicator");
        }
        if (localLeader < 0 || localLeader >= local.size) {
            throw Faults.badRank(where, "local leader", localLeader, local.size, "");
        }
        if (tag < 0) {
            throw Faults.badTag(where, tag, "");
        }
        CommEngine way = null;
        if (local.rank == localLeader) {
            way = peer.engine("intercomm_create");
            if (remoteLeader < 0 || remoteLeader >= peer.peers) {
                throw Faults.badRank(where, "remote leader", remoteLeader, peer.peers, "");
            }
        }
        try {
            final Intercomm created = new Intercomm("an intercommunicator");
            local.adopt(created, engine.createInter(localLeader, way, remoteLeader, tag));
            return created;
        } catch (final MPIException e) {
            throw local.failed(dialect, e);
        }
    }

    @Override
    Intercomm sibling() {
        return new Intercomm("an intercommunicator");
    }

    @Override
    public Intercomm dup() {
        return (Intercomm) super.dup();
    }

    @Override
    public Intercomm dupWithInfo(final Info info) {
        return (Intercomm) super.dupWithInfo(info);
    }

    @Override
    public Intercomm iDup() {
        return (Intercomm) super.iDup();
    }

    @Override
    public Intercomm clone() {
        return dup();
    }

    /**
     * The number of ranks in the other group (MPI 4.1, section 7.6.1). Local.
     *
     * @return at least 1
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public int getRemoteSize() {
        engine("comm_remote_size");
        return peers;
    }

    /**
     * mpiJava spelling of {@link #getRemoteSize()}.
     *
     * @return the number of ranks in the other group
     */
    public int Remote_size() {
        return getRemoteSize();
    }

    /**
     * The other group (MPI 4.1, section 7.6.1). Local.
     *
     * @return a new group object
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public Group getRemoteGroup() {
        return peerGroup("comm_remote_group");
    }

    /**
     * mpiJava spelling of {@link #getRemoteGroup()}.
     *
     * @return the other group
     */
    public Group Remote_group() {
        return getRemoteGroup();
    }

    /**
     * Makes a communicator of both groups (MPI 4.1, section 7.6.2). Collective over both groups.
     *
     * @param high whether this rank's group comes last; the same at all its ranks. If both groups say the same, the
     *     one whose rank 0 is lower in {@link MPI#COMM_WORLD} comes first
     * @return the communicator
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public Intracomm merge(final boolean high) {
        return merge(Dialect.LOWER_CASE, high);
    }

    /**
     * mpiJava spelling of {@link #merge(boolean)}.
     *
     * @param high whether this rank's group comes last
     * @return the communicator
     */
    public Intracomm Merge(final boolean high) {
        return merge(Dialect.CAPITALISED, high);
    }

    private Intracomm merge(final Dialect dialect, final boolean high) {
        final CommEngine present = engine("intercomm_merge");
        try {
            final Intracomm merged = new Intracomm("a communicator");
            adopt(merged, present.merge(high));
            return merged;
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /**
     * The communicator with the processes that have spawned this one (MPI 4.1, section 11.8.2). Local.
     *
     * @return a null object, see {@link #isNull()}: this process was not spawned
     */
    public static Intercomm getParent() {
        final Intercomm none = new Intercomm("the parent");
        none.setAbsent("this process was not spawned", null);
        return none;
    }
}
