package mpi.core.transport;

import mpi.core.boot.JobEnvironment;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.runtime.Settings;

/**
 * What a transport knows of the rank it serves.
 *
 * @param job the rank's place in its job
 * @param settings settings
 * @param handler takes received frames
 * @param failures takes dead peers
 * @param counters counts what was done
 * @param errors takes what fails in the background
 */
public record TransportContext(JobEnvironment job, Settings settings, FrameHandler handler, PeerFailures failures,
    Counters counters, ErrorLog errors) {

    /** Takes the news that a peer is dead or unreachable for good. Called with the progress lock held. */
    @FunctionalInterface
    public interface PeerFailures {
        /**
         * Takes the news; repeated news of the same peer is ignored.
         *
         * @param peer world rank
         * @param reason one line for the user
         */
        void onPeerFailed(int peer, String reason);
    }
}
