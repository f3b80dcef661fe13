package mpi.core.comm;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import mpi.MPIException;
import mpi.core.check.Call;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.RequestEngine;

/**
 * The communicators of a rank whose collectives are checked (setting {@code mpj.check}). Thread-safe.
 */
public final class CheckedCommunicators {
    private final Set<CheckedCommunicator> live = new LinkedHashSet<>();

    /** A communicator on which this rank has told that it has arrived at Finalize, and hears what the others call. */
    private record Farewell(CheckedCommunicator communicator, RequestEngine request) {}

    /** Makes a rank's set. */
    public CheckedCommunicators() {}

    /**
     * Checks the collectives of a communicator.
     *
     * @param communicator the communicator, or {@code null}
     * @return what users are to have in its place; {@code null} for {@code null}
     */
    public CommEngine check(final CommEngine communicator) {
        if (communicator == null) {
            return null;
        }
        final CheckedCommunicator checked = new CheckedCommunicator((Communicator) communicator, this);
        synchronized (live) {
            live.add(checked);
        }
        return checked;
    }

    void forget(final CheckedCommunicator freed) {
        synchronized (live) {
            live.remove(freed);
        }
    }

    /**
     * Tells all members of all communicators that this rank has arrived at Finalize, and waits until they have too: one
     * that calls something else hears of it, and may go on until it arrives here.
     *
     * @return what a rank has called on the way that this one did not, or {@code null}
     */
    public MPIException arriveAtFinalize() {
        final Queue<Farewell> open = new ArrayDeque<>();
        synchronized (live) {
            live.forEach(communicator -> open.add(bid(communicator)));
        }
        final Completion completion = new Completion();
        MPIException failure = null;
        while (!open.isEmpty()) {
            final Farewell next = open.poll();
            next.request.await(completion);
            if (completion.error != null) {
                failure = failure == null ? completion.error : failure;
                if (next.communicator.mayGoOn(completion.error)) {
                    open.add(bid(next.communicator));
                }
            }
        }
        return failure;
    }

    private static Farewell bid(final CheckedCommunicator communicator) {
        return new Farewell(communicator, communicator.startCheck(Call.ofFinalize()));
    }
}
