package bench.suite;

import bench.job.Command;
import bench.job.Output;
import java.util.List;
import java.util.Map;

/** A command that a suite runs once or several times, and what it measures. */
interface Work {
    /** What is told while it runs. */
    String title();

    /** What it measures. */
    List<Result.Subject> subjects();

    /** How often it runs. */
    int jobs();

    /** The command; a program that can repeat its measurement does so for about as long as it is told. */
    Command command(double seconds);

    /** What a run has found out. */
    Reading read(Output output);

    /**
     * What a run has found out.
     *
     * @param status whether the samples can be trusted
     * @param note why they cannot, or what to know of them; may be empty
     * @param samples of each subject, none if they cannot
     */
    record Reading(Result.Status status, String note, Map<Result.Subject, List<Double>> samples) {
        static Reading without(final Result.Status status, final String note) {
            return new Reading(status, note, Map.of());
        }
    }
}
