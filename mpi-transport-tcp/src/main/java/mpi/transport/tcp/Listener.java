package mpi.transport.tcp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import mpi.core.boot.Handshake.Outcome;
import mpi.core.diag.Counters;

/**
 * Takes connections and finds out whose they are. A stranger that does not prove itself in time, or says anything
 * wrong, is dropped and counted; the job does not notice.
 */
final class Listener extends ChannelInboundHandlerAdapter implements HandshakeHandler.Owner {
    private final TcpContext context;
    private final IntFunction<TcpEndpoint> endpoints;
    private final List<HandshakeHandler> strangers = new ArrayList<>();
    private final ServerSocketChannel channel;
    private boolean isResting;
    private long restEndNanos;

    /**
     * Listens. To be called inside the loop.
     *
     * @param context the transport
     * @param endpoints finds a peer by its world rank
     * @param address where to
     * @throws IOException if that is not possible
     */
    Listener(final TcpContext context, final IntFunction<TcpEndpoint> endpoints, final InetAddress address)
        throws IOException {
        this.context = context;
        this.endpoints = endpoints;
        channel = context.sockets().newListener();
        channel.config().setBacklog(maxStrangers());
        context.bind(channel, this, address);
    }

    int port() {
        return channel.localAddress().getPort();
    }

    /**
     * Drops whom it takes too long; accepts again after a rest.
     *
     * @return whether something still has a time limit
     */
    boolean tick() {
        final long now = context.clock().nanos();
        if (isResting && now >= restEndNanos) {
            isResting = false;
            channel.config().setAutoRead(true);
        }
        for (int i = strangers.size() - 1; i >= 0; i--) {
            final HandshakeHandler stranger = strangers.get(i);
            if (now >= stranger.deadlineNanos()) {
                dismiss(stranger);
            }
        }
        return isResting || !strangers.isEmpty();
    }

    /** Takes no more connections and drops those that are not proved. */
    void close() {
        channel.close();
        strangers.forEach(HandshakeHandler::drop);
        strangers.clear();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        final SocketChannel accepted = (SocketChannel) message;
        final HandshakeHandler stranger = new HandshakeHandler(context, context.acceptor(), this);
        stranger.begin(context, accepted);
        strangers.add(stranger);
        context.agenda().expectTicks(true);
        if (strangers.size() > maxStrangers()) {
            dismiss(strangers.getFirst());
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        context.rank().errors().record("tcp, accepting connections", cause);
        channel.config().setAutoRead(false);
        isResting = true;
        // What has passed since the last look at the clock is not part of the rest.
        context.clock().advance();
        restEndNanos = context.clock().nanos() + Limits.ACCEPT_REST_NANOS;
        context.agenda().expectTicks(true);
    }

    @Override
    public void onOutcome(final HandshakeHandler stranger, final Outcome outcome) {
        final int from = stranger.handshake().from();
        if (outcome != Outcome.AUTHENTICATED || from < 0 || from >= context.job().size()
            || from == context.job().rank()) {
            dismiss(stranger);
            return;
        }
        strangers.remove(stranger);
        endpoints.apply(from).onPeerConnected(stranger);
    }

    @Override
    public void onBroken(final HandshakeHandler stranger, final String reason) {
        dismiss(stranger);
    }

    private void dismiss(final HandshakeHandler stranger) {
        strangers.remove(stranger);
        stranger.drop();
        context.counters().increment(Counters.Value.DROPPED);
    }

    private int maxStrangers() {
        return context.job().size() + Limits.EXTRA_STRANGERS;
    }
}
