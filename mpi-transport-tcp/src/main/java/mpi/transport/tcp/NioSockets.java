package mpi.transport.tcp;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
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
        return new Gate((NioIoHandle) handle, loop);
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

    /** Selection is level-triggered: an event that is dropped here is seen again at the next poll. */
    @SuppressWarnings("try") // close() throws what Netty's IoHandle declares
    private record Gate(NioIoHandle handle, CallerEventLoop loop) implements NioIoHandle {
        @Override
        public SelectableChannel selectableChannel() {
            return handle.selectableChannel();
        }

        @Override
        public void handle(final IoRegistration registration, final IoEvent event) {
            if (!loop.isSleeping()) {
                handle.handle(registration, event);
            }
        }

        @Override
        public void registered() {
            handle.registered();
        }

        @Override
        public void unregistered() {
            handle.unregistered();
        }

        @Override
        public void close() throws Exception {
            handle.close();
        }
    }
}
