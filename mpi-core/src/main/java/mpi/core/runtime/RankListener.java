package mpi.core.runtime;

import java.util.List;
import mpi.core.boot.ControlListener;
import mpi.core.boot.RankState;
import mpi.core.diag.Counters;
import mpi.core.p2p.PointToPoint;
import mpi.core.progress.Progress;

/**
 * Answers the launcher for a rank.
 */
final class RankListener implements ControlListener {
    /** What a process ended by a TERM signal exits with. */
    private static final int LAUNCHER_LOST_CODE = 143;

    private final ProcessEnd processEnd;
    /** Null until the rank can answer; written once, before its launcher can ask for more than its place. */
    private volatile Rank.Parts parts;

    RankListener(final ProcessEnd processEnd) {
        this.processEnd = processEnd;
    }

    void answerFor(final Rank.Parts rank) {
        parts = rank;
    }

    @Override
    public RankState state() {
        final Rank.Parts rank = parts;
        if (rank == null) {
            return new RankState(false, 0, List.of());
        }
        final RankState.Activity activity = rank.checked() ? activity(rank) : null;
        final Progress progress = rank.progress();
        final List<RankState.Operation> operations = progress.blockedOperations();
        final Counters counters = rank.counters();
        final long moved = counters.get(Counters.Value.FRAMES_SENT) + counters.get(Counters.Value.FRAMES_RECEIVED)
            + counters.get(Counters.Value.HOST_STEPS);
        return new RankState(!operations.isEmpty(), moved, operations, activity);
    }

    /** Not best effort, but under the lock: who decides on a deadlock must not be wrong. */
    private static RankState.Activity activity(final Rank.Parts rank) {
        final Counters counters = rank.counters();
        rank.progress().lock().enter();
        try {
            final List<Integer> awaited = rank.progress().awaitedIfStill(counters.worldSize());
            return new RankState.Activity(counters.get(Counters.Value.FRAMES_SENT),
                counters.get(Counters.Value.FRAMES_RECEIVED), counters.allMessages(), awaited != null,
                awaited == null ? List.of() : awaited);
        } finally {
            rank.progress().lock().exit();
        }
    }

    @Override
    public void onPeerDied(final int worldRank, final String reason) {
        final Rank.Parts rank = parts;
        if (rank != null) {
            final PointToPoint messages = rank.messages();
            rank.progress().lock().enter();
            try {
                rank.progress().poll(); // what it sent before it died comes first
                messages.onPeerFailed(worldRank, reason);
            } finally {
                rank.progress().lock().exit();
            }
        }
    }

    @Override
    public void onJobEnded(final String reason) {
        final Rank.Parts rank = parts;
        if (rank != null) {
            rank.progress().lock().enter();
            try {
                rank.messages().onJobEnded(reason);
            } finally {
                rank.progress().lock().exit();
            }
        }
    }

    @Override
    public void onLauncherLost() {
        processEnd.end(LAUNCHER_LOST_CODE, "the launcher is gone", () -> {
            // nobody is left to be told
        });
    }
}
