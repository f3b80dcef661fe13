package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples, each with two numbers of ranks; all of them together with each number from 1 to 8. Which has which is
 * drawn by lot: property {@code mpj.examples.seed} repeats a draw, {@code mpj.examples.all} runs each with every one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesIT {
    private static final Path EXAMPLES = Path.of("../docs/examples");
    private static final int MOST_RANKS = 8;
    private static final Pattern LINK = Pattern.compile("\\]\\((\\w+)\\.java\\)");

    private final long seed = Long.getLong("mpj.examples.seed", System.nanoTime());

    @TempDir
    private static Path classes;

    /** A run of an example. */
    record Run(String example, int ranks, long seed) {}

    private static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.substring(0, name.indexOf('.')))
                .sorted()
                .toList();
        }
    }

    @BeforeAll
    void compile() throws Exception {
        final JobCommand compiler = JobCommand.mpjavac("-Xlint:all", "-Werror", "-d", classes.toString());
        for (final String example : examples()) {
            compiler.add(EXAMPLES.resolve(example + ".java").toString());
        }
        compiler.run().expectNoErr().expectCode(0);
    }

    /** Pairs of 1 and 8, 2 and 7, 3 and 6, 4 and 5 ranks, so that each draw takes about the same time. */
    Stream<Run> runs() throws IOException {
        final List<Integer> few = IntStream.rangeClosed(1, MOST_RANKS / 2).boxed().collect(Collectors.toList());
        Collections.shuffle(few, new Random(seed));
        final boolean isAll = Boolean.getBoolean("mpj.examples.all");
        final List<String> examples = examples().stream().filter(name -> !HelloIT.EXAMPLES.contains(name)).toList();
        return IntStream.range(0, examples.size()).boxed().flatMap(i -> {
            final int first = few.get(i % few.size());
            final IntStream ranks = isAll ? IntStream.rangeClosed(1, MOST_RANKS)
                : IntStream.of(first, MOST_RANKS + 1 - first);
            return ranks.mapToObj(count -> new Run(examples.get(i), count, seed));
        });
    }

    @ParameterizedTest
    @MethodSource("runs")
    void shouldRunAndFindItsOwnResultRight(final Run run) throws Exception {
        // With one compiler only: these programs are over before the other one would be of use.
        final JobResult result = JobCommand.mpjrun("-n", String.valueOf(run.ranks()), "-XX:TieredStopAtLevel=1")
            .add("-cp", classes.toString(), run.example())
            .run();
        result.expectNoErr().expectCode(0);
        assertFalse(result.out().isEmpty(), () -> "prints nothing: " + result);
    }

    @Test
    void shouldBeListedInTheReadme() throws IOException {
        final TreeSet<String> listed = LINK.matcher(Files.readString(EXAMPLES.resolve("README.md")))
            .results()
            .map(link -> link.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(examples()), listed);
    }
}
