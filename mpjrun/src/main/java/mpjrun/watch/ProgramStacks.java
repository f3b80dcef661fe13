package mpjrun.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mpi.core.boot.StateAnswer;

/**
 * Where the threads of a program are, out of the stacks of all threads: of each that runs code of the program, that and
 * what it has called. What is the same in several ranks is shown once:
 *
 * <pre>
 * ranks 2, 3, thread "main":
 *     at app//mpi.Comm.barrier(Comm.java:1401)
 *     at app//hello.Hello.main(Hello.java:7)
 * </pre>
 */
final class ProgramStacks {
    private static final int MAX_FRAMES = 12;
    private static final Pattern THREAD = Pattern.compile("\"(.*)\" #.*");
    private static final String FRAME = "    at ";
    /** In a module of the JDK, or a class of the library or of those that it is built on, in whatever module. */
    private static final Pattern FOREIGN =
        Pattern.compile("(java|jdk)\\.[^/(]*/.*|([^(]*//|[^/(]*/)?(mpi|io\\.netty|org\\.agrona)\\..*");

    private ProgramStacks() {}

    /** Lines, each with a line feed at its end; none if no thread runs code of the program. */
    static String text(final List<StateAnswer> answers) {
        final Map<String, List<Integer>> ranks = new LinkedHashMap<>();
        for (final StateAnswer answer : answers) {
            String thread = "";
            final List<String> frames = new ArrayList<>();
            for (final String line : answer.stacks().lines().toList()) {
                final Matcher heading = THREAD.matcher(line);
                if (heading.matches()) {
                    add(ranks, answer.rank(), thread, frames);
                    thread = heading.group(1);
                    frames.clear();
                } else if (line.startsWith(FRAME)) {
                    frames.add(line.substring(FRAME.length()));
                }
            }
            add(ranks, answer.rank(), thread, frames);
        }
        final StringBuilder text = new StringBuilder();
        ranks.forEach((stack, same) -> text.append(same.size() == 1 ? "rank " : "ranks ")
            .append(same.stream().map(String::valueOf).collect(Collectors.joining(", ")))
            .append(stack));
        return text.toString();
    }

    private static void add(final Map<String, List<Integer>> ranks, final int rank, final String thread,
        final List<String> frames) {
        int first = 0;
        while (first < frames.size() && isForeign(frames.get(first))) {
            first++;
        }
        if (first == frames.size()) {
            return;
        }
        int last = frames.size();
        while (isForeign(frames.get(last - 1))) {
            last--;
        }
        final int called = Math.max(0, first - 1);
        final StringBuilder stack = new StringBuilder(", thread \"").append(thread).append("\":\n");
        for (final String frame : frames.subList(called, Math.min(last, called + MAX_FRAMES))) {
            stack.append(FRAME).append(frame).append('\n');
        }
        if (last > called + MAX_FRAMES) {
            stack.append("    and ").append(last - called - MAX_FRAMES).append(" more\n");
        }
        ranks.computeIfAbsent(stack.toString(), same -> new ArrayList<>()).add(rank);
    }

    private static boolean isForeign(final String frame) {
        return FOREIGN.matcher(frame).matches();
    }
}
