package mpi.core.boot;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A rank's listener that writes down what it is told; its state is {@link #stateOf} its rank.
 */
final class RecordedRank implements ControlListener {
    private final int rank;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    RecordedRank(final int rank) {
        this.rank = rank;
    }

    static RankState stateOf(final int rank) {
        return new RankState(true, rank, List.of(new RankState.Operation("recv", "COMM_WORLD", 0, rank, 8, 1)));
    }

    String nextEvent() throws InterruptedException {
        return TestJob.next(events);
    }

    boolean hasEvents() {
        return !events.isEmpty();
    }

    @Override
    public RankState state() {
        return stateOf(rank);
    }

    @Override
    public void onPeerDied(final int worldRank, final String reason) {
        events.add("died " + worldRank + " " + reason + " on " + Thread.currentThread().getName());
    }

    @Override
    public void onJobEnded(final String reason) {
        events.add("ended " + reason + " on " + Thread.currentThread().getName());
    }

    @Override
    public void onLauncherLost() {
        events.add("launcher lost on " + Thread.currentThread().getName());
    }
}
