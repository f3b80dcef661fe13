package mpi.transport.tcp;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;

/**
 * Makes the channels of one kind of event loop. The epoll classes are touched only where they are wanted.
 */
sealed interface Sockets permits EpollSockets, NioSockets {

    /**
     * Picks epoll where it is wanted and native.
     *
     * @param isEpollWanted what the settings say
     * @return the kind
     */
    static Sockets choose(final boolean isEpollWanted) {
        return isEpollWanted && EpollSockets.isAvailable() ? new EpollSockets() : new NioSockets();
    }

    /**
     * The multiplexer.
     *
     * @return makes one for a loop
     */
    IoHandlerFactory handlerFactory();

    /**
     * Keeps events from a handle while its loop only sleeps.
     *
     * @param handle what a channel wants to register
     * @param loop the loop
     * @return what to register in its place
     */
    IoHandle gate(IoHandle handle, CallerEventLoop loop);

    /**
     * A connection.
     *
     * @return a new channel
     */
    SocketChannel newStream();

    /**
     * A listening socket.
     *
     * @return a new channel
     */
    ServerSocketChannel newListener();

    /**
     * A datagram socket.
     *
     * @return a new channel
     */
    DatagramChannel newDatagram();
}
