package mpi.core.p2p;

import mpi.MPI;
import mpi.core.diag.Counters.Purpose;
import mpi.core.progress.Awaited;
import mpi.spi.RequestEngine;

/**
 * What point-to-point needs to know of a communicator: one for its point-to-point context, one for its collectives.
 */
public final class Scope {
    private final int context;
    private final int rank;
    private final int groupSize;
    private final int[] worldRanks;
    /** The name in texts; shared by the scopes of one communicator in effect, written by {@code name}. */
    private volatile String name;
    /** The request of every send that was over at once. */
    private final SentMessage sentMessage = new SentMessage(this);
    /** What its messages are for; written by the thread that calls a collective, read by the hang report. */
    private Purpose purpose = Purpose.POINT_TO_POINT;
    /** What all its messages are counted as; null if as what they are for. */
    private Purpose fixed;
    /** What the next message is counted as. */
    private Purpose counted = Purpose.POINT_TO_POINT;

    /**
     * Makes a scope.
     *
     * @param context context id, unique among the communicators of its members and the purposes of each
     * @param rank this rank in the communicator
     * @param worldRanks rank in the world by rank in the communicator; kept, not copied
     * @param name the name in texts
     */
    public Scope(final int context, final int rank, final int[] worldRanks, final String name) {
        this(context, rank, worldRanks.length, worldRanks, name);
    }

    /**
     * Makes a scope whose messages may go to another group than the rank's own.
     *
     * @param context context id, unique among the communicators of its members and the purposes of each
     * @param rank this rank in its group
     * @param groupSize ranks in its group
     * @param worldRanks rank in the world by rank in the group that messages go to; kept, not copied
     * @param name the name in texts
     */
    public Scope(final int context, final int rank, final int groupSize, final int[] worldRanks, final String name) {
        this.context = context;
        this.rank = rank;
        this.groupSize = groupSize;
        this.worldRanks = worldRanks;
        this.name = name;
    }

    /**
     * The context id.
     *
     * @return what messages of this scope are told apart by
     */
    public int context() {
        return context;
    }

    /** Whether this is a context of the communicator with that id, be it of collectives or not. */
    boolean isOf(final int contextId) {
        return isOf(context, contextId);
    }

    /** Whether a context is one of the communicator with that id: they differ in the lowest bit only. */
    static boolean isOf(final int context, final int contextId) {
        return context >>> 1 == contextId >>> 1;
    }

    /**
     * This rank in its group.
     *
     * @return 0 to {@code groupSize() - 1}
     */
    public int rank() {
        return rank;
    }

    /**
     * Ranks that messages may go to.
     *
     * @return at least 1
     */
    public int size() {
        return worldRanks.length;
    }

    /**
     * Ranks in this rank's group, which is another one in an intercommunicator.
     *
     * @return at least 1
     */
    int groupSize() {
        return groupSize;
    }

    /**
     * The rank in the world of a member.
     *
     * @param member rank in the communicator
     * @return rank in the world
     */
    public int worldRank(final int member) {
        return worldRanks[member];
    }

    /** The rank in the communicator of a member, by its rank in the world. Slow: for texts. */
    int memberOf(final int worldRank) {
        int member = 0;
        while (worldRanks[member] != worldRank) {
            member++;
        }
        return member;
    }

    /**
     * Whether a world rank is a member.
     *
     * @param worldRank rank in the world
     * @return true if messages can come from it
     */
    boolean contains(final int worldRank) {
        for (final int member : worldRanks) {
            if (member == worldRank) {
                return true;
            }
        }
        return false;
    }

    /**
     * The name of the collective under way.
     *
     * @return for example {@code bcast}
     */
    public String operation() {
        return purpose.text();
    }

    /** Whom a wait for a peer is a wait for: for any, for one of all of them. */
    void awaits(final int peer, final Awaited ranks) {
        if (peer != MPI.ANY_SOURCE) {
            ranks.add(peer);
            return;
        }
        for (final int member : worldRanks) {
            ranks.add(member);
        }
    }

    /**
     * The name in texts.
     *
     * @return for example {@code COMM_WORLD}
     */
    public String name() {
        return name;
    }

    /**
     * Sets the name in texts.
     *
     * @param newName the name
     */
    public void name(final String newName) {
        name = newName;
    }

    /**
     * Says which collective the messages that follow belong to.
     *
     * @param next the collective
     */
    public void purpose(final Purpose next) {
        purpose = next;
        counted = fixed == null ? next : fixed;
    }

    /**
     * Says what messages are counted as from now on: those that the library sends within an operation of the user, or
     * instead of one, are not the user's. Texts name the operation all the same.
     *
     * @param what what they are counted as, or {@code null} for what they are for
     * @return what this has been until now
     */
    public Purpose countAs(final Purpose what) {
        final Purpose before = fixed;
        fixed = what;
        purpose(purpose);
        return before;
    }

    /**
     * What messages are counted as.
     *
     * @return the collective under way, or point-to-point, unless {@link #countAs} says otherwise
     */
    Purpose purpose() {
        return counted;
    }

    /**
     * The request of every send that was over at once.
     *
     * @return a request that is complete
     */
    public RequestEngine sentMessage() {
        return sentMessage;
    }

    /** The name of an operation of this scope: of the collective under way, if any. */
    String operation(final String pointToPoint) {
        final Purpose current = purpose;
        return current == Purpose.POINT_TO_POINT ? pointToPoint : current.text();
    }
}
