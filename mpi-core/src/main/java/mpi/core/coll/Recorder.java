package mpi.core.coll;

import mpi.MPIException;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * Writes down what an algorithm does, as steps of a schedule, in place of doing it: so one description of an algorithm
 * serves the blocking and the non-blocking operation. Messages of the same direction that follow each other become one
 * round; a {@link #sendrecv}, and what is posted before one is {@linkplain #awaitPosted awaited}, is a round by itself.
 */
final class Recorder implements PeerLink, Work, Failures {
    private final Schedule schedule;
    private final int rank;
    private final int size;
    private Direction direction = Direction.NONE;

    private enum Direction {
        NONE,
        SEND,
        RECEIVE,
        BOTH,
        POSTED
    }

    /** Writes to a schedule of rank {@code rank} of {@code size}. */
    Recorder(final Schedule schedule, final int rank, final int size) {
        this.schedule = schedule;
        this.rank = rank;
        this.size = size;
    }

    /** Begins an operation. */
    void begin() {
        direction = Direction.NONE;
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void send(final int dest, final Object base, final long offset, final long lengthBytes) {
        turn(Direction.SEND);
        schedule.send(dest, base, offset, lengthBytes);
    }

    /** {@inheritDoc} What is lost is known when the steps are taken. */
    @Override
    public void sendLoss(final int dest) {
        throw new IllegalStateException("a schedule finds out for itself what is lost");
    }

    @Override
    public void recv(final int source, final Object base, final long offset, final long lengthBytes) {
        turn(Direction.RECEIVE);
        schedule.receive(source, base, offset, lengthBytes);
    }

    /** {@inheritDoc} The send comes first: nothing is received between the two, and the other rank waits for it. */
    @Override
    public void sendrecv(final int dest, final Object sendBase, final long sendOffset, final long sendBytes,
        final int source, final Object recvBase, final long recvOffset, final long recvBytes) {
        direction = Direction.NONE;
        turn(Direction.BOTH);
        schedule.send(dest, sendBase, sendOffset, sendBytes);
        schedule.receive(source, recvBase, recvOffset, recvBytes);
    }

    @Override
    public void postSend(final int dest, final Object base, final long offset, final long lengthBytes) {
        turn(Direction.POSTED);
        schedule.send(dest, base, offset, lengthBytes);
    }

    @Override
    public void postRecv(final int source, final Object base, final long offset, final long lengthBytes) {
        turn(Direction.POSTED);
        schedule.receive(source, base, offset, lengthBytes);
    }

    @Override
    public void awaitPosted() {
        direction = Direction.NONE;
    }

    private void turn(final Direction next) {
        if (direction != next) {
            schedule.endRound();
            direction = next;
        }
    }

    @Override
    public boolean isAtOnce() {
        return false;
    }

    @Override
    public void copy(final Object source, final long sourceOffset, final Object target, final long targetOffset,
        final long lengthBytes) {
        schedule.copy(source, sourceOffset, target, targetOffset, lengthBytes);
    }

    /** {@inheritDoc} The operation is that of the collective, which steps do not have. */
    @Override
    public void combine(final Reduction op, final Layout type, final Object in, final Object inout,
        final int first, final int elements) {
        schedule.combine(type, in, inout, first, elements);
    }

    @Override
    public void fetch(final Region region) {
        schedule.fetch(region);
    }

    @Override
    public void deliver(final Region region, final long fromBytes, final long lengthBytes) {
        if (region.isCopy()) {
            schedule.deliver(region, fromBytes, lengthBytes);
        }
    }

    @Override
    public void remember(final MPIException e) {
        throw e;
    }

    @Override
    public boolean haveLost() {
        return false;
    }
}
