package mpi.core.boot;

import java.util.Comparator;
import java.util.Map;

/**
 * The stacks of this process's threads as text, in the manner of {@code jstack}.
 */
final class ThreadStacks {
    private ThreadStacks() {}

    /** Takes the stacks of all platform threads, in the order in which the threads were made. */
    static String take() {
        final StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces()
            .entrySet()
            .stream()
            .sorted(Comparator.comparingLong(entry -> entry.getKey().threadId()))
            .forEach(entry -> append(text, entry));
        return text.toString();
    }

    private static void append(final StringBuilder text, final Map.Entry<Thread, StackTraceElement[]> entry) {
        final Thread thread = entry.getKey();
        text.append('"')
            .append(thread.getName())
            .append("\" #")
            .append(thread.threadId())
            .append(thread.isDaemon() ? " daemon " : " ")
            .append(thread.getState())
            .append('\n');
        for (final StackTraceElement frame : entry.getValue()) {
            text.append("    at ").append(frame).append('\n');
        }
    }
}
