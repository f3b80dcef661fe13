package mpi.core.boot;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import mpi.core.diag.ErrorLog;

/**
 * Where connections to the {@link RendezvousServer} come in and wait until they have joined the job. Strangers cannot
 * do harm here: each has a time limit, and when there are too many, the oldest has to go. Used by the server's thread
 * only, except {@link #rejected}.
 */
final class Lobby implements Closeable {
    /** Strangers that are served at a time, besides as many as there are ranks. */
    private static final int MAX_STRANGERS = 256;
    /** How long accepting rests after it failed, so that a lack of descriptors does not make the thread spin. */
    private static final long ACCEPT_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Selector selector;
    private final Supplier<Handshake> handshakes;
    private final int capacity;
    private final Duration joinLimit;
    private final ErrorLog errors;
    private final ServerSocketChannel acceptor;
    private final SelectionKey acceptorKey;
    private final AtomicLong rejected = new AtomicLong();
    /** Oldest first, and so in the order of their deadlines. */
    private final SequencedSet<RankConnection> strangers = new LinkedHashSet<>();
    private boolean isResting;
    private long restEndNanos;

    /**
     * Listens on a free port.
     *
     * @param bind where
     * @param size ranks in the world
     * @param selector selects whoever comes in; a connection's key has its {@link RankConnection} attached
     * @param handshakes makes the acceptor's end of a handshake
     * @param joinLimit how long a connection may take to join
     * @param errors takes what fails
     */
    Lobby(final InetAddress bind, final int size, final Selector selector, final Supplier<Handshake> handshakes,
        final Duration joinLimit, final ErrorLog errors) throws IOException {
        this.selector = selector;
        this.handshakes = handshakes;
        this.joinLimit = joinLimit;
        this.errors = errors;
        capacity = size + MAX_STRANGERS;
        acceptor = ServerSocketChannel.open();
        try {
            acceptor.bind(new InetSocketAddress(bind, 0), capacity).configureBlocking(false);
            acceptorKey = acceptor.register(selector, SelectionKey.OP_ACCEPT);
        } catch (final IOException e) {
            acceptor.close();
            throw e;
        }
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) acceptor.getLocalAddress();
    }

    /** How many connections were rejected so far; may be read by any thread. */
    long rejected() {
        return rejected.get();
    }

    /** Takes one new connection. */
    void accept() {
        try {
            final SocketChannel channel = acceptor.accept();
            if (channel != null) {
                admit(channel);
            }
        } catch (final IOException e) {
            errors.record("rendezvous: accepting a connection", e);
            acceptorKey.interestOps(0);
            isResting = true;
            restEndNanos = System.nanoTime() + ACCEPT_REST_NANOS;
        }
    }

    /** Lets a connection go that has joined the job. */
    void leave(final RankConnection connection) {
        strangers.remove(connection);
    }

    /** Drops a stranger and counts it; does nothing to a connection that is none of the strangers. */
    void reject(final RankConnection connection, final String reason) {
        if (strangers.remove(connection)) {
            rejected.incrementAndGet();
            errors.record("rendezvous: connection rejected: " + reason);
            try {
                connection.close();
            } catch (final IOException e) {
                errors.record("rendezvous: closing a rejected connection", e);
            }
        }
    }

    /** Does what is due. */
    void onTime(final long nowNanos) {
        while (!strangers.isEmpty() && nowNanos - strangers.getFirst().deadlineNanos() >= 0) {
            reject(strangers.getFirst(), "did not join within " + joinLimit.toMillis() + " ms");
        }
        if (isResting && nowNanos - restEndNanos >= 0) {
            isResting = false;
            acceptorKey.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    /** How long until {@link #onTime} has something to do; {@link Long#MAX_VALUE} if nothing is planned. */
    long nanosToDeadline(final long nowNanos) {
        final long joinNanos =
            strangers.isEmpty() ? Long.MAX_VALUE : strangers.getFirst().deadlineNanos() - nowNanos;
        return isResting ? Math.min(joinNanos, restEndNanos - nowNanos) : joinNanos;
    }

    @Override
    public void close() throws IOException {
        acceptor.close();
    }

    private void admit(final SocketChannel channel) throws IOException {
        final SelectionKey key;
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            key = channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
        final RankConnection connection =
            new RankConnection(channel, key, handshakes.get(), System.nanoTime() + joinLimit.toNanos());
        key.attach(connection);
        strangers.add(connection);
        if (strangers.size() > capacity) {
            reject(strangers.getFirst(), "too many connections");
        }
    }
}
