package bench;

import bench.job.Machine;
import bench.job.Peers;
import bench.suite.Invocation;
import bench.suite.MessageWork;
import bench.suite.Outcome;
import bench.suite.Result;
import bench.suite.Results;
import bench.suite.Round;
import bench.suite.Schedule;
import bench.suite.Stage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code mpjrun bench}: runs the benchmarks of messages, windows and collectives, and reports. */
@Command(name = "mpjrun bench", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Runs the benchmarks of messages between two ranks, of one-sided and of collective operations, several times"
        + " each, in turn, and writes a report: report.html, with a table, CSV and JSON beside it. The median of a job"
        + " is a sample.",
    "With --baseline, a regression is what lies beyond the range of the earlier samples and has a median that is"
        + " worse by more than 5 %%."},
    footer = {"",
        "Exit code: 0, 1 where a benchmark fails or there is a regression, 2 where options are wrong."})
public final class Suite implements Callable<Integer> {
    private static final double SECONDS_PER_JOB = 2.1;
    private static final int LEAST_RANKS = 2;

    @Option(names = "--ranks", split = ",", paramLabel = "N", description = "numbers of ranks of collective operations"
        + " (default: 2, and 4 where there are as many cores)")
    private List<Integer> ranks = Stage.usualRanks(LEAST_RANKS, Stage.cores());

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "benchmarks to run (default: all):"
        + " latency, bandwidth, message-rate, tcp-latency, put, get, accumulate, fetch-and-op, compare-and-swap,"
        + " barrier, bcast, reduce, allreduce, allgather, alltoall")
    private List<String> only = List.of();

    @Option(names = "--runs", paramLabel = "N", description = "how often each runs (default: ${DEFAULT-VALUE})")
    private int runs = 5;

    @Option(names = "--iterations", paramLabel = "N",
        description = "in each run; a tenth of it above 8192 bytes (default: ${DEFAULT-VALUE})")
    private int iterations = 2000;

    @Option(names = "--warmup", paramLabel = "MILLIS", description = "of each run (default: ${DEFAULT-VALUE})")
    private int warmupMillis = 1000;

    @Mixin
    private final Outcome outcome = new Outcome();

    @Spec
    private CommandSpec spec;

    private final Invocation invocation;

    /**
     * Makes the program.
     *
     * @param invocation how it was started
     */
    Suite(final Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * Runs the program for the script {@code mpjrun}.
     *
     * @param args options
     */
    public static void main(final String[] args) {
        System.exit(Invocation.run("bench.Suite", "mpjrun bench", Suite::new, args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final List<Integer> numbers = Outcome.checkedRanks(spec.commandLine(), ranks, LEAST_RANKS);
        requireAtLeast(1, "--runs", runs);
        requireAtLeast(1, "--iterations", iterations);
        requireAtLeast(0, "--warmup", warmupMillis);
        final Optional<Results> earlier = outcome.earlier(spec.commandLine());
        try (Stage stage = invocation.openStage()) {
            final List<MessageWork> works = chosen(MessageWork.all(numbers,
                "--warmup " + warmupMillis + " --iterations " + iterations, stage.launchers(), runs));
            final int jobs = works.size() * runs;
            final Schedule schedule = new Schedule(jobs * SECONDS_PER_JOB, jobs, System::nanoTime);
            final List<Result> results = new Round(stage.runner(), schedule, invocation.progress()).run(works);
            final Map<String, String> facts = new LinkedHashMap<>(Machine.describe(Peers.ours()));
            facts.put("runs", runs + ", each with " + warmupMillis + " ms of warm-up and " + iterations
                + " iterations; arrays; ranks bound to cores where there are enough");
            return outcome.finish("Messages, one-sided and collective operations", facts, results, earlier,
                invocation.screen());
        }
    }

    private List<MessageWork> chosen(final List<MessageWork> all) {
        for (final String name : only) {
            if (all.stream().noneMatch(work -> work.benchmark().equals(name))) {
                throw new ParameterException(spec.commandLine(), "there is no benchmark \"" + name + "\"");
            }
        }
        return only.isEmpty() ? all : all.stream().filter(work -> only.contains(work.benchmark())).toList();
    }

    private void requireAtLeast(final int least, final String name, final int value) {
        if (value < least) {
            throw new ParameterException(spec.commandLine(), name + " is " + value + ", expected at least " + least);
        }
    }
}
