package mpi.transport.tcp;

import io.netty.channel.ChannelException;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import mpi.core.boot.JobEnvironment;
import mpi.core.diag.Counters;
import mpi.core.runtime.Setting;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Transport;
import mpi.core.transport.TransportContext;

/**
 * Frames over TCP, moved by whoever polls. There is no thread here: every method but {@link #wakeup} runs the event
 * loop or its data under the rank's progress lock; {@link #block} only waits.
 */
final class TcpTransport implements Transport {
    static final String NAME = "tcp";

    private final TcpContext context;
    private final TcpEndpoint[] endpoints;
    private final Listener listener;
    private final Doorbell doorbell;
    private final byte[] card;
    private volatile boolean isClosed;

    private TcpTransport(final TransportContext rank) throws IOException {
        final Sockets sockets = Sockets.choose(rank.settings().flag(Setting.TCP_EPOLL));
        context = new TcpContext(rank, sockets, new CallerEventLoop(sockets), new Agenda(), new RecentStream(),
            new PolledClock(), new SecureRandom());
        endpoints = new TcpEndpoint[rank.job().size()];
        context.loop().enter();
        try {
            final InetAddress address = bindAddress(rank);
            listener = new Listener(context, this::endpoint, address);
            doorbell = new Doorbell(context);
            card = new Card(Card.reachable(address), listener.port()).encode();
        } catch (final IOException | RuntimeException e) {
            context.loop().destroy();
            throw e;
        } finally {
            context.loop().exit();
        }
    }

    /**
     * Opens the transport of a rank.
     *
     * @param rank the rank
     * @return the transport, listening
     * @throws IOException if that is not possible
     */
    static TcpTransport open(final TransportContext rank) throws IOException {
        try {
            return new TcpTransport(rank);
        } catch (final ChannelException e) {
            // So Netty reports that there is no socket or no multiplexer to be had.
            throw new IOException("cannot make a socket: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte[] card() {
        return card.clone();
    }

    @Override
    public Endpoint attach(final int peer, final byte[] peersCard) throws IOException {
        if (peersCard.length == 0) {
            return null;
        }
        final Card decoded = Card.decode(peersCard);
        final TcpEndpoint endpoint = endpoint(peer);
        endpoint.card(decoded);
        return endpoint;
    }

    @Override
    public void attached() {
        // no names to remove
    }

    @Override
    public int poll(final int limit) {
        if (isClosed) {
            return 0;
        }
        context.loop().enter();
        try {
            return pollInside(limit);
        } finally {
            context.loop().exit();
        }
    }

    private int pollInside(final int limit) {
        final Agenda agenda = context.agenda();
        int handled = 0;
        agenda.begin(limit);
        try {
            agenda.deliver();
            if (agenda.budget() > 0) {
                handled = receive(agenda);
            }
            if (agenda.expectsTicks()) {
                tick();
            }
        } finally {
            handled += agenda.end();
        }
        return handled;
    }

    private int receive(final Agenda agenda) {
        final int read = context.recent().poll(agenda.expectsTicks() || agenda.hasUnflushed());
        if (read != RecentStream.ASK_LOOP) {
            return read;
        }
        context.counters().increment(Counters.Value.SYSTEM_CALLS);
        return context.loop().poll();
    }

    /** Time limits are looked at after the loop has run: what has arrived in time is in time. */
    private void tick() {
        context.clock().advance();
        final boolean hasStrangers = listener.tick();
        final boolean hasAttempts = context.agenda().tickAttempts();
        context.agenda().expectTicks(hasStrangers || hasAttempts);
    }

    @Override
    public void arm(final int doorbellPort) {
        // The peers' kernels wake this rank; nothing is announced.
        VarHandle.fullFence();
    }

    @Override
    public void disarm() {
        // nothing was announced
    }

    @Override
    public void block(final long timeoutNanos) {
        context.loop().sleep(timeoutNanos, context.agenda());
        context.recent().expectEvents();
    }

    @Override
    public void wakeup() {
        context.loop().wakeup();
    }

    @Override
    public int doorbellPort() {
        return doorbell.port();
    }

    @Override
    public void checkPeers() {
        // The end of a stream tells that its peer is gone, and poll sees it.
    }

    @Override
    public ByteBuffer allocate(final int capacityBytes) {
        return null;
    }

    @Override
    public boolean hasPendingOutput() {
        return context.agenda().hasUnflushed();
    }

    @Override
    public void close(final boolean orderly) {
        if (isClosed) {
            return;
        }
        context.loop().enter();
        try {
            isClosed = true;
            listener.close();
            if (orderly) {
                closeStreams();
            }
            for (final TcpEndpoint endpoint : endpoints) {
                if (endpoint != null) {
                    endpoint.drop();
                }
            }
            context.loop().destroy();
        } finally {
            context.loop().exit();
        }
    }

    /** Ends all output, and reads to the end of all input (engine invariant 16). */
    private void closeStreams() {
        final long deadlineNanos = System.nanoTime() + Limits.CLOSE_NANOS;
        final Agenda agenda = context.agenda();
        agenda.begin(Integer.MAX_VALUE);
        agenda.deliver();
        while (!advanceClose()) {
            if (System.nanoTime() - deadlineNanos >= 0) {
                context.rank().errors().record("tcp, close: peers did not end their streams in time");
                break;
            }
            context.loop().await(Limits.TICK_NANOS);
        }
        agenda.end();
    }

    private boolean advanceClose() {
        boolean isDone = true;
        for (final TcpEndpoint endpoint : endpoints) {
            if (endpoint != null) {
                endpoint.abandonAttempt();
                isDone &= endpoint.connection() == null || endpoint.connection().advanceClose();
            }
        }
        return isDone;
    }

    /** A peer may connect before this rank has attached to it. */
    private TcpEndpoint endpoint(final int peer) {
        if (endpoints[peer] == null) {
            endpoints[peer] = new TcpEndpoint(context, peer);
        }
        return endpoints[peer];
    }

    private static InetAddress bindAddress(final TransportContext rank) throws IOException {
        final String wanted = rank.settings().text(Setting.TCP_BIND);
        final JobEnvironment job = rank.job();
        if (!wanted.isEmpty()) {
            try {
                return InetAddress.getByName(wanted);
            } catch (final UnknownHostException e) {
                throw new IOException("setting " + Setting.TCP_BIND.property() + ": unknown address " + wanted, e);
            }
        }
        return job.localSize() == job.size() ? InetAddress.getLoopbackAddress() : InetAddress.ofLiteral("0.0.0.0");
    }
}
