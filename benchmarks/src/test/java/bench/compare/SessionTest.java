package bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bench.job.Command;
import bench.job.Figure;
import bench.job.Launchers;
import bench.job.Library;
import bench.job.Output;
import bench.job.Peers;
import bench.job.Places;
import bench.job.Runner;
import bench.job.Side;
import bench.job.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Contest CONTEST = Contest.of("latency", Task.latency("8,64"), Side.of(Library.OURS, ""),
        Side.of(Library.OPENMPI, ""), Gate.atMost(1));
    private static final Launchers LAUNCHERS =
        new Launchers(new Places(Path.of("/tree"), Path.of("/work"), Path.of("/jdk"), Path.of("/mpi.jar"), ""), 2);
    private static final PrintStream NOWHERE =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

    private final List<String> started = new ArrayList<>();
    private CoreDistance distance = CoreDistance.UNKNOWN;

    private List<Row> run(final Runner runner, final Library present, final Contest contest)
        throws IOException, InterruptedException {
        final Peers peers = new Peers();
        peers.put(Library.OURS, Optional.of("1"));
        peers.put(present, Optional.of("1"));
        return new Session(runner, LAUNCHERS, distance, peers, 3, NOWHERE).run(List.of(contest));
    }

    /** Prints 1, 2, 3 ... for 8 bytes, ten times that for 64. */
    private Output counting(final Command command) {
        started.add(command.words().getFirst().equals("mpirun.openmpi") ? "peer" : "ours");
        final int n = started.size();
        return new Output(0, "8 " + n + "\n64 " + 10 * n + "\n", "", n, 0);
    }

    @Test
    void shouldLetBothBeginInTurn() throws IOException, InterruptedException {
        final Contest contest = Contest.of("latency", CONTEST.task(), CONTEST.ours(), CONTEST.peer().orElseThrow(),
            Gate.NONE);
        final List<Row> rows = run(this::counting, Library.OPENMPI, contest);

        assertEquals(List.of("ours", "peer", "peer", "ours", "ours", "peer"), started);
        assertEquals(List.of("latency/openmpi/8", "latency/openmpi/64"), rows.stream().map(Row::name).toList());
        assertEquals(List.of(1.0, 4.0, 5.0), rows.get(0).ours());
        assertEquals(List.of(2.0, 3.0, 6.0), rows.get(0).theirs());
        assertEquals(List.of(20.0, 30.0, 60.0), rows.get(1).theirs());
    }

    /** The peer always takes 1, we take these in turn. */
    private int pairsOf(final double... ours) throws IOException, InterruptedException {
        final Runner runner = command -> {
            final boolean isPeer = command.words().getFirst().equals("mpirun.openmpi");
            final double value = isPeer ? 1 : ours[started.size() / 2 % ours.length];
            started.add("");
            return new Output(0, "8 " + value + "\n64 1\n", "", 1, 0);
        };
        return run(runner, Library.OPENMPI, CONTEST).getFirst().ours().size();
    }

    @Test
    void shouldRunMorePairsWhileAVerdictIsClose() throws IOException, InterruptedException {
        assertEquals(3, pairsOf(0.9));
        assertEquals(3, pairsOf(1.1));
        started.clear();
        assertEquals(5, pairsOf(0.9, 1.1, 0.9, 0.9, 0.9));
        started.clear();
        assertEquals(9, pairsOf(0.9, 1.1), "three times as many at most");
    }

    @Test
    void shouldRepeatAPairBetweenWhoseRunsTheCoresHaveMoved() throws IOException, InterruptedException {
        // before, between, after: of the first pair far after its second run, of its repetition before that
        final Iterator<Double> distances =
            List.of(40.0, 50.0, 200.0, 200.0, 45.0, 44.0, 46.0, 48.0, 190.0, 210.0, 180.0, 40.0, 42.0, 44.0)
                .iterator();
        distance = distances::next;
        final Row row = run(this::counting, Library.OPENMPI, Contest.of("latency", CONTEST.task(), CONTEST.ours(),
            CONTEST.peer().orElseThrow(), Gate.NONE)).getFirst();

        assertEquals(List.of("ours", "peer", "ours", "ours", "peer", "peer", "ours", "ours", "peer"), started);
        assertEquals(List.of(4.0, 7.0, 8.0), row.ours());
        assertEquals(List.of(5.0, 6.0, 9.0), row.theirs());
        assertFalse(distances.hasNext());
    }

    @Test
    void shouldTakeAPairInTheEndWhereTheCoresNeverStay() throws IOException, InterruptedException {
        final double[] far = {1};
        distance = () -> far[0] *= 2;
        final Row row = run(this::counting, Library.OPENMPI, Contest.of("latency", CONTEST.task(), CONTEST.ours(),
            CONTEST.peer().orElseThrow(), Gate.NONE)).getFirst();

        assertEquals(3, row.ours().size());
        assertEquals(3 * (5 + 2), started.size(), "five attempts that end with the first run, and one more");
    }

    @Test
    void shouldNotCountTheFirstRunOfALaunch() throws IOException, InterruptedException {
        final Row row = run(this::counting, Library.OPENMPI, Contest.of("launch", Task.hello("hello", "Hello", 4),
            Side.of(Library.OURS, ""), Side.of(Library.OPENMPI, ""), Gate.NONE)).getFirst();

        assertEquals(8, started.size());
        assertEquals(List.of(3.0, 6.0, 7.0), row.ours());
    }

    @Test
    void shouldRunOnceWhatHasNoPeer() throws IOException, InterruptedException {
        final Row row = run(command -> new Output(0, bench.Footprint.FREE + "3.5", "", 1, 10), Library.OPENMPI,
            Contest.alone("memory", Task.footprint(2, 0, new Figure.SharedMemory("")), Gate.below(7))).getFirst();

        assertEquals(List.of(6.5), row.ours());
        assertEquals(Verdict.OK, row.verdict());
    }

    @Test
    void shouldNameThePackageOfAMissingPeer() throws IOException, InterruptedException {
        final Row row = run(this::counting, Library.MPICH, CONTEST).getFirst();

        assertEquals(Verdict.PEER_MISSING, row.verdict());
        assertEquals("no openmpi; install openmpi-bin libopenmpi-dev", row.problem().orElseThrow().text());
        assertEquals(List.of(), started);
    }

    @Test
    void shouldKeepWholePairsOfAContestThatFails() throws IOException, InterruptedException {
        final Row row = run(command -> started.size() < 3 ? counting(command) : new Output(7, "", "boom\n", 1, 0),
            Library.OPENMPI, CONTEST).getFirst();

        assertEquals(Verdict.FAILED, row.verdict());
        assertEquals("mpj: exit code 7: boom", row.problem().orElseThrow().text());
        assertEquals(List.of(1.0), row.ours());
        assertEquals(List.of(2.0), row.theirs());
    }

    @Test
    void shouldFailWhereAFigureIsMissing() throws IOException, InterruptedException {
        final Row row = run(command -> new Output(0, "", "", 1, 0), Library.OPENMPI, CONTEST).getFirst();

        assertEquals("mpj printed no figure Size[key=8]", row.problem().orElseThrow().text());
    }

    @Test
    void shouldStartAPeerThatHangsAgainButNotOurs() throws IOException, InterruptedException {
        final Row row = run(command -> counting(command).standardOutput().startsWith("8 2\n")
            ? new Output(Output.TIMED_OUT, "", "", 1, 0)
            : new Output(0, "8 1\n64 1\n", "", 1, 0), Library.OPENMPI, CONTEST).getFirst();

        assertEquals(3, row.theirs().size());
        assertEquals(List.of("ours", "peer", "peer"), started.subList(0, 3));
        started.clear();

        final Row hanging = run(command -> {
            counting(command);
            return new Output(Output.TIMED_OUT, "", "", 1, 0);
        }, Library.OPENMPI, CONTEST).getFirst();

        assertEquals(List.of("ours"), started);
        assertEquals("mpj: took too long", hanging.problem().orElseThrow().text());
    }
}
