package mpi.core.kit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Runs the ranks of a job as threads of this JVM. Each rank has its own class loader, thread group and statics; what
 * joins them is one hub, a map of JDK types.
 *
 * <p>A rank is an entry class with {@code public static void run(Map<String, Object> place)}, loaded in the rank. Its
 * place holds {@link #ENVIRONMENT}, {@link #HUB}, and what the creator of the job added.
 */
public final class LocalJob {
    /** Key of a place: {@code Map<String, String>}, environment variables {@code MPJ_*}. */
    public static final String ENVIRONMENT = "environment";
    /** Key of a place: {@code ConcurrentMap<String, Object>}, the same object for all ranks; holds JDK types only. */
    public static final String HUB = "hub";
    /**
     * Key of the hub: {@code CompletableFuture<Map.Entry<Integer, String>>}, completed with rank and reason once a rank
     * has failed, so that the others stop waiting for it. The rank is {@link #NO_RANK} if the time is over.
     */
    public static final String FAILURE = "failure";
    /** Stands for no particular rank. */
    public static final int NO_RANK = -1;

    private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

    private static final AtomicInteger JOBS = new AtomicInteger();

    private final String entryClass;
    private final Predicate<String> isolated;
    private final Duration timeLimit;
    /** How long the others may take to end once a rank has failed, and threads once their rank has ended. */
    private final Duration grace;
    private final List<Map<String, Object>> places = new ArrayList<>();
    private final ThreadGroup[] groups;
    private final CompletableFuture<Map.Entry<Integer, String>> failure = new CompletableFuture<>();
    private final AtomicReference<AssertionError> firstError = new AtomicReference<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger running;

    /**
     * Plans a job.
     *
     * @param size number of ranks
     * @param entryClass name of the entry class
     * @param isolated tells by its name whether a rank has its own copy of a class
     * @param environment environment variables of all ranks, besides those that give a rank its place
     * @param extras further entries of all places; JDK types only
     * @param timeLimit how long the job may take
     */
    public LocalJob(final int size, final String entryClass, final Predicate<String> isolated,
        final Map<String, String> environment, final Map<String, Object> extras, final Duration timeLimit) {
        this.entryClass = entryClass;
        this.isolated = isolated;
        this.timeLimit = timeLimit;
        this.grace = timeLimit.compareTo(LONGEST_GRACE) < 0 ? timeLimit : LONGEST_GRACE;
        this.groups = new ThreadGroup[size];
        this.running = new AtomicInteger(size);
        final String jobId = "local-" + ProcessHandle.current().pid() + "-" + JOBS.incrementAndGet();
        final Map<String, Object> hub = new ConcurrentHashMap<>();
        hub.put(FAILURE, failure);
        for (int rank = 0; rank < size; rank++) {
            final Map<String, String> own = new HashMap<>(environment);
            own.put("MPJ_JOB_ID", jobId);
            own.put("MPJ_RANK", String.valueOf(rank));
            own.put("MPJ_SIZE", String.valueOf(size));
            final Map<String, Object> place = new HashMap<>(extras);
            place.put(ENVIRONMENT, Map.copyOf(own));
            place.put(HUB, hub);
            places.add(Map.copyOf(place));
        }
    }

    /**
     * Runs the job; blocks until all ranks have ended.
     *
     * @throws AssertionError if a rank failed (the first one that did is named), if the time limit passed (the text
     *     holds the stacks of all threads of all ranks), or if a rank left a thread behind
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void run() throws InterruptedException {
        final ThreadGroup job = new ThreadGroup("job");
        for (int rank = 0; rank < groups.length; rank++) {
            groups[rank] = new ThreadGroup(job, name(rank));
            start(rank);
        }
        if (!await(CompletableFuture.anyOf(ended, failure), timeLimit)) {
            fail(NO_RANK, new AssertionError("not done after " + timeLimit.toMillis() + " ms" + stacks()));
        }
        if (!await(ended, grace)) {
            firstError.get().addSuppressed(new AssertionError("other ranks did not end" + stacks()));
            job.interrupt();
        }
        if (firstError.get() == null) {
            awaitThreads();
        } else {
            throw firstError.get();
        }
    }

    private void start(final int rank) {
        final Thread thread = new Thread(groups[rank], () -> runRank(rank), name(rank));
        thread.setDaemon(true);
        thread.setContextClassLoader(new RankLoader(name(rank), LocalJob.class.getClassLoader(), isolated));
        thread.start();
    }

    private void runRank(final int rank) {
        try {
            final Method entry = Class.forName(entryClass, true, Thread.currentThread().getContextClassLoader())
                .getMethod("run", Map.class);
            entry.setAccessible(true); // the class need not be public
            entry.invoke(null, places.get(rank));
        } catch (final InvocationTargetException e) {
            fail(rank, failureOf(rank, e.getCause()));
        } catch (final ReflectiveOperationException | LinkageError e) {
            fail(rank, failureOf(rank, e));
        } finally {
            if (running.decrementAndGet() == 0) {
                ended.complete(null);
            }
        }
    }

    private AssertionError failureOf(final int rank, final Throwable cause) {
        return new AssertionError(name(rank) + " of " + groups.length + ": " + cause, cause);
    }

    private void fail(final int rank, final AssertionError error) {
        if (!firstError.compareAndSet(null, error)) {
            firstError.get().addSuppressed(error);
        }
        failure.complete(Map.entry(rank, error.getMessage()));
    }

    private static boolean await(final CompletableFuture<?> event, final Duration limit) throws InterruptedException {
        try {
            event.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (final TimeoutException e) {
            return false;
        } catch (final ExecutionException e) {
            throw new AssertionError("events of a job do not fail", e);
        }
    }

    private void awaitThreads() throws InterruptedException {
        final long deadline = System.nanoTime() + grace.toNanos();
        for (int rank = 0; rank < groups.length; rank++) {
            for (final Thread thread : threads(groups[rank])) {
                final long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
                if (!thread.join(Duration.ofMillis(left))) {
                    throw new AssertionError(name(rank) + " left a thread behind" + stack(thread));
                }
            }
        }
    }

    private String stacks() {
        final StringBuilder text = new StringBuilder();
        for (int rank = 0; rank < groups.length; rank++) {
            for (final Thread thread : threads(groups[rank])) {
                text.append(System.lineSeparator()).append(name(rank)).append(':').append(stack(thread));
            }
        }
        return text.toString();
    }

    private static String stack(final Thread thread) {
        final StringBuilder text = new StringBuilder(" \"" + thread.getName() + "\" " + thread.getState());
        for (final StackTraceElement frame : thread.getStackTrace()) {
            text.append(System.lineSeparator()).append("    at ").append(frame);
        }
        return text.toString();
    }

    private static List<Thread> threads(final ThreadGroup group) {
        final Thread[] found = new Thread[group.activeCount() + 16];
        return Arrays.asList(found).subList(0, group.enumerate(found));
    }

    private static String name(final int rank) {
        return "rank " + rank;
    }
}
