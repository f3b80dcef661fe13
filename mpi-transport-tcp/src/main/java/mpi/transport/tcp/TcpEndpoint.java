package mpi.transport.tcp;

import mpi.core.boot.Handshake.Outcome;
import mpi.core.diag.Counters;
import mpi.core.transport.Endpoint;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;

/**
 * A peer: unconnected until first use, then connected, at last lost. Of two connections that cross, the one opened by
 * the lower world rank survives (engine invariant 14).
 */
final class TcpEndpoint implements Endpoint {
    private final TcpContext context;
    private final int peer;
    /** {@code null} until this rank has to open the connection itself. */
    private Connector connector;
    private Connection connection;
    private Card card;
    /** Why the peer is given up, or {@code null}. */
    private String failure;

    TcpEndpoint(final TcpContext context, final int peer) {
        this.context = context;
        this.peer = peer;
    }

    /**
     * Learns where the peer listens.
     *
     * @param peersCard its card
     */
    void card(final Card peersCard) {
        card = peersCard;
    }

    @Override
    public int peer() {
        return peer;
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public int maxPayloadBytes() {
        return Limits.MAX_PAYLOAD_BYTES;
    }

    @Override
    public int trySend(final Frame frame, final Object base, final long offset, final int lengthBytes) {
        if (lengthBytes > Limits.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("payload of " + lengthBytes + " bytes");
        }
        context.loop().enter();
        try {
            return connection == null ? connect() : connection.trySend(frame, base, offset, lengthBytes);
        } finally {
            context.loop().exit();
        }
    }

    @Override
    public int trySendData(final Frame frame, final Object base, final long offset, final long lengthBytes) {
        context.loop().enter();
        try {
            return connection == null ? connect() : connection.trySendData(frame, base, offset, lengthBytes);
        } finally {
            context.loop().exit();
        }
    }

    @Override
    public boolean isFrameOpen() {
        return connection != null && connection.isFrameOpen();
    }

    @Override
    public long earlyBytes(final long lengthBytes) {
        return connection == null ? Endpoint.super.earlyBytes(lengthBytes) : connection.earlyBytes(lengthBytes);
    }

    @Override
    public long expose(final Object base, final long offset, final long lengthBytes) {
        return Frame.NOT_EXPOSED;
    }

    @Override
    public long resolve(final long descriptor, final long lengthBytes) {
        return 0;
    }

    /**
     * The stream.
     *
     * @return the connection, or {@code null} while there is none
     */
    Connection connection() {
        return connection;
    }

    /**
     * Checks time limits of a connection attempt.
     *
     * @return whether one is under way
     */
    boolean tick() {
        return connector != null && connector.tick();
    }

    /**
     * Decides on a connection that the peer has opened and proved.
     *
     * @param handler its handshake
     */
    void onPeerConnected(final HandshakeHandler handler) {
        if (failure != null) {
            // A refusal would tell the peer to go on trying.
            handler.drop();
            return;
        }
        if (connection != null || !yieldsToPeer()) {
            handler.refuse();
            return;
        }
        abandonAttempt();
        handler.accept();
        onConnected(handler);
    }

    /**
     * The connection is up.
     *
     * @param handler its handshake, {@link Outcome#ACCEPTED}
     */
    void onConnected(final HandshakeHandler handler) {
        connection = new Connection(context, this, handler.channel());
        handler.replaceBy(connection);
    }

    /**
     * The stream has broken.
     *
     * @param reason why
     */
    void onLost(final String reason) {
        connection = null;
        fail("rank " + peer + " is lost: " + reason);
    }

    /**
     * The peer is given up.
     *
     * @param reason one line for the user
     */
    void fail(final String reason) {
        if (failure == null) {
            failure = reason;
            abandonAttempt();
            context.rank().failures().onPeerFailed(peer, reason);
        }
    }

    /**
     * Ends use of this peer without telling anybody.
     */
    void drop() {
        failure = "the transport is closed";
        abandonAttempt();
        if (connection != null) {
            connection.drop();
            connection = null;
        }
    }

    /**
     * Stops trying to connect.
     */
    void abandonAttempt() {
        if (connector != null) {
            connector.abandon();
        }
    }

    private int connect() {
        if (failure != null) {
            return SendResult.CLOSED;
        }
        if (connector == null) {
            if (card == null) {
                throw new IllegalStateException("rank " + peer + " is not attached");
            }
            connector = new Connector(context, this, card);
            connector.begin();
            context.agenda().addAttempt(this);
        }
        context.counters().increment(Counters.Value.BACK_PRESSURE);
        return SendResult.BACK_PRESSURED;
    }

    /**
     * A lower rank insists on its own attempt, unless that was in vain before. But an attempt whose proof is sent may
     * have been accepted already, so it is never given up.
     */
    private boolean yieldsToPeer() {
        return connector == null || context.job().rank() > peer || connector.isInVain();
    }
}
