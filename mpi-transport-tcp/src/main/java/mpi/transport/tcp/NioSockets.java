package mpi.transport.tcp;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SelectableChannel;

/** The JDK's selector, everywhere. */
final class NioSockets implements Sockets {

    @Override
    public IoHandlerFactory handlerFactory() {
        return NioIoHandler.newFactory();
    }

    @Override
    public IoHandle gate(final IoHandle handle, final CallerEventLoop loop) {
        return new NioGate((NioIoHandle) handle, loop);
    }

    @Override
    public SocketChannel newStream() {
        return new NioSocketChannel();
    }

    @Override
    public int tryWrite(final SocketChannel channel, final NativeBuffer buffer) {
        return 0;
    }

    @Override
    public boolean canWriteFrom(final Object base, final long lengthBytes) {
        return false;
    }

    @Override
    public int tryWrite(final SocketChannel channel, final NativeBuffer buffer, final Object base, final long offset,
        final int lengthBytes) {
        return 0;
    }

    @Override
    public int tryRead(final SocketChannel channel, final NativeBuffer buffer) {
        return 0;
    }

    @Override
    public boolean hasDirectWay() {
        return false;
    }

    @Override
    public int segmentBytes(final SocketChannel channel) {
        return 1;
    }

    @Override
    public ServerSocketChannel newListener() {
        return new NioServerSocketChannel();
    }

    @Override
    public DatagramChannel newDatagram() {
        return new NioDatagramChannel();
    }

    @SuppressWarnings("try") // as in Gate
    private static final class NioGate extends Gate<NioIoHandle> implements NioIoHandle {
        NioGate(final NioIoHandle handle, final CallerEventLoop loop) {
            super(handle, loop);
        }

        @Override
        public SelectableChannel selectableChannel() {
            return handle.selectableChannel();
        }
    }
}
