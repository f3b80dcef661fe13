package bench.compare;

import bench.job.Figure;
import bench.job.Launchers;
import bench.job.Library;
import bench.job.Output;
import bench.job.Peers;
import bench.job.Runner;
import bench.job.Side;
import bench.job.Task;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Runs contests: ours and the peer's in turn, and who begins alternates, too. Of two runs between which the cores have
 * changed their {@linkplain CoreDistance distance} neither counts: they are repeated.
 *
 * @param runner runs a command
 * @param launchers make the commands
 * @param distance tells how far the cores lie from each other
 * @param peers who is there
 * @param pairs how often each contest runs, up to three times as often where the verdict is close
 * @param progress where it is told what is going on
 */
record Session(Runner runner, Launchers launchers, CoreDistance distance, Peers peers, int pairs,
    PrintStream progress) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PEER_ATTEMPTS = 3;
    /** More pairs run where the verdict is close, so many at a time: the number stays odd. */
    private static final int EXTRA_PAIRS = 2;
    private static final int MAX_EXTENSION = 3;
    /** Where the cores never keep their distance for that long, the last pair counts. */
    private static final int PAIR_ATTEMPTS = 6;

    /** A run that gave no figures. */
    private static final class RunException extends Exception {
        private static final long serialVersionUID = 1L;

        RunException(final String message) {
            super(message);
        }
    }

    /** Runs all; the rows are in the order of the contests. */
    List<Row> run(final List<Contest> contests) throws IOException, InterruptedException {
        final List<Row> rows = new ArrayList<>();
        for (int i = 0; i < contests.size(); i++) {
            final Contest contest = contests.get(i);
            progress.printf("[%d/%d] %s%s", i + 1, contests.size(), contest.name(),
                contest.peer().map(side -> "/" + side.library().label()).orElse(""));
            final long start = System.nanoTime();
            rows.addAll(contest.canRun(peers) ? compete(contest) : missing(contest));
            progress.printf(" %.1f s%n", (System.nanoTime() - start) / NANOS_PER_SECOND);
        }
        return rows;
    }

    private List<Row> missing(final Contest contest) {
        final Library library = contest.peer().orElse(contest.ours()).library();
        final String hint = library.packages().isEmpty() ? "" : "; install " + library.packages();
        final Row.Problem problem = new Row.Problem(Verdict.PEER_MISSING, "no " + library.label() + hint);
        progress.print(": " + problem.text());
        return contest.task().figures().stream().map(f -> row(contest, f, List.of(), List.of(), problem)).toList();
    }

    private List<Row> compete(final Contest contest) throws IOException, InterruptedException {
        final Map<Figure, List<Double>> ours = new LinkedHashMap<>();
        final Map<Figure, List<Double>> theirs = new LinkedHashMap<>();
        Row.Problem problem = null;
        try {
            if (contest.needsFirstRun()) {
                pair(contest, true, new LinkedHashMap<>(), new LinkedHashMap<>());
            }
            int runs = contest.runs(pairs);
            for (int i = 0; i < runs; i++) {
                pair(contest, i % 2 == 0, ours, theirs);
                progress.print('.');
                if (i == runs - 1 && runs + EXTRA_PAIRS <= MAX_EXTENSION * pairs
                    && rows(contest, ours, theirs, null).stream().anyMatch(Row::isClose)) {
                    runs += EXTRA_PAIRS;
                }
            }
        } catch (final RunException e) {
            problem = new Row.Problem(Verdict.FAILED, e.getMessage());
            progress.print(": " + problem.text());
        }
        return rows(contest, ours, theirs, problem);
    }

    private static List<Row> rows(final Contest contest, final Map<Figure, List<Double>> ours,
        final Map<Figure, List<Double>> theirs, final Row.Problem problem) {
        final List<Row> rows = new ArrayList<>();
        for (final Figure figure : contest.task().figures()) {
            rows.add(row(contest, figure, ours.getOrDefault(figure, List.of()),
                theirs.getOrDefault(figure, List.of()), problem));
        }
        return rows;
    }

    private void pair(final Contest contest, final boolean weBegin, final Map<Figure, List<Double>> ours,
        final Map<Figure, List<Double>> theirs) throws IOException, InterruptedException, RunException {
        if (contest.peer().isEmpty()) {
            add(sample(contest.ours(), contest.task()), ours);
            return;
        }
        final Side first = weBegin ? contest.ours() : contest.peer().get();
        final Side second = weBegin ? contest.peer().get() : contest.ours();
        for (int attempt = 1;; attempt++) {
            final double before = distance.nanos();
            final Map<Figure, Double> ofFirst = sample(first, contest.task());
            final double between = distance.nanos();
            final boolean isLast = attempt == PAIR_ATTEMPTS;
            if (isLast || CoreDistance.areAlike(before, between)) {
                final Map<Figure, Double> ofSecond = sample(second, contest.task());
                if (isLast || CoreDistance.areAlike(between, distance.nanos())) {
                    add(ofFirst, weBegin ? ours : theirs);
                    add(ofSecond, weBegin ? theirs : ours);
                    return;
                }
            }
            progress.print('~');
        }
    }

    private static void add(final Map<Figure, Double> sample, final Map<Figure, List<Double>> samples) {
        sample.forEach((figure, value) -> samples.computeIfAbsent(figure, f -> new ArrayList<>()).add(value));
    }

    private Map<Figure, Double> sample(final Side side, final Task task)
        throws IOException, InterruptedException, RunException {
        final Output output = attempt(side, task);
        if (output.exitCode() != 0) {
            throw new RunException(side.library().label() + ": " + output.complaint());
        }
        if (output.standardError().contains("CMA support is not available")) {
            throw new RunException("Open MPI cannot use CMA here: kernel.yama.ptrace_scope forbids it");
        }
        final Map<Figure, Double> sample = new LinkedHashMap<>();
        for (final Figure figure : task.figures()) {
            final OptionalDouble value = figure.read(output);
            if (value.isEmpty()) {
                throw new RunException(side.library().label() + " printed no figure " + figure);
            }
            sample.put(figure, value.getAsDouble());
        }
        return sample;
    }

    /** A peer that hangs now and then, as MPJ Express does over TCP, has further attempts; ours has one. */
    private Output attempt(final Side side, final Task task) throws IOException, InterruptedException {
        Output output = runner.run(launchers.command(side, task));
        for (int i = 1; i < PEER_ATTEMPTS && side.library() != Library.OURS && output.exitCode() == Output.TIMED_OUT;
            i++) {
            progress.print('!');
            output = runner.run(launchers.command(side, task));
        }
        return output;
    }

    /** Of a contest that failed half-way, only whole pairs count. */
    private static Row row(final Contest contest, final Figure figure, final List<Double> ours,
        final List<Double> theirs, final Row.Problem problem) {
        final int whole = contest.peer().isPresent() ? Math.min(ours.size(), theirs.size()) : ours.size();
        return new Row(contest.row(figure), contest.task().unit(), contest.gate(),
            contest.peer().map(Side::library), List.copyOf(ours.subList(0, whole)),
            List.copyOf(theirs.subList(0, Math.min(whole, theirs.size()))), Optional.ofNullable(problem));
    }
}
