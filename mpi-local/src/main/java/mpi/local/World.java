package mpi.local;

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
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import mpi.core.boot.Handshake;
import mpi.core.boot.JobVariables;
import mpi.core.boot.LocalControl;
import mpi.core.boot.RankLoader;
import mpi.core.runtime.LocalBoot;

/**
 * One run of a world: starts its ranks, each with a class loader and a thread group of its own, waits for them, and
 * ends them all when one fails. What joins them is a hub of JDK types. Nothing that a rank has thrown or made is kept
 * here but as a copy, so that the ranks' classes can go once their threads have ended.
 */
final class World {
    /** Time for threads to end by themselves once their rank or the world has ended; then they are interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Time that they have from then on. */
    private static final Duration GRACE = Duration.ofSeconds(4);
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** What is known when no memory is left to tell more. */
    private static final Failure UNTOLD = new Failure(-1, 1, "a rank has failed, it could not be told how", null);

    private static final AtomicInteger WORLDS = new AtomicInteger();

    private final int size;
    private final ClassLoader source;
    private final Map<String, String> settings;
    private final Duration timeLimit;
    private final String program;
    private final Map<String, Object> task;
    private final String name = "local-" + ProcessHandle.current().pid() + "-" + WORLDS.incrementAndGet();
    private final ThreadGroup all = new ThreadGroup(name);
    private final ThreadGroup[] groups;
    private final ConcurrentMap<String, CompletableFuture<Object>> hub = LocalControl.newHub();
    private final AtomicReferenceArray<byte[]> results;
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicInteger running;

    /** Why the world has failed; the exception is made by the thread that gets it, for its trace holds classes. */
    private record Failure(int rank, int code, String text, Throwable cause) {
        LocalWorldException exception() {
            return new LocalWorldException(text, cause, rank, code);
        }
    }

    /**
     * Plans a world.
     *
     * @param size number of ranks
     * @param source where the ranks' classes come from
     * @param settings environment variables that set something
     * @param timeLimit how long it may take, or null
     * @param program class of the {@link RankProgram}
     * @param task what the program needs to know
     */
    World(final int size, final ClassLoader source, final Map<String, String> settings, final Duration timeLimit,
        final Class<? extends RankProgram> program, final Map<String, Object> task) {
        this.size = size;
        this.source = source;
        this.settings = settings;
        this.timeLimit = timeLimit == null || timeLimit.compareTo(FOREVER) > 0 ? FOREVER : timeLimit;
        this.program = program.getName();
        this.task = task;
        this.groups = new ThreadGroup[size];
        this.results = new AtomicReferenceArray<>(size);
        this.running = new AtomicInteger(size);
    }

    /** Runs it to its end; returns what the ranks gave as their results. */
    List<byte[]> run() {
        final long start = System.nanoTime();
        boolean isInterrupted = false;
        try {
            startSharedThreads();
            startAll();
            if (!await(CompletableFuture.anyOf(ended, failed), timeLimit)
                || failure.get() == null && !join(thread -> !thread.isDaemon(), left(start, timeLimit))) {
                fail(new Failure(-1, LocalWorldException.TIME_OVER_CODE,
                    "not done after " + timeLimit.toMillis() + " ms" + stacks(), null));
            }
        } catch (final InterruptedException e) {
            isInterrupted = true;
            fail(new Failure(-1, 1, "the thread that waited for the world was interrupted", e));
        } catch (final RuntimeException | Error e) {
            endAfter(e);
            throw e;
        }
        if (failure.get() != null) {
            LocalControl.announceEnd(hub, failure.get().text());
        }
        final boolean isClean = endThreads();
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure.get() != null) {
            throw complete(failure.get().exception(), isClean);
        }
        if (!isClean) {
            throw new LocalWorldException("threads were left behind" + stacks(), null, -1, 1);
        }
        final List<byte[]> taken = new ArrayList<>();
        for (int rank = 0; rank < size; rank++) {
            taken.add(results.get(rank));
        }
        return taken;
    }

    /** Ends the ranks that run already, if not all could be started, for want of threads for instance. */
    private void endAfter(final Throwable thrown) {
        fail(new Failure(-1, 1, "the world could not be run: " + thrown, thrown));
        LocalControl.announceEnd(hub, failure.get().text());
        if (!endThreads()) {
            thrown.addSuppressed(new IllegalStateException("threads were left behind" + stacks()));
        }
    }

    /**
     * The JDK has one thread for all delays of a JVM, such as those of {@link CompletableFuture#orTimeout}. It belongs
     * to the thread group of whoever needs it first, with that one's class loader, and never ends: no rank may be it.
     */
    private static void startSharedThreads() {
        CompletableFuture.delayedExecutor(1, TimeUnit.NANOSECONDS, Runnable::run).execute(() -> {});
    }

    private LocalWorldException complete(final LocalWorldException exception, final boolean isClean) {
        if (!isClean) {
            exception.addSuppressed(new IllegalStateException("threads were left behind" + stacks()));
        }
        return exception;
    }

    private void startAll() {
        final byte[] secret = new byte[Handshake.SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        for (int rank = 0; rank < size; rank++) {
            final int number = rank;
            final Map<String, Object> place = place(rank, HexFormat.of().formatHex(secret));
            groups[rank] = new ThreadGroup(all, name(rank));
            final Thread thread = new Thread(groups[rank], () -> runRank(number, place), name(rank));
            thread.setDaemon(false); // what the program starts is no daemon either, as in a process
            thread.setContextClassLoader(new RankLoader(name(rank), source, Isolation.OF_RANKS));
            thread.start();
        }
    }

    private Map<String, Object> place(final int rank, final String secret) {
        final Map<String, String> variables = new HashMap<>(settings);
        variables.put(JobVariables.JOB, name);
        variables.put(JobVariables.SECRET, secret);
        variables.put(JobVariables.RANK, String.valueOf(rank));
        variables.put(JobVariables.SIZE, String.valueOf(size));
        variables.put(JobVariables.LOCAL_RANK, String.valueOf(rank));
        variables.put(JobVariables.LOCAL_SIZE, String.valueOf(size));
        variables.put(JobVariables.HOST_ID, "0");
        variables.put(JobVariables.OVERSUBSCRIBED, size > Runtime.getRuntime().availableProcessors() ? "1" : "0");
        final BiConsumer<Integer, Throwable> takeFailure = (code, thrown) -> fail(rank, code, thrown);
        final BiFunction<Integer, String, Error> takeEnd = (code, text) -> {
            fail(new Failure(rank, code, name(rank) + " of " + size + " " + text, null));
            return new EndOfRank(text);
        };
        final Consumer<byte[]> takeResult = bytes -> results.set(rank, bytes);
        final Map<String, Object> place = new HashMap<>(task);
        place.put(LocalBoot.ENVIRONMENT, Map.copyOf(variables));
        place.put(LocalBoot.HUB, hub);
        place.put(Place.RANK, rank);
        place.put(Place.PROGRAM, program);
        place.put(Place.FAILED, takeFailure);
        place.put(Place.ENDED, takeEnd);
        place.put(Place.RESULT, takeResult);
        return Map.copyOf(place);
    }

    private void runRank(final int rank, final Map<String, Object> place) {
        try {
            final Method entry = Class.forName(RankEntry.class.getName(), true,
                Thread.currentThread().getContextClassLoader()).getDeclaredMethod("run", Map.class);
            entry.setAccessible(true); // another loader makes another package
            entry.invoke(null, place);
        } catch (final InvocationTargetException e) {
            fail(rank, 1, e.getCause());
        } catch (final ReflectiveOperationException | RuntimeException | Error e) {
            fail(rank, 1, e);
        } finally {
            if (running.decrementAndGet() == 0) {
                ended.complete(null);
            }
        }
    }

    private void fail(final int rank, final int code, final Throwable thrown) {
        if (failure.get() != null || thrown instanceof EndOfRank) {
            return;
        }
        try {
            final String text = name(rank) + " of " + size + ": " + UncopiedThrowable.text(thrown);
            fail(new Failure(rank, code, text, Copies.of(thrown, source)));
        } finally {
            fail(UNTOLD); // does nothing but where even this has failed
        }
    }

    /** Only the first counts: the others fail because of it. */
    private void fail(final Failure first) {
        failure.compareAndSet(null, first);
        failed.complete(null);
    }

    private static boolean await(final CompletableFuture<?> event, final Duration limit) throws InterruptedException {
        try {
            event.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (final TimeoutException e) {
            return false;
        } catch (final ExecutionException e) {
            throw new IllegalStateException("events of a world do not fail", e);
        }
    }

    /** Waits for what is left of the ranks' threads; returns whether all have ended. */
    private boolean endThreads() {
        boolean isInterrupted = false;
        boolean isOver = false;
        // Only daemons are left where all went well, and they would end with a process.
        Duration limit = failure.get() == null ? Duration.ZERO : PATIENCE;
        final long start = System.nanoTime();
        for (int round = 0; round < 2 && !isOver; round++) {
            try {
                isOver = join(_ -> true, left(start, limit));
            } catch (final InterruptedException e) {
                isInterrupted = true;
            }
            if (!isOver) {
                all.interrupt();
                limit = PATIENCE.plus(GRACE);
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return isOver;
    }

    private boolean join(final Predicate<Thread> chosen, final Duration limit) throws InterruptedException {
        final long start = System.nanoTime();
        List<Thread> left = threads(chosen);
        while (!left.isEmpty()) {
            final Duration rest = left(start, limit);
            if (rest.isZero() || !left.getFirst().join(rest)) {
                return left.stream().noneMatch(Thread::isAlive);
            }
            left = threads(chosen); // one that has ended may have started others
        }
        return true;
    }

    private static Duration left(final long startNanos, final Duration limit) {
        final long nanos = limit.toNanos() - (System.nanoTime() - startNanos);
        return Duration.ofNanos(Math.max(0, nanos));
    }

    private List<Thread> threads(final Predicate<Thread> chosen) {
        final Thread[] found = new Thread[all.activeCount() + 16];
        return Arrays.stream(found, 0, all.enumerate(found)).filter(Thread::isAlive).filter(chosen).toList();
    }

    private String stacks() {
        final StringBuilder text = new StringBuilder();
        for (final Thread thread : threads(_ -> true)) {
            text.append(System.lineSeparator())
                .append(thread.getThreadGroup() == null ? "" : thread.getThreadGroup().getName())
                .append(": \"")
                .append(thread.getName())
                .append("\" ")
                .append(thread.getState());
            for (final StackTraceElement frame : thread.getStackTrace()) {
                text.append(System.lineSeparator()).append("    at ").append(frame);
            }
        }
        return text.toString();
    }

    private static String name(final int rank) {
        return "rank " + rank;
    }
}
