package mpi.core.coll;

import mpi.core.coll.host.BoardLayout;
import mpi.core.coll.host.HostBoard;
import mpi.core.coll.host.HostMembers;
import mpi.core.coll.host.HostSpace;
import mpi.core.diag.Counters.Purpose;
import mpi.core.progress.ProgressLock;
import mpi.core.transport.Endpoint;
import mpi.core.wire.Frame;

/**
 * Whether the blocking collectives of one communicator go through memory that its ranks share, or across hosts those of
 * this rank's host, and that memory. All of them answer alike: what they decide by themselves depends on what all of
 * them know, and the rest is agreed upon by messages at the first operation, in which the first of them allots a board
 * and each says whether it has it mapped.
 */
public final class HostTier {
    private static final long NO_BOARD = Frame.NOT_EXPOSED;

    private enum State {
        /** No operation has asked yet. */
        UNDECIDED,
        /** There is a board. */
        SHARED,
        /** Collectives are messages. */
        SEPARATE
    }

    private final HostSpace space;
    private final HostMembers members;
    private final boolean isPossible;
    private State state = State.UNDECIDED;
    private HostBoard board;
    private long descriptor = NO_BOARD;
    private boolean permitted;
    private long operation;

    /**
     * Makes the tier of a communicator.
     *
     * @param space memory of this rank
     * @param members the ranks that may share it: the communicator's, or those of them on this rank's host
     */
    public HostTier(final HostSpace space, final HostMembers members) {
        this.space = space;
        this.members = members;
        isPossible = space != null && members.size() > 1 && areNeighbours();
        if (!isPossible) {
            state = State.SEPARATE;
        }
    }

    /**
     * Whether there may be a board, in the memory of the first member. All members have the same answer at any time.
     *
     * @return false if collectives are messages whatever happens
     */
    public boolean isPossible() {
        return isPossible;
    }

    /**
     * The tier of a communicator whose collectives are messages.
     *
     * @return a tier that says no
     */
    public static HostTier none() {
        return new HostTier(null, null);
    }

    /**
     * Announces the next operation.
     *
     * @param number its number among the communicator's operations
     * @param mayShare whether it may go through shared memory: what manages communicators does not, so that those
     *     without an operation of the user take no memory
     */
    public void announce(final long number, final boolean mayShare) {
        operation = number;
        permitted = mayShare;
    }

    /**
     * The board of the operation that was announced, begun.
     *
     * @param link takes messages if this has to be agreed upon
     * @return the board, or {@code null} if the operation has to be done by messages
     */
    HostBoard board(final PeerLink link) {
        if (state == State.SEPARATE || !permitted) {
            return null;
        }
        if (state == State.UNDECIDED) {
            final Purpose before = members.countAs(Purpose.COMMUNICATOR);
            try {
                agree(link);
            } finally {
                members.countAs(before);
            }
            if (board == null) {
                return null;
            }
        }
        board.begin(operation);
        return board;
    }

    /** Gives the memory back; all members that are alive have left the last operation. */
    public void release() {
        if (descriptor != NO_BOARD && members.rank() == 0) {
            final ProgressLock lock = space.progress().lock();
            lock.enter();
            try {
                space.memory().release(descriptor);
            } finally {
                lock.exit();
            }
        }
        descriptor = NO_BOARD;
        board = null;
        state = State.SEPARATE;
    }

    private boolean areNeighbours() {
        for (int member = 0; member < members.size(); member++) {
            if (!members.sharesMemory(member)) {
                return false;
            }
        }
        return true;
    }

    /** Rank 0 tells where the board is; all tell it whether they can use it; it tells what has come out. */
    private void agree(final PeerLink link) {
        state = State.SEPARATE;
        final long[] offer = new long[3];
        final long[] answer = new long[1];
        if (members.rank() == 0) {
            allot(offer);
            toAll(link, offer);
            answer[0] = offer[0];
            for (int member = 1; member < members.size(); member++) {
                final long[] theirs = {NO_BOARD};
                link.recv(member, theirs, 0, Long.BYTES);
                answer[0] = theirs[0] == NO_BOARD ? NO_BOARD : answer[0];
            }
            toAll(link, answer);
        } else {
            offer[0] = NO_BOARD;
            link.recv(0, offer, 0, (long) offer.length * Long.BYTES);
            map(offer);
            answer[0] = board == null ? NO_BOARD : offer[0];
            link.send(0, answer, 0, Long.BYTES);
            answer[0] = NO_BOARD;
            link.recv(0, answer, 0, Long.BYTES);
        }
        // Of a message that fails nothing has come: that is an answer, too, and the operation fails at its end.
        if (answer[0] == NO_BOARD) {
            release();
        } else {
            state = State.SHARED;
        }
    }

    private void toAll(final PeerLink link, final long[] numbers) {
        for (int member = 1; member < members.size(); member++) {
            link.send(member, numbers, 0, (long) numbers.length * Long.BYTES);
        }
    }

    /** Takes memory for a board; the offer says where, how long its cells are, and whether the host is busy. */
    private void allot(final long[] offer) {
        final BoardLayout layout = BoardLayout.of(members.size(), space.cellBytes());
        offer[0] = NO_BOARD;
        offer[1] = layout.cellBytes();
        offer[2] = space.isBusyHost() ? 1 : 0;
        if (space.memory() == null || !hasLocalRoutes() || layout.lengthBytes() > Integer.MAX_VALUE) {
            return;
        }
        final ProgressLock lock = space.progress().lock();
        lock.enter();
        try {
            descriptor = space.memory().allot((int) layout.lengthBytes());
            if (descriptor != NO_BOARD) {
                open(layout, space.memory().address(descriptor), space.isBusyHost());
            }
        } finally {
            lock.exit();
        }
        offer[0] = descriptor;
    }

    private void map(final long[] offer) {
        if (offer[0] == NO_BOARD || !hasLocalRoutes()) {
            return;
        }
        final BoardLayout layout = BoardLayout.agreed(members.size(), (int) offer[1]);
        final ProgressLock lock = space.progress().lock();
        lock.enter();
        try {
            final long address = members.endpoint(0).resolve(offer[0], layout.lengthBytes());
            if (address != 0) {
                open(layout, address, offer[2] != 0);
            }
        } finally {
            lock.exit();
        }
    }

    private void open(final BoardLayout layout, final long address, final boolean isBusyHost) {
        board = new HostBoard(layout, address, isBusyHost, members, space);
    }

    /** Whether this rank has found a way through shared memory to all of them. */
    private boolean hasLocalRoutes() {
        for (int member = 0; member < members.size(); member++) {
            if (member != members.rank()) {
                final Endpoint endpoint = members.endpoint(member);
                if (endpoint == null || !endpoint.isLocal()) {
                    return false;
                }
            }
        }
        return true;
    }
}
