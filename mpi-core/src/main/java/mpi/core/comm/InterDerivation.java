package mpi.core.comm;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.coll.Announcement;
import mpi.core.coll.Preface;
import mpi.core.coll.SchedulePort;
import mpi.spi.CommEngine;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;

/**
 * Makes intercommunicators, and communicators from them (MPI 4.1, section 7.6). Of the two leaders, the ranks 0 unless
 * the user names others, the one with the lower rank in the world gives two context ids: one for messages between the
 * groups, one for messages within either, which cannot meet because the groups have no member in common.
 */
final class InterDerivation {
    /** First number of what a leader tells its group if it could not reach the other leader; no context id. */
    private static final int NOBODY = -2;

    private final Communicator comm;

    InterDerivation(final Communicator comm) {
        this.comm = comm;
    }

    /** {@link CommEngine#createInter}, of the communicator of one group. */
    CommEngine create(final int localLeader, final Communicator peer, final int remoteLeader, final int tag) {
        final int[] header = new int[3];
        int[] remote = null;
        if (comm.rank() == localLeader) {
            try {
                remote = meet(header, peer, remoteLeader, tag);
            } catch (final MPIException e) {
                comm.tell(new int[] {NOBODY, 0, 0}, localLeader);
                throw e;
            }
        }
        comm.tell(header, localLeader);
        requireMet(header[0], localLeader, "intercomm_create");
        if (remote == null) {
            remote = new int[header[0]];
        }
        comm.tell(remote, localLeader);
        requireDisjoint(remote, header);
        return inter(header[1], header[2], remote, "intercomm_create", "intercommunicator of " + comm.name());
    }

    /** The leader's part: exchanges sizes, proposed ids and members with the other leader. */
    private int[] meet(final int[] header, final Communicator peer, final int remoteLeader, final int tag) {
        final int[] mine = {comm.size(), comm.contexts().take(), comm.contexts().take()};
        final int[] theirs = new int[mine.length];
        try {
            peer.exchange(mine, theirs, remoteLeader, tag);
            final int[] remote = new int[theirs[0]];
            peer.exchange(comm.worldRanks(), remote, remoteLeader, tag);
            final int own = comm.worldRanks()[comm.rank()];
            final int other = peer.peerInWorld(remoteLeader);
            header[0] = theirs[0];
            if (own < other) {
                header[1] = mine[1];
                header[2] = mine[2];
            } else {
                give(mine[1], mine[2]);
                header[1] = own == other ? ContextIds.NONE : theirs[1];
                header[2] = own == other ? ContextIds.NONE : theirs[2];
            }
            return remote;
        } catch (final MPIException e) {
            give(mine[1], mine[2]);
            throw e;
        }
    }

    /** Throws if the leader has told that it could not reach the other one. */
    private void requireMet(final int told, final int localLeader, final String operation) {
        if (told == NOBODY) {
            throw Faults.fault(MPI.ERR_OTHER, comm.describe(operation),
                "the leader, rank " + localLeader + ", could not reach the other group");
        }
    }

    private void requireDisjoint(final int[] remote, final int[] header) {
        final BitSet members = new BitSet();
        Arrays.stream(comm.worldRanks()).forEach(members::set);
        for (final int rank : remote) {
            if (members.get(rank)) {
                give(header[1], header[2]);
                throw Faults.badComm(comm.describe("intercomm_create"),
                    "rank " + rank + " of COMM_WORLD is in both groups");
            }
        }
    }

    private void give(final int id, final int localId) {
        comm.contexts().give(id);
        comm.contexts().give(localId);
    }

    private Communicator inter(final int id, final int localId, final int[] remote, final String operation,
        final String name) {
        if (id == ContextIds.NONE || localId == ContextIds.NONE) {
            give(id, localId);
            Derivation.agreed(comm, ContextIds.NONE, operation);
        }
        return comm.inter(id, localId, remote, name);
    }

    /** Whether this rank's group is the one whose rank 0 is lower in the world. */
    private boolean isLow() {
        return comm.worldRanks()[0] < comm.peerInWorld(0);
    }

    CommEngine dup() {
        final int tag = comm.beginManagement();
        final int[] ids = new int[2];
        if (comm.rank() == 0) {
            try {
                agree(ids, tag);
            } catch (final MPIException e) {
                comm.local().tell(new int[] {NOBODY, 0}, 0);
                throw e;
            }
        }
        comm.local().tell(ids, 0);
        requireMet(ids[0], 0, "dup");
        return duplicate(ids);
    }

    /** The leader's part: gives ids to the other leader, or gets them. */
    private void agree(final int[] ids, final int tag) {
        if (!isLow()) {
            Derivation.await(comm.receive(ids, 0, tag));
            return;
        }
        Arrays.setAll(ids, i -> comm.contexts().take());
        try {
            Derivation.await(comm.send(ids, 0, tag));
        } catch (final MPIException e) {
            give(ids[0], ids[1]);
            throw e;
        }
    }

    private Communicator duplicate(final int[] ids) {
        return inter(ids[0], ids[1], comm.remoteWorldRanks(), "dup", "dup of " + comm.name());
    }

    /** {@link CommEngine#idup}: the giver tells every other rank of both groups by itself. */
    RequestEngine idup(final Consumer<CommEngine> made, final int tag, final int localTag) {
        final Communicator local = comm.local();
        final int[] ids = new int[2];
        final RequestEngine[] parts;
        if (!isLow()) {
            parts = new RequestEngine[] {comm.receive(ids, 0, tag)};
        } else if (comm.rank() != 0) {
            parts = new RequestEngine[] {local.receive(ids, 0, localTag)};
        } else {
            Arrays.setAll(ids, i -> comm.contexts().take());
            final int others = comm.size() - 1;
            parts = IntStream.range(0, others + comm.remoteWorldRanks().length)
                .mapToObj(i -> i < others ? local.send(ids, i + 1, localTag) : comm.send(ids, i - others, tag))
                .toArray(RequestEngine[]::new);
        }
        return new DupRequest(parts, comm.describe("idup"), () -> made.accept(duplicate(ids)));
    }

    /** {@link CommEngine#idup} behind a preface: the giver takes ids, and tells them, once all ranks have agreed. */
    RequestEngine idup(final Consumer<CommEngine> made, final SchedulePort port, final Preface preface) {
        final int[] ids = new int[2];
        final int giver = isLow() ? comm.remoteWorldRanks().length : 0; // the port has the remote group first
        return Derivation.idup(port, preface,
            new Announcement(giver, ids, () -> Arrays.setAll(ids, i -> comm.contexts().take())),
            () -> made.accept(duplicate(ids)), comm);
    }

    /** {@link CommEngine#merge}. */
    CommEngine merge(final boolean high) {
        final int tag = comm.beginManagement();
        final int[] answer = new int[2];
        if (comm.rank() == 0) {
            final int[] mine = {high ? 1 : 0, isLow() ? comm.contexts().take() : ContextIds.NONE};
            final int[] theirs = new int[mine.length];
            try {
                comm.exchange(mine, theirs, 0, tag);
            } catch (final MPIException e) {
                comm.contexts().give(mine[1]);
                comm.local().tell(new int[] {NOBODY, 0}, 0);
                throw e;
            }
            answer[0] = (mine[0] == theirs[0] ? isLow() : mine[0] == 0) ? 1 : 0;
            answer[1] = isLow() ? mine[1] : theirs[1];
        }
        comm.local().tell(answer, 0);
        requireMet(answer[0], 0, "intercomm_merge");
        final boolean isFirst = answer[0] == 1;
        final int[] group = comm.worldRanks();
        final int[] remote = comm.remoteWorldRanks();
        return comm.intra(Derivation.agreed(comm, answer[1], "intercomm_merge"),
            isFirst ? comm.rank() : remote.length + comm.rank(),
            isFirst ? joined(group, remote) : joined(remote, group), "merged " + comm.name());
    }

    private static int[] joined(final int[] first, final int[] second) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }
}
