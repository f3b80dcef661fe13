package mpi.core.boot;

import java.util.List;

/**
 * What a rank is doing, as far as MPI knows.
 *
 * @param blocked whether every thread that has entered MPI is blocked there and no other operation is under way
 * @param framesMoved frames sent and received so far; a change means that something moved
 * @param operations the operations that block, at least one if {@code blocked}
 * @param activity what tells a deadlock from a pause, exactly; {@code null} unless it is looked for
 */
public record RankState(boolean blocked, long framesMoved, List<Operation> operations, Activity activity) {
    /**
     * The state of a rank that does not look for deadlocks.
     *
     * @param blocked see above
     * @param framesMoved see above
     * @param operations see above
     */
    public RankState(final boolean blocked, final long framesMoved, final List<Operation> operations) {
        this(blocked, framesMoved, operations, null);
    }

    /** Stands for any source as {@link Operation#peer()}. */
    public static final int ANY_PEER = -2;
    /** Stands for no particular peer as {@link Operation#peer()}, for instance in a collective. */
    public static final int NO_PEER = -1;

    /**
     * What a rank had done at one moment, and whom it waited for.
     *
     * @param framesSent frames sent to other ranks so far
     * @param framesReceived frames received from other ranks so far
     * @param messages messages sent and received so far, also to and from itself
     * @param still whether all threads of the process waited in MPI, and nothing was left to be done or sent
     * @param awaited if {@code still}: the world ranks of which one at least has to act before this one goes on, in
     *     order; all ranks where that is not known
     */
    public record Activity(long framesSent, long framesReceived, long messages, boolean still, List<Integer> awaited) {}

    /**
     * A blocking operation.
     *
     * @param name for example {@code recv}
     * @param communicator its name
     * @param peer world rank of the peer, {@link #ANY_PEER} or {@link #NO_PEER}
     * @param tag tag, or -2 for any
     * @param bytes length in bytes
     * @param blockedNanos how long it has been blocked
     */
    public record Operation(String name, String communicator, int peer, int tag, long bytes, long blockedNanos) {}
}
