package mpi.core.boot;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mpi.core.diag.ErrorLog;

/**
 * The launcher's end of the lines to all ranks: where they meet, exchange their cards, and learn who is dead. One
 * thread, {@code mpj-rendezvous}, does everything; all methods may be called from any thread, also from the listener.
 *
 * <p>A connection that does not prove the job's secret, does not join within {@link #JOIN_LIMIT}, or is one too many is
 * dropped and counted; the job does not notice. Before the proof at most 256 bytes are read from it.
 */
public final class RendezvousServer implements AutoCloseable {
    /** How long a connection may take until it has proved itself and has named its rank. */
    public static final Duration JOIN_LIMIT = Duration.ofSeconds(5);

    private final RendezvousListener listener;
    private final ErrorLog errors;
    private final Selector selector;
    private final Lobby lobby;
    private final InetSocketAddress address;
    private final Thread thread;

    /** What other threads want done; guarded by itself. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    /** Guarded by {@link #tasks}; once true, no task is taken. */
    private boolean closed;

    // From here on: used by the server's thread only.
    private final RankConnection[] ranks;
    private final boolean[] hasJoined;
    private final SortedMap<Integer, String> deaths = new TreeMap<>();
    private final ExchangeBoard exchanges;
    private final StateQueries queries = new StateQueries();
    /** Who waits until what has arrived is told. */
    private final List<CompletableFuture<Void>> drains = new ArrayList<>();

    private RendezvousServer(final InetAddress bind, final String jobId, final int size, final byte[] secret,
        final Duration joinLimit, final RendezvousListener listener, final ErrorLog errors) throws IOException {
        this.listener = listener;
        this.errors = errors;
        ranks = new RankConnection[size];
        hasJoined = new boolean[size];
        exchanges = new ExchangeBoard(size);
        final byte[] ownSecret = secret.clone();
        final SecureRandom random = new SecureRandom();
        selector = Selector.open();
        try {
            lobby = new Lobby(bind, size, selector, () -> Handshake.acceptor(Handshake.Role.CONTROL,
                Handshake.LAUNCHER, jobId, Handshake.ANY_EPOCH, ownSecret, random), joinLimit, errors);
            address = lobby.address();
        } catch (final IOException e) {
            selector.close();
            throw e;
        }
        thread = Thread.ofPlatform().name("mpj-rendezvous").daemon().unstarted(this::run);
    }

    /**
     * Listens on a free port.
     *
     * @param bind where; {@link InetAddress#getLoopbackAddress()} if all ranks are on this host
     * @param jobId names the job
     * @param size ranks in the world
     * @param secret the job's secret, {@link Handshake#SECRET_BYTES} bytes
     * @param listener takes what ranks say
     * @param errors takes what fails, rejected connections included
     * @return the server, already running
     * @throws IOException if it cannot listen
     */
    public static RendezvousServer open(final InetAddress bind, final String jobId, final int size,
        final byte[] secret, final RendezvousListener listener, final ErrorLog errors) throws IOException {
        return open(bind, jobId, size, secret, JOIN_LIMIT, listener, errors);
    }

    /** As above, with a time limit for joining that suits a test. */
    static RendezvousServer open(final InetAddress bind, final String jobId, final int size, final byte[] secret,
        final Duration joinLimit, final RendezvousListener listener, final ErrorLog errors) throws IOException {
        final RendezvousServer server =
            new RendezvousServer(bind, jobId, size, secret, joinLimit, listener, errors);
        server.thread.start();
        return server;
    }

    /**
     * Where ranks connect to.
     *
     * @return address and port
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * How many connections were dropped because they did not prove the secret, were late, or came as a rank that has
     * joined already.
     *
     * @return the count so far
     */
    public long rejected() {
        return lobby.rejected();
    }

    /**
     * Asks all ranks that have joined what they are doing. The result never fails; a rank that does not answer in time,
     * or that is gone, is absent from it. It is completed on the server's thread: what depends on it must not block.
     *
     * @param timeout how long to wait for answers
     * @param wantStacks whether to ask for the stacks of all threads too
     * @return the answers, by rank
     */
    public CompletableFuture<List<StateAnswer>> queryStates(final Duration timeout, final boolean wantStacks) {
        final CompletableFuture<List<StateAnswer>> result = new CompletableFuture<>();
        final long deadlineNanos = System.nanoTime() + timeout.toNanos();
        if (!execute(() -> askAll(deadlineNanos, wantStacks, result))) {
            result.complete(List.of());
        }
        return result;
    }

    /**
     * Waits until the listener knows which ranks have joined. Once a process has ended, what it sent has arrived, but
     * may lie unread: only after this it is certain whether the process had joined, and then {@code lineLost} tells
     * when all is read that it said.
     *
     * @return completed on the server's thread once each line has been read after this call; never fails
     */
    public CompletableFuture<Void> drained() {
        final CompletableFuture<Void> result = new CompletableFuture<>();
        if (!execute(() -> drains.add(result))) {
            result.complete(null);
        }
        return result;
    }

    /**
     * Tells all other ranks, also those that have not joined yet, that a rank is dead. Their exchanges fail, now and
     * later.
     *
     * @param rank world rank of the dead
     * @param reason one line for the user
     */
    public void announceDeath(final int rank, final String reason) {
        execute(() -> {
            deaths.put(rank, reason);
            for (final RankConnection connection : ranks) {
                if (connection != null && connection.rank() != rank) {
                    send(connection, new ControlMessage.PeerDied(rank, reason));
                }
            }
        });
    }

    /**
     * Ends all lines and stops listening: ranks that still run lose their lifeline and end. Not told to the listener.
     * Open questions end with what was answered. Waits for the server's thread, unless it is the caller.
     */
    @Override
    public void close() {
        execute(this::stopTakingTasks);
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the task will run, or has run; false once the server is closed. */
    private boolean execute(final Runnable task) {
        synchronized (tasks) {
            if (closed) {
                return false;
            }
            tasks.add(task);
        }
        selector.wakeup();
        return true;
    }

    private void stopTakingTasks() {
        synchronized (tasks) {
            closed = true;
        }
    }

    private boolean runTasks() {
        while (true) {
            final Runnable task;
            synchronized (tasks) {
                task = tasks.poll();
                if (task == null) {
                    return !closed;
                }
            }
            task.run();
        }
    }

    private void run() {
        try {
            while (runTasks()) {
                selector.select(this::onReady, millisToDeadline());
                queries.expire(System.nanoTime());
                lobby.onTime(System.nanoTime());
                finishDrains();
            }
        } catch (final IOException e) {
            errors.record("rendezvous: waiting for ranks", e);
        } finally {
            stopTakingTasks();
            runTasks();
            selector.keys().forEach(key -> closeQuietly(key.channel()));
            closeQuietly(selector);
            queries.finishAll();
            finishDrains();
        }
    }

    private void finishDrains() {
        final List<CompletableFuture<Void>> finished = List.copyOf(drains);
        drains.clear();
        finished.forEach(drain -> drain.complete(null));
    }

    private long millisToDeadline() {
        if (!drains.isEmpty()) {
            return 1;
        }
        final long nowNanos = System.nanoTime();
        final long nanos = Math.min(queries.nanosToDeadline(nowNanos), lobby.nanosToDeadline(nowNanos));
        // Rounded up, so that the deadline is over when select returns; select(0) would wait without a limit.
        return nanos == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    private void onReady(final SelectionKey key) {
        if (!key.isValid()) {
            // Dropped a moment ago, on behalf of another connection that was ready at the same time.
            return;
        }
        if (key.attachment() instanceof RankConnection connection) {
            onReady(connection, key);
        } else {
            lobby.accept();
        }
    }

    private void onReady(final RankConnection connection, final SelectionKey key) {
        try {
            if (key.isWritable()) {
                connection.flush();
            }
            if (key.isReadable()) {
                final boolean mayContinue = connection.read();
                takeInput(connection);
                if (!mayContinue && connection.isOpen()) {
                    connection.requireWhole();
                    drop(connection, "the line was closed");
                }
            }
        } catch (final IOException e) {
            drop(connection, reasonOf(e));
        }
    }

    private void takeInput(final RankConnection connection) throws IOException {
        if (!connection.isProved() && !prove(connection)) {
            return;
        }
        ControlMessage message = connection.nextMessage();
        while (message != null) {
            if (!(message instanceof ControlMessage.FromRank fromRank)) {
                throw new ProtocolException("a message that only a launcher sends");
            }
            onMessage(connection, fromRank);
            message = connection.isOpen() ? connection.nextMessage() : null;
        }
    }

    /** Goes on with the handshake; returns whether it is done. */
    private boolean prove(final RankConnection connection) throws IOException {
        final Handshake.Outcome outcome = connection.advanceHandshake();
        if (outcome.isFailure()) {
            throw new ProtocolException("handshake failed: " + outcome);
        }
        if (outcome != Handshake.Outcome.AUTHENTICATED) {
            return false;
        }
        final int rank = connection.handshake().from();
        final boolean isWelcome = rank >= 0 && rank < ranks.length && !hasJoined[rank];
        if (isWelcome) {
            connection.handshake().accept();
        } else {
            connection.handshake().refuse();
        }
        connection.sendHandshakeOutput();
        if (!isWelcome) {
            throw new ProtocolException(
                "rank " + rank + " of " + ranks.length + " does not exist or has joined already");
        }
        return true;
    }

    private void onMessage(final RankConnection connection, final ControlMessage.FromRank message) throws IOException {
        if (!connection.hasJoined() && !(message instanceof ControlMessage.Hello)) {
            throw new ProtocolException("a message before the rank has joined");
        }
        final int rank = connection.rank();
        // The messages of every job come first, and not in a switch over patterns, whose classes the JVM would make at
        // run time (docs/adr/0010).
        if (message instanceof ControlMessage.Hello hello) {
            join(connection, hello);
        } else if (message instanceof ControlMessage.Exchange part) {
            exchange(rank, part);
        } else if (message instanceof ControlMessage.Initialized) {
            tell(() -> listener.initialized(rank));
        } else if (message instanceof ControlMessage.Finalized finalized) {
            tell(() -> listener.finalized(rank, finalized.statistics()));
        } else {
            onRareMessage(connection, message);
        }
    }

    private void onRareMessage(final RankConnection connection, final ControlMessage.FromRank message) {
        final int rank = connection.rank();
        switch (message) {
            case ControlMessage.MissingQuery query -> send(connection, new ControlMessage.Missing(query.epoch(),
                query.round(), exchanges.missing(query.epoch(), query.round())));
            case ControlMessage.Abort abort ->
                tell(() -> listener.abortRequested(rank, abort.code(), abort.reason()));
            case ControlMessage.State state -> queries.answered(state.id(),
                new StateAnswer(rank, connection.pid(), state.state(), state.stacks()));
            default -> throw new IllegalArgumentException(message.toString());
        }
    }

    private void join(final RankConnection connection, final ControlMessage.Hello hello) throws IOException {
        final int rank = hello.rank();
        if (rank != connection.handshake().from() || hello.size() != ranks.length || hasJoined[rank]) {
            throw new ProtocolException("joins as rank " + rank + " of " + hello.size() + ", expected a first greeting"
                + " of rank " + connection.handshake().from() + " of " + ranks.length);
        }
        lobby.leave(connection);
        connection.joined(rank, hello.pid());
        ranks[rank] = connection;
        hasJoined[rank] = true;
        tell(() -> listener.joined(rank, hello.pid()));
        deaths.forEach((dead, reason) -> send(connection, new ControlMessage.PeerDied(dead, reason)));
    }

    private void exchange(final int rank, final ControlMessage.Exchange part) throws IOException {
        final ControlMessage.Exchanged result = exchanges.add(rank, part);
        if (result == null) {
            return;
        }
        final ByteBuffer encoded = ControlCodec.encode(result);
        for (final RankConnection connection : ranks) {
            if (connection != null) {
                send(connection, encoded.duplicate());
            }
        }
        tell(() -> listener.exchanged(result.epoch(), result.round()));
    }

    private void askAll(final long deadlineNanos, final boolean wantStacks,
        final CompletableFuture<List<StateAnswer>> result) {
        // A rank that has not taken what it was sent before is stopped: asking it again only piles up memory.
        final List<RankConnection> asked = Stream.of(ranks)
            .filter(connection -> connection != null && !connection.hasOutput())
            .toList();
        final Set<Integer> askedRanks = asked.stream().map(RankConnection::rank).collect(Collectors.toSet());
        final long id = queries.open(askedRanks, deadlineNanos, result);
        asked.forEach(connection -> send(connection, new ControlMessage.StateQuery(id, wantStacks)));
    }

    private void send(final RankConnection connection, final ControlMessage message) {
        try {
            send(connection, ControlCodec.encode(message));
        } catch (final ProtocolException e) {
            errors.record("rendezvous: telling rank " + connection.rank(), e);
        }
    }

    private void send(final RankConnection connection, final ByteBuffer encoded) {
        try {
            connection.send(encoded);
        } catch (final IOException e) {
            drop(connection, reasonOf(e));
        }
    }

    /** Ends a connection: a stranger's is counted, a rank's is told. */
    private void drop(final RankConnection connection, final String reason) {
        if (!connection.hasJoined()) {
            lobby.reject(connection, reason);
            return;
        }
        final int rank = connection.rank();
        closeQuietly(connection);
        if (ranks[rank] == connection) {
            ranks[rank] = null;
            queries.lost(rank);
            tell(() -> listener.lineLost(rank, reason));
        }
    }

    private void tell(final Runnable call) {
        try {
            call.run();
        } catch (final RuntimeException e) {
            errors.record("rendezvous: listener failed", e);
        }
    }

    private void closeQuietly(final Closeable resource) {
        try {
            resource.close();
        } catch (final IOException e) {
            errors.record("rendezvous: closing", e);
        }
    }

    private static String reasonOf(final IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
