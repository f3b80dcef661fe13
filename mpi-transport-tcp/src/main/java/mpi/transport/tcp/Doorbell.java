package mpi.transport.tcp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import mpi.core.diag.ErrorLog;

/**
 * A datagram socket on loopback whose only use is that what arrives there ends a sleep (engine invariant 5).
 */
final class Doorbell extends ChannelInboundHandlerAdapter {
    /** Where local peers ring. The JVM's own notion of loopback may be ::1. */
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int DATAGRAM_BYTES = 16;
    private static final int DATAGRAMS_PER_POLL = 64;

    private final DatagramChannel channel;
    private final ErrorLog errors;

    /**
     * Hangs up the bell. To be called inside the loop.
     *
     * @param context the transport
     * @throws IOException if there is no loopback
     */
    Doorbell(final TcpContext context) throws IOException {
        errors = context.rank().errors();
        channel = context.sockets().newDatagram();
        channel.config()
            .setRecvByteBufAllocator(
                new FixedRecvByteBufAllocator(DATAGRAM_BYTES).maxMessagesPerRead(DATAGRAMS_PER_POLL));
        context.bind(channel, this, LOOPBACK);
    }

    int port() {
        return channel.localAddress().getPort();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object datagram) {
        ReferenceCountUtil.release(datagram);
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        errors.record("tcp, doorbell", cause);
    }
}
