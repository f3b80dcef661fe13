package bench.suite;

import bench.job.Command;
import bench.job.Figure;
import bench.job.Launchers;
import bench.job.Library;
import bench.job.Output;
import bench.job.Side;
import bench.job.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A benchmark of messages, of a one-sided or of a collective operation; the median that a job prints is a sample.
 *
 * @param benchmark its name in tables
 * @param task what is run
 * @param flags of the launcher
 * @param launchers make the command
 * @param jobs how often it runs
 */
public record MessageWork(String benchmark, Task task, String flags, Launchers launchers, int jobs) implements Work {

    private static final String SIZES = "8,1K,64K,1M";

    /** All benchmarks, those between two ranks first; {@code more} is for all programs, such as their warm-up. */
    public static List<MessageWork> all(final List<Integer> ranks, final String more, final Launchers launchers,
        final int jobs) {
        final List<MessageWork> works = new ArrayList<>();
        works.add(new MessageWork("latency", Task.latency(SIZES).with(more), "", launchers, jobs));
        works.add(new MessageWork("bandwidth", Task.bandwidth("64K,1M").with(more), "", launchers, jobs));
        works.add(new MessageWork("message-rate", Task.messageRate("8,1K").with(more), "", launchers, jobs));
        works.add(new MessageWork("tcp-latency", Task.latency(SIZES).with(more), "--transport tcp", launchers, jobs));
        for (final String operation : List.of("put", "get")) {
            works.add(oneSided(operation, SIZES, more, launchers, jobs));
        }
        works.add(oneSided("accumulate", "8,64K", more, launchers, jobs));
        works.add(oneSided("fetch-and-op", "8", more, launchers, jobs));
        works.add(oneSided("compare-and-swap", "8", more, launchers, jobs));
        for (final int number : ranks) {
            works.add(new MessageWork("barrier", Task.barrier(number).with(more), "", launchers, jobs));
            for (final String operation : List.of("bcast", "reduce", "allreduce", "allgather", "alltoall")) {
                final Task collective = Task.collective(number, SIZES).with("--operation " + operation);
                works.add(new MessageWork(operation, collective.with(more), "", launchers, jobs));
            }
        }
        return works;
    }

    private static MessageWork oneSided(final String operation, final String sizes, final String more,
        final Launchers launchers, final int jobs) {
        final Task task = Task.oneSided(sizes).with("--operation " + operation).with(more);
        return new MessageWork(operation, task, "", launchers, jobs);
    }

    @Override
    public String title() {
        return benchmark + ", " + task.ranks() + " ranks";
    }

    @Override
    public List<Result.Subject> subjects() {
        return task.figures().stream().map(this::subject).toList();
    }

    private Result.Subject subject(final Figure figure) {
        return new Result.Subject(benchmark, figure.key(), task.ranks(), Library.OURS.label(), task.unit());
    }

    @Override
    public Command command(final double seconds) {
        return launchers.command(Side.of(Library.OURS, flags), task);
    }

    @Override
    public Reading read(final Output output) {
        if (output.exitCode() != 0) {
            return Reading.without(Result.Status.FAILED, output.complaint());
        }
        final Map<Result.Subject, List<Double>> samples = new LinkedHashMap<>();
        for (final Figure figure : task.figures()) {
            final OptionalDouble value = figure.read(output);
            if (value.isEmpty()) {
                return Reading.without(Result.Status.FAILED, "no figure " + figure);
            }
            samples.put(subject(figure), List.of(value.getAsDouble()));
        }
        return new Reading(Result.Status.OK, "", samples);
    }
}
