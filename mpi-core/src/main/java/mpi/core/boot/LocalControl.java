package mpi.core.boot;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * The control channel of ranks that live in one process, without a launcher (engine invariant 20). They meet in a hub
 * that consists of JDK types only, so that each rank may come from a class loader of its own. All methods may be called
 * from any thread.
 *
 * <p>The hub maps names to things that happen once: {@code E.X.R} is rank R's part in exchange X of epoch E, a byte[];
 * {@code death.R} is the death of rank R, {@code end} that of the whole job, each with its reason as a String.
 */
public final class LocalControl implements ControlChannel {
    private static final String END_KEY = "end";

    private final LocalHub hub;
    private final JobEnvironment job;
    private final Duration startLimit;

    /** Guards the fields below it. */
    private final Object stateLock = new Object();
    private int nextRound;
    private boolean closed;
    private String failure;
    private CompletableFuture<Void> pending;

    /**
     * Joins a rank to the hub.
     *
     * @param hub joins the ranks, from {@link #newHub}
     * @param job the rank's place in its job
     * @param startLimit how long an exchange waits for the other ranks
     * @param listener is told of deaths, on the thread that announces them
     */
    public LocalControl(final ConcurrentMap<String, CompletableFuture<Object>> hub, final JobEnvironment job,
        final Duration startLimit, final ControlListener listener) {
        this.hub = new LocalHub(hub);
        this.job = job;
        this.startLimit = startLimit;
        for (int rank = 0; rank < job.size(); rank++) {
            if (rank != job.rank()) {
                final int peer = rank;
                this.hub.event(deathKey(peer)).thenAccept(reason -> onDeath(peer, (String) reason, listener));
            }
        }
        this.hub.event(END_KEY).thenAccept(reason -> onEnd((String) reason, listener));
    }

    /**
     * Makes a hub for the ranks of one job, for all its epochs.
     *
     * @return an empty hub
     */
    public static ConcurrentMap<String, CompletableFuture<Object>> newHub() {
        return new ConcurrentHashMap<>();
    }

    /**
     * Tells all other ranks that a rank is dead, as a launcher does.
     *
     * @param hub the ranks' hub
     * @param rank world rank of the dead
     * @param reason one line for the user
     */
    public static void announceDeath(final ConcurrentMap<String, CompletableFuture<Object>> hub, final int rank,
        final String reason) {
        new LocalHub(hub).event(deathKey(rank)).complete(reason);
    }

    /**
     * Tells all ranks that the job is over: whatever they wait for in MPI fails.
     *
     * @param hub the ranks' hub
     * @param reason one line for the user
     */
    public static void announceEnd(final ConcurrentMap<String, CompletableFuture<Object>> hub, final String reason) {
        new LocalHub(hub).event(END_KEY).complete(reason);
    }

    @Override
    public byte[][] exchange(final byte[] mine) throws IOException {
        final List<CompletableFuture<Object>> parts;
        final CompletableFuture<Void> all;
        final int round;
        synchronized (stateLock) {
            if (failure != null) {
                throw new IOException(failure);
            }
            round = nextRound;
            nextRound++;
            parts = IntStream.range(0, job.size()).mapToObj(rank -> hub.event(partKey(round, rank))).toList();
            all = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
            pending = all;
        }
        parts.get(job.rank()).complete(mine.clone());
        try {
            StartLimit.await(all, startLimit);
        } catch (final TimeoutException e) {
            throw new IOException(StartLimit.exceeded(startLimit, missing(parts), job.size()), e);
        }
        // Everybody is in this exchange, so everybody has read the one before.
        forget(round - 1);
        return parts.stream().map(part -> ((byte[]) part.join()).clone()).toArray(byte[][]::new);
    }

    /** {@inheritDoc} Nobody has to be told: who has the ranks in his own process sees how they end. */
    @Override
    public void initialized() {}

    /** {@inheritDoc} The text is dropped: who has the ranks in his own process reads their counters. */
    @Override
    public void finalized(final String statistics) {
        // Finalize is collective: everybody has read the last exchange.
        synchronized (stateLock) {
            forget(nextRound - 1);
        }
    }

    /** {@inheritDoc} Without a launcher, it looks to the other ranks like the death of this one. */
    @Override
    public void abort(final int code, final String reason) {
        announceDeath(hub.entries(), job.rank(), "aborted with code " + code + (reason == null ? "" : ": " + reason));
    }

    /** {@inheritDoc} Who is to blame is known at once. */
    @Override
    public void awaitVerdict() {}

    @Override
    public void close() {
        synchronized (stateLock) {
            closed = true;
            fail("the line to the other ranks is closed");
        }
    }

    private void onDeath(final int rank, final String reason, final ControlListener listener) {
        synchronized (stateLock) {
            if (closed) {
                return;
            }
            fail("rank " + rank + " died: " + reason);
        }
        listener.onPeerDied(rank, reason);
    }

    private void onEnd(final String reason, final ControlListener listener) {
        synchronized (stateLock) {
            if (closed) {
                return;
            }
            fail("the job is over: " + reason);
        }
        listener.onJobEnded(reason);
    }

    /** Fails this and all later exchanges; the first failure is the one that is told. Called with the lock held. */
    private void fail(final String reason) {
        if (failure == null) {
            failure = reason;
        }
        if (pending != null) {
            pending.completeExceptionally(new IOException(failure));
        }
    }

    private void forget(final int round) {
        hub.forget(partKey(round, job.rank()));
    }

    private String partKey(final int round, final int rank) {
        return job.epoch() + "." + round + "." + rank;
    }

    private static String deathKey(final int rank) {
        return "death." + rank;
    }

    private static int[] missing(final List<CompletableFuture<Object>> parts) {
        return IntStream.range(0, parts.size()).filter(rank -> !parts.get(rank).isDone()).toArray();
    }
}
