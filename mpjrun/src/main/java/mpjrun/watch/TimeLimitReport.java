package mpjrun.watch;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mpi.core.boot.StateAnswer;
import mpi.core.diag.HangReport;

/**
 * Says what every rank was doing when the time of the job was over: first where in the program the ranks are, then whom
 * each waits for, then which of them have not called Init. What a user needs first so comes late, where it is seen;
 * after it there are only the name of the file with the stacks of all threads, a text of their own, and why the job
 * ends. Of a rank that has no line to the launcher only its own JVM can show the stacks.
 */
public final class TimeLimitReport {
    private TimeLimitReport() {}

    /**
     * Writes the report.
     *
     * @param size ranks in the world
     * @param joined ranks that have begun to call Init
     * @param answers what ranks said
     * @return lines, each with a line feed at its end
     */
    public static String text(final int size, final Set<Integer> joined, final List<StateAnswer> answers) {
        final StringBuilder text = new StringBuilder(ProgramStacks.text(answers));
        if (!answers.isEmpty()) {
            text.append(HangReport.waits(size, answers));
        }
        final List<Integer> strangers =
            IntStream.range(0, size).filter(rank -> !joined.contains(rank)).boxed().toList();
        if (!strangers.isEmpty()) {
            text.append(strangers.size() == 1 ? "rank " : "ranks ")
                .append(strangers.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                .append(strangers.size() == 1 ? " has" : " have")
                .append(" not called Init; stacks follow on standard output\n");
        }
        return text.toString();
    }

    /**
     * Writes the stacks of all threads.
     *
     * @param answers what ranks said
     * @return lines, each with a line feed at its end
     */
    public static String stacks(final List<StateAnswer> answers) {
        final StringBuilder text = new StringBuilder();
        for (final StateAnswer answer : answers) {
            text.append("stacks of rank ")
                .append(answer.rank())
                .append(" (pid ")
                .append(answer.pid())
                .append("):\n")
                .append(answer.stacks());
            if (!answer.stacks().endsWith("\n")) {
                text.append('\n');
            }
        }
        return text.toString();
    }
}
