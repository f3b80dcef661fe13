package bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bench.job.Command;
import bench.job.Output;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundTest {
    private final List<String> started = new ArrayList<>();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    /** Whose output is its exit code and its sample. */
    private record Echo(String title, int jobs) implements Work {
        Result.Subject subject() {
            return new Result.Subject(title, "", 2, "mpj", "µs");
        }

        @Override
        public List<Result.Subject> subjects() {
            return List.of(subject());
        }

        @Override
        public Command command(final double seconds) {
            return Command.of(List.of(title));
        }

        @Override
        public Reading read(final Output output) {
            return output.exitCode() == 0
                ? new Reading(Result.Status.OK, "", Map.of(subject(), List.of(output.millis())))
                : Reading.without(Result.Status.WRONG, "bad");
        }
    }

    /** The third job of all fails if it is one of b. */
    private Output run(final Command command) {
        started.add(command.words().getFirst());
        final boolean isBad = command.words().contains("b") && started.size() > 2;
        return new Output(isBad ? 1 : 0, "", "", started.size(), 0);
    }

    private List<Result> results(final Work... works) throws Exception {
        final int jobs = List.of(works).stream().mapToInt(Work::jobs).sum();
        return new Round(this::run, new Schedule(60, jobs, () -> 0),
            new PrintStream(progress, true, StandardCharsets.UTF_8)).run(List.of(works));
    }

    @Test
    void shouldRunWorksInTurn() throws Exception {
        final List<Result> results = results(new Echo("a", 3), new Echo("c", 1), new Echo("d", 2));
        assertEquals(List.of("a", "c", "d", "a", "d", "a"), started);
        assertEquals(List.of(List.of(1.0, 4.0, 6.0), List.of(2.0), List.of(3.0, 5.0)),
            results.stream().map(Result::samples).toList());
        assertEquals("[1/6] a: 1.000 µs  (0.0 s, 0:00 left)",
            progress.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow());
    }

    @Test
    void shouldNotRunAgainWhatIsWrongNorTrustIt() throws Exception {
        final List<Result> results = results(new Echo("a", 3), new Echo("b", 3));
        assertEquals(List.of("a", "b", "a", "b", "a"), started);
        assertEquals(new Result(new Echo("b", 3).subject(), Result.Status.WRONG, List.of(), "bad"), results.get(1));
        final List<String> lines = progress.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.get(3).startsWith("[4/6] b: WRONG: bad"), lines::toString);
        assertTrue(lines.get(4).startsWith("[5/5] a: "), lines::toString);
    }
}
