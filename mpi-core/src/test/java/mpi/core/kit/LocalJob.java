package mpi.core.kit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import mpi.core.boot.Handshake;
import mpi.core.boot.JobVariables;
import mpi.core.boot.LocalControl;
import mpi.core.boot.RankLoader;

/**
 * Runs the ranks of a job as threads of this JVM. Each rank has its own class loader, thread group and statics; what
 * joins them is one hub, a map of JDK types.
 *
 * <p>A rank is an entry class with {@code public static void run(Map<String, Object> place)}, loaded in the rank. Its
 * place holds {@link #ENVIRONMENT}, {@link #HUB}, and what the creator of the job added.
 */
public final class LocalJob {
    /**
     * Key of a place: {@code Map<String, String>}, what a launcher sets ({@link JobVariables}), but for the address of
     * the launcher: there is none.
     */
    public static final String ENVIRONMENT = "environment";
    /**
     * Key of a place: {@code ConcurrentMap<String, CompletableFuture<Object>>}, the same object for all ranks, made by
     * {@link LocalControl#newHub}. A rank that fails is announced there as dead, so that the others stop waiting for
     * it; so are all when the time is over.
     */
    public static final String HUB = "hub";

    private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

    private static final AtomicInteger JOBS = new AtomicInteger();

    private final String entryClass;
    private final Predicate<String> isolated;
    private final Duration timeLimit;
    /** How long the others may take to end once a rank has failed, and threads once their rank has ended. */
    private final Duration grace;
    private final List<Map<String, Object>> places = new ArrayList<>();
    private final ThreadGroup[] groups;
    private final ConcurrentMap<String, CompletableFuture<Object>> hub = LocalControl.newHub();
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private final AtomicReference<AssertionError> firstError = new AtomicReference<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger running;

    /**
     * Plans a job.
     *
     * @param size number of ranks
     * @param hosts number of hosts that they count as being on, in turn
     * @param entryClass name of the entry class
     * @param isolated tells by its name whether a rank has its own copy of a class
     * @param environment environment variables of all ranks, besides those that give a rank its place
     * @param extras further entries of all places; JDK types only
     * @param timeLimit how long the job may take
     */
    public LocalJob(final int size, final int hosts, final String entryClass, final Predicate<String> isolated,
        final Map<String, String> environment, final Map<String, Object> extras, final Duration timeLimit) {
        this.entryClass = entryClass;
        this.isolated = isolated;
        this.timeLimit = timeLimit;
        this.grace = timeLimit.compareTo(LONGEST_GRACE) < 0 ? timeLimit : LONGEST_GRACE;
        this.groups = new ThreadGroup[size];
        this.running = new AtomicInteger(size);
        final String jobId = "local-" + ProcessHandle.current().pid() + "-" + JOBS.incrementAndGet();
        final byte[] secret = new byte[Handshake.SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        for (int rank = 0; rank < size; rank++) {
            final Map<String, String> variables = new HashMap<>(environment);
            variables.put(JobVariables.JOB, jobId);
            variables.put(JobVariables.SECRET, HexFormat.of().formatHex(secret));
            variables.put(JobVariables.RANK, String.valueOf(rank));
            variables.put(JobVariables.SIZE, String.valueOf(size));
            variables.put(JobVariables.LOCAL_RANK, String.valueOf(rank));
            variables.put(JobVariables.LOCAL_SIZE, String.valueOf(size));
            variables.put(JobVariables.HOST_ID, String.valueOf(rank % hosts));
            variables.put(JobVariables.OVERSUBSCRIBED, size > Runtime.getRuntime().availableProcessors() ? "1" : "0");
            final Map<String, Object> place = new HashMap<>(extras);
            place.put(ENVIRONMENT, Map.copyOf(variables));
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
        if (!await(CompletableFuture.anyOf(ended, failed), timeLimit)) {
            fail(new AssertionError("not done after " + timeLimit.toMillis() + " ms" + stacks()));
            for (int rank = 0; rank < groups.length; rank++) {
                LocalControl.announceDeath(hub, rank, "the time is over");
            }
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
            fail(rank, e.getCause());
        } catch (final ReflectiveOperationException | LinkageError e) {
            fail(rank, e);
        } finally {
            if (running.decrementAndGet() == 0) {
                ended.complete(null);
            }
        }
    }

    private void fail(final int rank, final Throwable cause) {
        fail(new AssertionError(name(rank) + " of " + groups.length + ": " + cause, cause));
        LocalControl.announceDeath(hub, rank, cause.toString());
    }

    private void fail(final AssertionError error) {
        if (!firstError.compareAndSet(null, error)) {
            firstError.get().addSuppressed(error);
        }
        failed.complete(null);
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
