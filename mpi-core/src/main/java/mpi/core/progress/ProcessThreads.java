package mpi.core.progress;

import java.util.Arrays;
import java.util.Set;

/**
 * The threads of this process that may call MPI: all but the JVM's own and those of the engine that never run code of
 * the user.
 */
final class ProcessThreads {
    private static final Set<String> SILENT = Set.of("DestroyJavaVM", "mpj-control", "mpj-link");
    private static final Set<String> GROUPS_OF_THE_JVM = Set.of("system", "InnocuousThreadGroup");
    /** Wakes virtual threads, which are in no group. */
    private static final String OF_VIRTUAL_THREADS = "VirtualThread-";
    /** Threads may start while they are counted. */
    private static final int SPARE = 16;

    private ProcessThreads() {}

    /** Whether no thread but these may call MPI. */
    static boolean areAmong(final Set<Thread> known) {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        final Thread[] threads = new Thread[root.activeCount() + SPARE];
        final int count = root.enumerate(threads);
        return count < threads.length && Arrays.stream(threads, 0, count)
            .allMatch(thread -> known.contains(thread) || isSilent(thread));
    }

    private static boolean isSilent(final Thread thread) {
        final ThreadGroup group = thread.getThreadGroup();
        // Without a group it has ended.
        return group == null || SILENT.contains(thread.getName())
            || GROUPS_OF_THE_JVM.contains(group.getName()) && !thread.getName().startsWith(OF_VIRTUAL_THREADS);
    }
}
