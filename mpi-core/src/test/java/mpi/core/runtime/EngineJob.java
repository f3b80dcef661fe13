package mpi.core.runtime;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.Handshake;
import mpi.core.boot.JobEnvironment;
import mpi.core.boot.LocalControl;
import mpi.core.diag.ErrorLog;
import mpi.core.kit.LoopbackTransport;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;
import mpi.core.transport.TransportProvider;

/**
 * Runs the ranks of a job as threads of this JVM, without package {@code mpi}: a rank is an object (engine invariant
 * 20). Cheaper than {@code MpiTest}, and the test sees each rank's counters, error log and state.
 */
public final class EngineJob {
    private static final AtomicInteger JOBS = new AtomicInteger();
    private static final String LOOPBACK = "loopback";

    private final int size;
    private final String transport;
    private final Map<String, String> settings = new HashMap<>();
    private final ConcurrentMap<String, CompletableFuture<Object>> hub = LocalControl.newHub();
    private final String jobId = "engine-" + ProcessHandle.current().pid() + "-" + JOBS.incrementAndGet();
    private final byte[] secret = new byte[Handshake.SECRET_BYTES];
    private final List<Throwable> failures = new ArrayList<>();
    private final List<TransportProvider> extraProviders = new ArrayList<>();
    private int[] hostIds;
    private int lives = 1;
    private boolean orderly = true;
    private Duration timeLimit = Duration.ofSeconds(60);

    /** What a rank does between Init and Finalize. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs in the rank's thread.
         *
         * @param rank the rank
         * @throws Exception if the test has failed
         */
        void run(EngineRank rank) throws Exception;
    }

    /**
     * Plans a job.
     *
     * @param size number of ranks
     * @param transport {@code loopback}, or one or several whose modules are on the class path, by comma, in the order
     *     in which they are tried
     */
    public EngineJob(final int size, final String transport) {
        this.size = size;
        this.transport = transport;
        this.hostIds = new int[size];
        new SecureRandom().nextBytes(secret);
    }

    /** Gives a setting a value for all ranks. */
    public EngineJob set(final Setting setting, final Object value) {
        settings.put(setting.variable(), value.toString());
        return this;
    }

    /** Gives settings values for all ranks. */
    public EngineJob set(final Map<Setting, String> values) {
        values.forEach(this::set);
        return this;
    }

    /** Tells on which host each rank counts as being. */
    public EngineJob hosts(final int... ids) {
        hostIds = ids;
        return this;
    }

    /** Tries a transport before the others. */
    public EngineJob first(final TransportProvider provider) {
        extraProviders.add(provider);
        return this;
    }

    /** Says how often each rank joins and leaves. */
    EngineJob lives(final int number) {
        lives = number;
        return this;
    }

    /** Says that ranks die, so that they leave one by one, and that errors may be logged. */
    public EngineJob disorderly() {
        orderly = false;
        return this;
    }

    /** Sets how long the job may take. */
    public EngineJob limit(final Duration limit) {
        timeLimit = limit;
        return this;
    }

    /**
     * Runs the job.
     *
     * @param body what each rank does
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void run(final Body body) throws InterruptedException {
        final List<Thread> threads = new ArrayList<>();
        for (int rank = 0; rank < size; rank++) {
            final int number = rank;
            threads.add(Thread.ofPlatform().daemon().name("rank " + rank).start(() -> runRank(number, body)));
        }
        final long deadline = System.nanoTime() + timeLimit.toNanos();
        for (final Thread thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                fail(-1, new AssertionError("not done after " + timeLimit.toSeconds() + " s" + stacks()));
                break;
            }
        }
        synchronized (failures) {
            if (!failures.isEmpty()) {
                final Throwable first = failures.getFirst();
                throw new AssertionError(jobId + " over " + transport + ": " + first, first);
            }
        }
    }

    private void runRank(final int number, final Body body) {
        try {
            for (int epoch = 0; epoch < lives; epoch++) {
                live(join(number, epoch), body);
            }
        } catch (final Exception | AssertionError e) {
            fail(number, e);
        }
    }

    private void live(final EngineRank rank, final Body body) throws Exception {
        body.run(rank);
        if (orderly) {
            rank.engine().finish();
            if (rank.engine().errors().count() > 0) {
                throw new AssertionError("errors logged: " + rank.engine().errors().entries());
            }
        } else {
            leave(rank);
        }
    }

    /** Closes the rank's transports without the others: each counts as dead for them. */
    private void leave(final EngineRank rank) {
        announceDeath(rank.number(), "it has left");
        try {
            rank.engine().finish();
        } catch (final MPIException e) {
            if (e.getErrorClass() != MPI.ERR_PROC_FAILED) {
                throw e;
            }
        }
    }

    /** Joins a rank to its job, as Init does. */
    EngineRank join(final int number, final int epoch) throws IOException {
        final Settings values = new Settings(settings, new Properties());
        final JobEnvironment place = new JobEnvironment(jobId, epoch, number, size, number, size, hostIds[number],
            size > Runtime.getRuntime().availableProcessors(), secret);
        final Rank.Parts parts = Rank.parts(place, values, new ErrorLog());
        final ProcessEnd processEnd = (code, _, _) -> {
            throw new AssertionError("the process would end with code " + code);
        };
        final RankListener listener = new RankListener(processEnd);
        listener.answerFor(parts);
        final LocalControl control = new LocalControl(hub, place, timeLimit, listener);
        final Rank rank = Rank.join(place, values, control, processEnd, parts, providers());
        return new EngineRank(rank, parts, this::announceDeath);
    }

    private List<TransportProvider> providers() {
        final List<TransportProvider> providers = new ArrayList<>(extraProviders);
        if (LOOPBACK.equals(transport)) {
            providers.add(new Loopback(hub));
        } else {
            final List<String> names = List.of(transport.split(","));
            ServiceLoader.load(TransportProvider.class)
                .stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> names.contains(provider.name()))
                .sorted(Comparator.comparing(provider -> names.indexOf(provider.name())))
                .forEach(providers::add);
        }
        return size == 1 ? List.of() : providers;
    }

    private void announceDeath(final int rank, final String reason) {
        LocalControl.announceDeath(hub, rank, reason);
    }

    private void fail(final int number, final Throwable failure) {
        synchronized (failures) {
            failures.add(failure);
        }
        for (int rank = 0; rank < size; rank++) {
            if (number < 0 || number == rank) {
                announceDeath(rank, failure.toString());
            }
        }
    }

    private static String stacks() {
        final StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            text.append(System.lineSeparator())
                .append('"')
                .append(thread.getName())
                .append("\" ")
                .append(thread.getState());
            for (final StackTraceElement frame : stack) {
                text.append(System.lineSeparator()).append("    at ").append(frame);
            }
        });
        return text.toString();
    }

    /** The loopback transport of ranks that share this class. */
    private record Loopback(ConcurrentMap<String, CompletableFuture<Object>> hub) implements TransportProvider {
        @Override
        public String name() {
            return LOOPBACK;
        }

        @Override
        public int preference() {
            return 0;
        }

        @Override
        public Transport open(final TransportContext context) {
            return new LoopbackTransport(context, hub, 0);
        }
    }
}
