package mpi.core.boot;

import java.util.List;

/**
 * What a rank is doing, as far as MPI knows.
 *
 * @param blocked whether every thread that has entered MPI is blocked there and no other operation is under way
 * @param framesMoved frames sent and received so far; a change means that something moved
 * @param operations the operations that block, at least one if {@code blocked}
 */
public record RankState(boolean blocked, long framesMoved, List<Operation> operations) {

    /** Stands for any source as {@link Operation#peer()}. */
    public static final int ANY_PEER = -2;
    /** Stands for no particular peer as {@link Operation#peer()}, for instance in a collective. */
    public static final int NO_PEER = -1;

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
