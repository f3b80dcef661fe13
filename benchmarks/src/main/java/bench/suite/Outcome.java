package bench.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What becomes of results: options that all suites have, and how they end. */
public final class Outcome {
    @Option(names = "--out", paramLabel = "DIR",
        description = "where table.txt, results.csv, results.json and report.html go (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("mpj-report");

    @Option(names = "--baseline", paramLabel = "FILE",
        description = "results.json of an earlier run: what is clearly worse now is a regression")
    private Path baseline;

    /** The earlier run, if there is one; read before anything runs, so that a wrong name is told at once. */
    public Optional<Results> earlier(final CommandLine command) {
        if (baseline == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Results.parse(Files.readString(baseline)));
        } catch (final IOException e) {
            throw new ParameterException(command, "--baseline " + baseline + " cannot be read: " + e, e);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(command, "--baseline " + baseline + " is no result of a suite: "
                + e.getMessage(), e);
        }
    }

    /** Numbers of ranks as they were asked for. */
    public static List<Integer> checkedRanks(final CommandLine command, final List<Integer> ranks, final int least) {
        for (final int number : ranks) {
            if (number < least) {
                throw new ParameterException(command, "--ranks has " + number + ", expected at least " + least);
            }
        }
        return ranks.stream().distinct().sorted().toList();
    }

    /** Writes the report and says where it is; returns the exit code. */
    public int finish(final String title, final Map<String, String> facts, final List<Result> results,
        final Optional<Results> earlier, final PrintStream screen) throws IOException {
        final Report report = new Report(title, new Results(facts, results), earlier);
        report.write(out);
        screen.print(report.text());
        for (final Result result : results) {
            if (result.status().isBad()) {
                screen.println(result.status().text().toUpperCase(Locale.ROOT) + ": "
                    + result.subject().name() + ", " + result.subject().ranks() + " ranks, "
                    + result.subject().library() + ": " + result.note());
            }
        }
        report.regressions()
            .forEach(result -> screen.println("REGRESSION: " + result.subject().name() + ", "
                + result.subject().ranks() + " ranks"));
        screen.println("Report: " + out.resolve("report.html").toAbsolutePath());
        return report.isGood() ? 0 : 1;
    }
}
