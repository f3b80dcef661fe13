package mpi.core.progress;

import java.util.Arrays;
import java.util.Set;

/**
 * The threads of this process that may call MPI: all but those of the JVM and of the engine that are known not to. A
 * thread that is not known may, also one of the JVM: in its groups are those that let virtual threads go on.
 */
final class ProcessThreads {
    /** Of the engine, and the one that waits for the end of the process. */
    private static final Set<String> OF_THE_ENGINE = Set.of("DestroyJavaVM", "mpj-control", "mpj-link");
    private static final Set<String> OF_THE_JVM = Set.of("Reference Handler", "Finalizer", "Signal Dispatcher",
        "Notification Thread", "Common-Cleaner", "Attach Listener");
    /** Threads of users, who may choose any name, are in other groups. */
    private static final Set<String> GROUPS_OF_THE_JVM = Set.of("system", "InnocuousThreadGroup");
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

    /** Whether a thread is known not to call MPI. */
    static boolean isSilent(final Thread thread) {
        final ThreadGroup group = thread.getThreadGroup();
        // Without a group it has ended.
        return group == null || OF_THE_ENGINE.contains(thread.getName())
            || GROUPS_OF_THE_JVM.contains(group.getName()) && OF_THE_JVM.contains(thread.getName());
    }
}
