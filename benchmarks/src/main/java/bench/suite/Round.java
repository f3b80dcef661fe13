package bench.suite;

import bench.job.Runner;
import bench.report.Numbers;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the works of a suite: all of them once, then those again that want it, so that what disturbs the machine for a
 * while disturbs a sample of many works and not all samples of one.
 *
 * @param runner runs a command
 * @param schedule how much time there is
 * @param progress where it is told what is going on
 */
public record Round(Runner runner, Schedule schedule, PrintStream progress) {

    /** Runs all; the results are in the order of the works. */
    public List<Result> run(final List<? extends Work> works) throws IOException, InterruptedException {
        final Map<Result.Subject, List<Double>> samples = new HashMap<>();
        final Map<Work, Work.Reading> failures = new HashMap<>();
        final Map<Work, Work.Reading> remarks = new HashMap<>();
        final int rounds = works.stream().mapToInt(Work::jobs).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            for (final Work work : works) {
                if (round < work.jobs() && !failures.containsKey(work)) {
                    final Work.Reading reading = run(work);
                    reading.samples()
                        .forEach((subject, more) -> samples.computeIfAbsent(subject, s -> new ArrayList<>())
                            .addAll(more));
                    if (reading.status() != Result.Status.OK) {
                        failures.put(work, reading);
                        schedule.drop(work.jobs() - round - 1);
                    } else if (!reading.note().isEmpty()) {
                        remarks.put(work, reading);
                    }
                }
            }
        }
        final List<Result> results = new ArrayList<>();
        for (final Work work : works) {
            final Work.Reading verdict =
                failures.getOrDefault(work, remarks.getOrDefault(work, Work.Reading.without(Result.Status.OK, "")));
            for (final Result.Subject subject : work.subjects()) {
                // what a program measured before it went wrong proves nothing
                results.add(new Result(subject, verdict.status(), verdict.status() == Result.Status.OK
                    ? List.copyOf(samples.get(subject))
                    : List.of(), verdict.note()));
            }
        }
        return results;
    }

    private Work.Reading run(final Work work) throws IOException, InterruptedException {
        progress.print(schedule.position() + " " + work.title());
        progress.flush();
        final double start = schedule.elapsedSeconds();
        final Work.Reading reading = work.read(runner.run(work.command(schedule.measurementSeconds())));
        schedule.finishJob();
        progress.printf(": %s  (%.1f s, %s left)%n", text(work, reading), schedule.elapsedSeconds() - start,
            schedule.left());
        return reading;
    }

    private static String text(final Work work, final Work.Reading reading) {
        if (reading.status() != Result.Status.OK) {
            return reading.status().text().toUpperCase(Locale.ROOT) + ": " + reading.note();
        }
        final Result.Subject first = work.subjects().getFirst();
        final List<Double> samples = reading.samples().get(first);
        return Numbers.text(Numbers.median(samples)) + " " + first.unit()
            + (first.size().isEmpty() ? "" : " of " + first.size() + " B")
            + (samples.size() > 1 ? ", " + samples.size() + " samples" : "");
    }
}
