package mpi.core.comm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import mpi.MPI;
import mpi.MPIException;
import mpi.spi.Completion;
import mpi.spi.RequestEngine;

/**
 * How the members of a communicator leave it when it is freed (MPI 4.1, section 7.4.3). Some have given the others
 * something of their own: one of them the context id, and of those that share memory the first the board. Everybody
 * tells these that he needs it no more; they wait until all have, and then it can be given to a new communicator.
 *
 * <p>A dead member does not need it either: it neither sends in the context nor stores to the board any more. What a
 * dead member has given is not given again.
 */
final class Farewell {
    private static final int[] NOTHING = {};

    private final Communicator comm;
    private final int tag;
    private final int localTag;
    /** World ranks of this rank's group. */
    private final int[] group;
    private final int self;
    private final List<RequestEngine> messages = new ArrayList<>();

    /** Begins one; collective over all members. */
    Farewell(final Communicator comm) {
        this.comm = comm;
        tag = comm.beginManagement();
        localTag = comm.isInter() ? comm.local().beginManagement() : tag;
        group = comm.worldRanks();
        self = group[comm.rank()];
    }

    /**
     * Tells the givers, and waits for all if this rank is one of them.
     *
     * @param giver world rank of who has given the context id
     * @param neighbours ranks of the communicator that may share a board, in the memory of the first; empty if none do
     */
    void say(final int giver, final int[] neighbours) {
        final boolean isGiver = giver == self;
        final boolean hasBoard = neighbours.length > 0 && neighbours[0] == comm.rank();
        if (!isGiver) {
            messages.add(withMember(giver, rank -> comm.local().send(NOTHING, rank, localTag),
                rank -> comm.send(NOTHING, rank, tag)));
        }
        if (neighbours.length > 0 && !hasBoard && group[neighbours[0]] != giver) {
            messages.add(comm.send(NOTHING, neighbours[0], tag));
        }
        if (isGiver) {
            awaitFrom(group);
            if (comm.isInter()) {
                awaitFrom(comm.remoteWorldRanks());
            }
        } else if (hasBoard) {
            for (int i = 1; i < neighbours.length; i++) {
                messages.add(comm.receive(NOTHING, neighbours[i], tag));
            }
        }
        complete();
    }

    private void awaitFrom(final int[] members) {
        for (final int member : members) {
            if (member != self) {
                messages.add(withMember(member, rank -> comm.local().receive(NOTHING, rank, localTag),
                    rank -> comm.receive(NOTHING, rank, tag)));
            }
        }
    }

    /** A message with a member, by its rank in the group of this one or in the other. */
    private RequestEngine withMember(final int worldRank, final IntFunction<RequestEngine> inGroup,
        final IntFunction<RequestEngine> inOther) {
        final int rank = position(worldRank, group);
        return rank >= 0 ? inGroup.apply(rank) : inOther.apply(position(worldRank, comm.remoteWorldRanks()));
    }

    private static int position(final int worldRank, final int[] ranks) {
        for (int rank = 0; rank < ranks.length; rank++) {
            if (ranks[rank] == worldRank) {
                return rank;
            }
        }
        return -1;
    }

    private void complete() {
        final Completion completion = new Completion();
        MPIException failure = null;
        for (final RequestEngine message : messages) {
            message.complete(message.use(), completion);
            if (completion.error != null && completion.error.getErrorClass() != MPI.ERR_PROC_FAILED) {
                failure = completion.error;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
