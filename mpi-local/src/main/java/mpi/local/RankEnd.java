package mpi.local;

import mpi.MPIException;
import mpi.core.runtime.ProcessEnd;

/**
 * Ends a rank whose JVM goes on: tells the world, which then ends all ranks, and unwinds the calling thread.
 */
final class RankEnd implements ProcessEnd {
    private final Place place;

    RankEnd(final Place place) {
        this.place = place;
    }

    @Override
    public void end(final int code, final String reason, final Runnable lastWords) {
        throw place.end(code, "aborted the job with code " + code + (reason == null ? "" : ": " + reason));
    }

    /** {@inheritDoc} The world shows it; here it goes on as an exception, so that the rank's own thread ends by it. */
    @Override
    public void show(final MPIException fault) {
        place.fail(fault.getErrorClass(), fault);
        throw fault;
    }
}
