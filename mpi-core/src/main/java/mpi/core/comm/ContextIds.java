package mpi.core.comm;

import java.util.BitSet;

/**
 * Context ids that no two communicators of one rank share. Of each new communicator one member, its rank 0, gives the
 * id from numbers of its own, so that no agreement is needed beyond telling it: every member proposes one, and those
 * not taken are given back. Numbers are used in turn, so that an id freed here is not used again while a message of
 * its old use may still be under way. Thread-safe.
 *
 * <pre>
 *  context id: | giver's world rank (16) | number (15) | purpose (1) |
 * </pre>
 */
public final class ContextIds {
    /** Purpose bit of point-to-point messages. */
    public static final int POINT_TO_POINT = 0;
    /** Purpose bit of collectives. */
    public static final int COLLECTIVE = 1;

    /** Not an id: all numbers of the giver are in use. */
    static final int NONE = -1;

    /** The id of the world. */
    static final int WORLD = 0;
    /** The id of the engine's own messages among all ranks. */
    static final int INTERNAL = 1 << 1;

    private static final int NUMBERS = 1 << 15;
    private static final int SELF_NUMBER = 2;
    private static final int FIRST_FREE = 3;

    private final int giver;
    private final BitSet used = new BitSet(NUMBERS);
    private int next = FIRST_FREE;

    /**
     * Makes the ids of a rank.
     *
     * @param worldRank the rank, less than 65536
     */
    public ContextIds(final int worldRank) {
        giver = worldRank << 16;
        used.set(0, FIRST_FREE);
    }

    /** The id of the communicator of this rank alone. */
    int self() {
        return giver | SELF_NUMBER << 1;
    }

    /**
     * Takes an id.
     *
     * @return the id, or {@link #NONE}
     */
    synchronized int take() {
        int number = used.nextClearBit(next);
        if (number >= NUMBERS) {
            number = used.nextClearBit(FIRST_FREE);
        }
        if (number >= NUMBERS) {
            return NONE;
        }
        used.set(number);
        next = number + 1;
        return giver | number << 1;
    }

    /** The world rank of who has given an id. */
    static int giver(final int id) {
        return id >>> 16;
    }

    /** Gives an id back; ids of other ranks are not ours to give. */
    synchronized void give(final int id) {
        if (id != NONE && giver(id) == giver >>> 16) {
            used.clear((id & 0xFFFF) >>> 1);
        }
    }
}
