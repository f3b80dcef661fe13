package mpi.transport.tcp;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketChannelConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import mpi.core.boot.Handshake;
import mpi.core.boot.JobEnvironment;
import mpi.core.diag.Counters;
import mpi.core.transport.TransportContext;

/**
 * What all parts of one rank's transport share.
 *
 * @param rank the rank
 * @param sockets makes channels
 * @param loop runs them, and guards everything here
 * @param agenda what polls have left to do
 * @param recent the stream that is read first
 * @param clock measures time limits
 * @param random source of nonces
 */
record TcpContext(TransportContext rank, Sockets sockets, CallerEventLoop loop, Agenda agenda,
    RecentStream recent, PolledClock clock, SecureRandom random) {

    /** Netty's pools and leak detector would allocate; the few buffers it asks for are made and thrown away. */
    static final ByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(true, true);

    JobEnvironment job() {
        return rank.job();
    }

    Counters counters() {
        return rank.counters();
    }

    Handshake initiator(final int peer) {
        return Handshake.initiator(Handshake.Role.PEER, job().rank(), peer, job().jobId(), job().epoch(),
            job().secret(), random);
    }

    Handshake acceptor() {
        return Handshake.acceptor(Handshake.Role.PEER, job().rank(), job().jobId(), job().epoch(), job().secret(),
            random);
    }

    /**
     * Prepares a socket that waits for others, and binds it to a free port.
     *
     * @param channel the socket
     * @param handler takes its events
     * @param address where to
     * @throws IOException if that is not possible
     */
    void bind(final Channel channel, final ChannelHandler handler, final InetAddress address) throws IOException {
        prepare(channel, handler);
        final ChannelFuture bound = channel.bind(new InetSocketAddress(address, 0));
        if (!bound.isSuccess()) {
            channel.close();
            throw new IOException("cannot listen on " + address.getHostAddress() + ": "
                + bound.cause().getMessage(), bound.cause());
        }
    }

    /**
     * Prepares a connection and hands it to the loop.
     *
     * @param channel the connection
     * @param input where it is read to
     * @param handler takes its events
     */
    void adopt(final SocketChannel channel, final ChannelInput input, final ChannelHandler handler) {
        final SocketChannelConfig config = channel.config();
        config.setRecvByteBufAllocator(input);
        config.setTcpNoDelay(true);
        config.setAllowHalfClosure(true);
        // Time limits are counted by the polled clock, output is bounded by the writer.
        config.setConnectTimeoutMillis(0);
        config.setWriteBufferWaterMark(new WriteBufferWaterMark(Integer.MAX_VALUE - 1, Integer.MAX_VALUE));
        prepare(channel, handler);
    }

    private void prepare(final Channel channel, final ChannelHandler handler) {
        channel.config().setAllocator(ALLOCATOR);
        channel.pipeline().addLast(handler);
        loop.adopt(channel);
    }
}
