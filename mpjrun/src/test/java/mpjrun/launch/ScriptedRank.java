package mpjrun.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mpi.core.boot.ControlListener;
import mpi.core.boot.EnvironmentDetector;
import mpi.core.boot.LauncherLine;
import mpi.core.boot.Place;
import mpi.core.boot.RankState;
import mpi.core.diag.ErrorLog;

/**
 * A program that does what its arguments say, one after the other; {@code 2?exit:3} is for rank 2 only. It speaks to
 * the launcher as the engine does, without messages between ranks.
 */
final class ScriptedRank implements ControlListener {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final int LAUNCHER_LOST_CODE = 99;

    private final Place place = EnvironmentDetector.detect(System.getenv());
    private LauncherLine line;
    private volatile RankState state = new RankState(false, 0, List.of());

    private ScriptedRank() {}

    public static void main(final String[] actions) throws IOException, InterruptedException {
        final ScriptedRank rank = new ScriptedRank();
        for (final String action : actions) {
            final int mark = action.indexOf('?');
            if (mark < 0 || Integer.parseInt(action.substring(0, mark)) == rank.place.job().rank()) {
                rank.act(action.substring(mark + 1).split(":", 2));
            }
        }
    }

    private void act(final String[] action) throws IOException, InterruptedException {
        switch (action[0]) {
            case "join" -> join();
            case "init" -> {
                join();
                line.initialized();
            }
            case "meet" -> line.exchange(new byte[0]);
            case "finalize" -> line.finalized(action.length > 1 ? action[1] + "\n" : "");
            case "abort" -> {
                line.abort(Integer.parseInt(action[1]), "input is wrong");
                Runtime.getRuntime().halt(Integer.parseInt(action[1]) & 0xff);
            }
            case "blocked" -> state = new RankState(true, 5, List.of(new RankState.Operation("recv", "COMM_WORLD",
                Integer.parseInt(action[1]), 7, 8, TimeUnit.MINUTES.toNanos(1))));
            case "print" -> System.out.println(action[1]);
            case "throw" -> throw new IllegalStateException(action[1]);
            case "exit" -> System.exit(Integer.parseInt(action[1]));
            case "kill" -> kill(action[1]);
            case "wait" -> new CountDownLatch(1).await();
            default -> throw new IllegalArgumentException(action[0]);
        }
    }

    private void join() throws IOException {
        line = LauncherLine.connect(place.job(), place.rendezvous().orElseThrow(), START_LIMIT, this, new ErrorLog(),
            Runtime.getRuntime()::addShutdownHook);
    }

    private static void kill(final String signal) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + ProcessHandle.current().pid()).start().waitFor();
        // Until the signal comes.
        new CountDownLatch(1).await();
    }

    @Override
    public RankState state() {
        return state;
    }

    @Override
    public void onPeerDied(final int worldRank, final String reason) {
        System.out.println("heard: rank " + worldRank + " " + reason);
    }

    @Override
    public void onJobEnded(final String reason) {
        throw new IllegalStateException("only ranks that share a process are told");
    }

    @Override
    public void onLauncherLost() {
        Runtime.getRuntime().halt(LAUNCHER_LOST_CODE);
    }
}
