package mpi.transport.tcp;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;

/**
 * Makes the channels of one kind of event loop. The epoll classes are touched only where they are wanted.
 */
interface Sockets {

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
     * Writes past the channel, which allocates for each buffer it is given by a thread that is not Netty's. Only for a
     * channel that has nothing else to write.
     *
     * @param channel the connection
     * @param buffer what to write, its indices do not move
     * @return how many bytes were written; 0 if the channel has to do it, because the socket is full or broken or this
     *     kind of socket has no such way
     */
    int tryWrite(SocketChannel channel, NativeBuffer buffer);

    /**
     * Whether {@link #tryWrite(SocketChannel, NativeBuffer, Object, long, int)} can.
     *
     * @param base of what is to be written, see {@link mpi.core.transport.Memory}
     * @param lengthBytes how much that is
     * @return false where it has to be copied into a buffer
     */
    boolean canWriteFrom(Object base, long lengthBytes);

    /**
     * Writes past the channel, as {@link #tryWrite}, from a buffer and behind that from where else it lies.
     *
     * @param channel the connection
     * @param buffer what to write first; its indices do not move
     * @param base of what to write behind it, see {@link mpi.core.transport.Memory}
     * @param offset of what to write behind it, see {@link mpi.core.transport.Memory}
     * @param lengthBytes how much that is
     * @return how many bytes were written of both; 0 as above
     */
    int tryWrite(SocketChannel channel, NativeBuffer buffer, Object base, long offset, int lengthBytes);

    /**
     * Reads past the channel, without asking the multiplexer first.
     *
     * @param channel the connection
     * @param buffer where to, its writer index does not move
     * @return how many bytes were read; 0 if there are none, or the stream has ended, which the channel tells
     * @throws IOException if the stream is broken: the channel would not hear of it a second time
     */
    int tryRead(SocketChannel channel, NativeBuffer buffer) throws IOException;

    /**
     * Whether {@link #tryRead} and {@link #tryWrite} do anything.
     *
     * @return true if there is a way past the channel
     */
    boolean hasDirectWay();

    /**
     * How much of a stream travels in one packet.
     *
     * @param channel a connection that is up
     * @return the maximum segment size, at most {@link FrameWriter#CAPACITY_BYTES}; 1 if that is not known
     */
    int segmentBytes(SocketChannel channel);

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
