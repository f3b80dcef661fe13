package mpi.transport.tcp;

import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import mpi.core.boot.Handshake.Outcome;
import mpi.core.diag.Counters;
import mpi.core.runtime.Setting;

/**
 * Opens the connection to a peer: tries each of its addresses, again and again until the time limit. The limit counts
 * while nobody answers. A peer that has taken the connection and does not speak may be computing: it is waited for, and
 * the end of the stream tells if it dies.
 */
final class Connector implements HandshakeHandler.Owner {
    /** With several addresses, how long one may stay silent before the next one is tried. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** After a refusal the peer's own connection is on its way; if it does not come, another attempt is due. */
    private static final long REFUSED_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final TcpContext context;
    private final TcpEndpoint endpoint;
    private final Card card;
    private final long timeoutNanos;
    private State state = State.DONE;
    private HandshakeHandler handler;
    private String trouble = "no answer";
    private long deadlineNanos;
    /** When the state ends by itself: next attempt, or silence of this one. */
    private long dueNanos;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private int attempts;
    private boolean hasFailed;

    private enum State {
        /** Between two attempts. */
        PAUSING,
        /** The peer's kernel has not answered. */
        CONNECTING,
        /** The peer has not answered. */
        SHAKING_HANDS,
        /** Connected, or given up. */
        DONE
    }

    Connector(final TcpContext context, final TcpEndpoint endpoint, final Card card) {
        this.context = context;
        this.endpoint = endpoint;
        this.card = card;
        timeoutNanos = TimeUnit.SECONDS.toNanos(context.rank().settings().number(Setting.CONNECT_TIMEOUT));
    }

    /** Makes the first attempt. */
    void begin() {
        deadlineNanos = context.clock().nanos() + timeoutNanos;
        attempt();
    }

    /**
     * Looks at the time.
     *
     * @return whether this is still trying
     */
    boolean tick() {
        final long now = context.clock().nanos();
        if (state == State.CONNECTING && now >= dueNanos) {
            handler.drop();
            retry("no answer");
        } else if (state == State.PAUSING && now >= dueNanos) {
            attempt();
        }
        return state != State.DONE;
    }

    /** Stops trying. */
    void abandon() {
        if (state == State.CONNECTING || state == State.SHAKING_HANDS) {
            handler.drop();
        }
        state = State.DONE;
    }

    /**
     * Whether an attempt has failed, and the present one cannot have been accepted yet.
     *
     * @return true if nothing is lost by giving up
     */
    boolean isInVain() {
        return hasFailed && (state != State.SHAKING_HANDS || !handler.hasAnswered());
    }

    @Override
    public void onOutcome(final HandshakeHandler of, final Outcome outcome) {
        switch (outcome) {
            case ACCEPTED -> {
                state = State.DONE;
                endpoint.onConnected(of);
            }
            case REFUSED -> {
                of.drop();
                // It lives: the time limit begins anew.
                deadlineNanos = context.clock().nanos() + timeoutNanos;
                pause(REFUSED_PAUSE_NANOS);
            }
            default -> {
                of.drop();
                context.counters().increment(Counters.Value.DROPPED);
                retry("whoever listens there is not that rank of this job (" + outcome + ")");
            }
        }
    }

    @Override
    public void onBroken(final HandshakeHandler of, final String reason) {
        if (of == handler) {
            retry(reason);
        }
    }

    private void attempt() {
        final InetSocketAddress address = address();
        attempts++;
        final SocketChannel channel;
        try {
            channel = context.sockets().newStream();
        } catch (final ChannelException e) {
            // Out of descriptors: there may be some again when others have ended their connections.
            retry(e.getMessage());
            return;
        }
        state = State.CONNECTING;
        dueNanos = deadlineNanos;
        if (card.addresses().size() > 1) {
            dueNanos = Math.min(deadlineNanos, context.clock().nanos() + SILENCE_NANOS);
        }
        final HandshakeHandler attempt = new HandshakeHandler(context, context.initiator(endpoint.peer()), this);
        handler = attempt;
        attempt.begin(context, channel);
        final ChannelFuture connected = channel.connect(address);
        connected.addListener(result -> onConnect(attempt, result.cause()));
    }

    private void onConnect(final HandshakeHandler attempt, final Throwable cause) {
        if (attempt != handler || state != State.CONNECTING) {
            return;
        }
        if (cause == null) {
            state = State.SHAKING_HANDS;
        } else {
            attempt.drop();
            retry(Connection.textOf(cause));
        }
    }

    private void retry(final String reason) {
        trouble = reason;
        hasFailed = true;
        if (context.clock().nanos() >= deadlineNanos) {
            giveUp();
        } else if (attempts % card.addresses().size() != 0) {
            pause(0);
        } else {
            pause(pauseNanos);
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        }
    }

    private void pause(final long nanos) {
        state = State.PAUSING;
        dueNanos = context.clock().nanos() + nanos;
    }

    private void giveUp() {
        state = State.DONE;
        endpoint.fail("rank " + endpoint.peer() + " cannot be reached at " + card + " within "
            + TimeUnit.NANOSECONDS.toSeconds(timeoutNanos) + " seconds (" + Setting.CONNECT_TIMEOUT.property() + "): "
            + trouble);
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(card.addresses().get(attempts % card.addresses().size()), card.port());
    }
}
