package mpjrun.launch;

import java.util.function.Consumer;
import mpi.core.boot.RendezvousListener;

/**
 * Makes events of what ranks tell.
 *
 * @param events takes them
 */
record ControlEvents(Consumer<Event> events) implements RendezvousListener {
    @Override
    public void joined(final int rank, final long pid) {
        events.accept(new Event.Joined(rank));
    }

    @Override
    public void exchanged(final int epoch, final int round) {
        // How a job ends does not depend on it.
    }

    @Override
    public void initialized(final int rank) {
        events.accept(new Event.Initialized(rank));
    }

    @Override
    public void finalized(final int rank, final String statistics) {
        events.accept(new Event.Finalized(rank, statistics));
    }

    @Override
    public void abortRequested(final int rank, final int code, final String reason) {
        events.accept(new Event.AbortRequested(rank, code, reason));
    }

    @Override
    public void lineLost(final int rank, final String reason) {
        events.accept(new Event.LineLost(rank));
    }
}
