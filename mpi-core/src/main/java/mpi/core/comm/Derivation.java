package mpi.core.comm;

import java.util.Arrays;
import java.util.function.Consumer;
import mpi.MPI;
import mpi.core.coll.Announcement;
import mpi.core.coll.Preface;
import mpi.core.coll.SchedulePort;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;

/**
 * Makes communicators from one (MPI 4.1, section 7.4): one member gives the context id, the others are told.
 */
final class Derivation {
    /** What a member says of itself when a communicator is split: color, key, proposed context id. */
    private static final int SPLIT_INTS = 3;

    private final Communicator comm;

    Derivation(final Communicator comm) {
        this.comm = comm;
    }

    CommEngine dup() {
        if (comm.isInter()) {
            return new InterDerivation(comm).dup();
        }
        final int[] id = {comm.rank() == 0 ? comm.contexts().take() : 0};
        comm.tell(id, 0);
        return duplicate(id[0]);
    }

    private Communicator duplicate(final int id) {
        return comm.intra(agreed(comm, id, "dup"), comm.rank(), comm.worldRanks(), "dup of " + comm.name());
    }

    /**
     * {@link CommEngine#idup}: rank 0 tells every other rank by itself, which waits for nobody else.
     *
     * @param made takes the new communicator
     * @param tag of the messages
     * @param localTag of the messages in this rank's group of an intercommunicator
     */
    RequestEngine idup(final Consumer<CommEngine> made, final int tag, final int localTag) {
        if (comm.isInter()) {
            return new InterDerivation(comm).idup(made, tag, localTag);
        }
        final int[] id = new int[1];
        final RequestEngine[] parts;
        if (comm.rank() == 0) {
            id[0] = comm.contexts().take();
            parts = new RequestEngine[comm.size() - 1];
            Arrays.setAll(parts, i -> comm.send(id, i + 1, tag));
        } else {
            parts = new RequestEngine[] {comm.receive(id, 0, tag)};
        }
        return new DupRequest(parts, comm.describe("idup"), () -> made.accept(duplicate(id[0])));
    }

    /** {@link CommEngine#idup} behind a preface: rank 0 takes an id, and tells it, once all ranks have agreed. */
    RequestEngine idup(final Consumer<CommEngine> made, final SchedulePort port, final Preface preface) {
        if (comm.isInter()) {
            return new InterDerivation(comm).idup(made, port, preface);
        }
        final int[] id = new int[1];
        return idup(port, preface, new Announcement(0, id, () -> id[0] = comm.contexts().take()),
            () -> made.accept(duplicate(id[0])), comm);
    }

    /** The request of a communicator whose ids are told behind a preface. */
    static RequestEngine idup(final SchedulePort port, final Preface preface, final Announcement ids,
        final Runnable make, final Communicator comm) {
        final String where = comm.describe("idup");
        final RequestEngine exchange = comm.scheduled().start(where, port, preface, ids);
        return new DupRequest(new RequestEngine[] {exchange}, where, make);
    }

    CommEngine split(final int color, final int key) {
        final int mine = comm.contexts().take();
        final int[] all = comm.tellAll(new int[] {color, key, mine});
        final int[] members = membersOf(color, all);
        if (color == MPI.UNDEFINED) {
            comm.contexts().give(mine);
            return null;
        }
        // The first member's proposal is the id, the others give theirs back.
        final int id = all[SPLIT_INTS * members[0] + 2];
        if (members[0] != comm.rank()) {
            comm.contexts().give(mine);
        }
        return part(members, positionIn(members), agreed(comm, id, "split"), "split of " + comm.name());
    }

    /** {@link CommEngine#createGroup}: the first member tells the others. */
    CommEngine create(final int[] ranks, final int tag) {
        final int position = positionIn(ranks);
        if (position < 0) {
            return null;
        }
        final int[] id = new int[1];
        if (position == 0) {
            id[0] = comm.contexts().take();
            final RequestEngine[] sends = new RequestEngine[ranks.length - 1];
            Arrays.setAll(sends, i -> comm.send(id, ranks[i + 1], tag));
            await(sends);
        } else {
            await(comm.receive(id, ranks[0], tag));
        }
        return part(ranks, position, agreed(comm, id[0], "create"), "part of " + comm.name());
    }

    /** Completes all of them, then throws the first failure. */
    static void await(final RequestEngine... requests) {
        final Completion completion = new Completion();
        mpi.MPIException failure = null;
        for (final RequestEngine request : requests) {
            request.complete(request.use(), completion);
            failure = failure == null ? completion.error : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    private int positionIn(final int[] ranks) {
        for (int position = 0; position < ranks.length; position++) {
            if (ranks[position] == comm.rank()) {
                return position;
            }
        }
        return -1;
    }

    /** Ranks of a color, ordered by key, then rank. */
    private int[] membersOf(final int color, final int[] all) {
        final long[] order = new long[comm.size()];
        int count = 0;
        for (int member = 0; member < comm.size(); member++) {
            if (all[SPLIT_INTS * member] == color) {
                order[count++] = (long) all[SPLIT_INTS * member + 1] << Integer.SIZE | member;
            }
        }
        Arrays.sort(order, 0, count);
        final int[] members = new int[count];
        Arrays.setAll(members, i -> (int) order[i]);
        return members;
    }

    private Communicator part(final int[] members, final int position, final int id, final String name) {
        final int[] worldRanks = comm.worldRanks();
        final int[] ranksInWorld = new int[members.length];
        Arrays.setAll(ranksInWorld, member -> worldRanks[members[member]]);
        return comm.intra(id, position, ranksInWorld, name);
    }

    /** The id, if its giver had one left. */
    static int agreed(final Communicator comm, final int id, final String operation) {
        if (id == ContextIds.NONE) {
            throw Faults.fault(MPI.ERR_INTERN, comm.describe(operation),
                "one rank has given ids to 32765 communicators that are not freed; free those no longer used");
        }
        return id;
    }
}
