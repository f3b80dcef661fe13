package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobs.program.EachCollective;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --explain-coll} says is what a job with the same options does: the messages that it counts tell. */
class ExplanationIT {
    private static final Pattern ANSWER = Pattern.compile("(\\w+) among .*: (\\w+)");

    /** So many messages all ranks send together, see {@code docs/collectives.md}. */
    private static int messages(final String operation, final String algorithm, final int ranks) {
        final int rounds = Integer.SIZE - Integer.numberOfLeadingZeros(ranks - 1);
        final int power = Integer.highestOneBit(ranks);
        return switch (algorithm) {
            case "shared_memory" -> 0;
            case "dissemination", "bruck" -> ranks * rounds;
            case "binomial", "linear" -> ranks - 1;
            case "scattered" -> ranks * (ranks - 1);
            // of two ranks on each of two hosts, where blocks of different lengths are messages on a host, too
            case "two_tier" -> operation.endsWith("v") ? 4 : operation.equals("bcast") ? 1 : 2;
            case "recursive_doubling" ->
                power * Integer.numberOfTrailingZeros(power) + 2 * (ranks - power);
            default -> throw new AssertionError("what does " + operation + " by " + algorithm + " cost?");
        };
    }

    @ParameterizedTest
    @CsvSource({"4, --report-bindings, barrier gatherv bcast:100000 alltoallv",
        "4, --check, barrier allreduce:8 alltoallv", "2, --bind-to none, bcast:32769 bcast:32768",
        "3, --transport tcp, barrier scatterv",
        "4, --simulate-hosts 2 --map-by node, barrier bcast:8 gatherv allgatherv:10 alltoallv",
        "3, -x MPJ_COLL_HOST=false, reduce:8 allgatherv:9"})
    void shouldSayWhatAJobDoes(final int ranks, final String options, final String calls) throws Exception {
        final Map<String, Integer> expected = new TreeMap<>();
        for (final String call : calls.split(" ")) {
            final String answer = command(ranks, options).add("--explain-coll", call).run().expectCode(0).out();
            final Matcher matcher = ANSWER.matcher(answer.lines().findFirst().orElseThrow());
            assertTrue(matcher.matches(), answer);
            expected.merge(matcher.group(1), messages(matcher.group(1), matcher.group(2), ranks), Integer::sum);
        }
        final JobResult result = command(ranks, options).add("--stats")
            .program(EachCollective.class, calls.split(" "))
            .run()
            .expectCode(0);
        expected.forEach((operation, messages) -> assertEquals(messages, counted(result, operation),
            () -> operation + ": " + result));
    }

    private static JobCommand command(final int ranks, final String options) {
        return JobCommand.mpjrun("-n", String.valueOf(ranks)).add(options.split(" "));
    }

    private static int counted(final JobResult result, final String operation) {
        return Pattern.compile("^  " + operation + ": sent ([0-9]+) messages", Pattern.MULTILINE)
            .matcher(result.out() + result.err())
            .results()
            .mapToInt(line -> Integer.parseInt(line.group(1)))
            .sum();
    }
}
