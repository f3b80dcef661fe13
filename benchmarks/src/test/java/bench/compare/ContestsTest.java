package bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bench.job.Launchers;
import bench.job.Places;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestsTest {
    @Test
    void shouldKnowHowToStartEveryContest() {
        final Launchers launchers = new Launchers(
            new Places(Path.of("/tree"), Path.of("/work"), Path.of("/jdk"), Path.of("/mpi.jar"), "/osu"), 2);
        for (final Contest contest : Contests.all()) {
            assertTrue(launchers.command(contest.ours(), contest.task()).words().size() > 2);
            contest.peer().ifPresent(side -> assertTrue(launchers.command(side, contest.task()).words().size() > 2));
        }
        final List<String> rows = Contests.all()
            .stream()
            .flatMap(contest -> contest.task().figures().stream().map(contest::row))
            .toList();
        assertEquals(rows.size(), rows.stream().distinct().count(), "names of rows");
    }
}
