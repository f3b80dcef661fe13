package mpi.transport.tcp;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import mpi.core.transport.Memory;
import mpi.core.transport.MemoryKind;

/** Native epoll, on Linux. */
final class EpollSockets implements Sockets {
    /** Of the connection that was asked last; kept so that asking allocates nothing. */
    private final EpollTcpInfo info = new EpollTcpInfo();
    /** Two of the kernel's {@code struct iovec}: address and length each, a word each. */
    private final NativeBuffer parts = NativeBuffer.allocate(4 * Long.BYTES);

    static boolean isAvailable() {
        return Epoll.isAvailable();
    }

    @Override
    public IoHandlerFactory handlerFactory() {
        return EpollIoHandler.newFactory();
    }

    @Override
    public IoHandle gate(final IoHandle handle, final CallerEventLoop loop) {
        return new EpollGate((EpollIoHandle) handle, loop);
    }

    @Override
    public SocketChannel newStream() {
        return new EpollSocketChannel();
    }

    @Override
    public int tryWrite(final SocketChannel channel, final NativeBuffer buffer) {
        if (!channel.isActive()) {
            return 0;
        }
        try {
            return Math.max(0,
                socket(channel).sendAddress(buffer.memoryAddress(), buffer.readerIndex(), buffer.writerIndex()));
        } catch (final IOException e) {
            // The channel meets the same error when it writes, and closes itself with it.
            return 0;
        }
    }

    @Override
    public boolean canWriteFrom(final Object base, final long lengthBytes) {
        return base == null || HeapOutput.isUsable(base, lengthBytes);
    }

    @Override
    public int tryWrite(final SocketChannel channel, final NativeBuffer buffer, final Object base, final long offset,
        final int lengthBytes) {
        if (!channel.isActive()) {
            return 0;
        }
        return base == null
            ? writeBoth(socket(channel), buffer, offset, lengthBytes)
            : writeInTurn(socket(channel).intValue(), buffer, base, offset, lengthBytes);
    }

    private int writeBoth(final Socket socket, final NativeBuffer buffer, final long address, final int lengthBytes) {
        final long part = parts.memoryAddress();
        Memory.ALL.set(ValueLayout.JAVA_LONG, part, buffer.memoryAddress() + buffer.readerIndex());
        Memory.ALL.set(ValueLayout.JAVA_LONG, part + Long.BYTES, buffer.readableBytes());
        Memory.ALL.set(ValueLayout.JAVA_LONG, part + 2 * Long.BYTES, address);
        Memory.ALL.set(ValueLayout.JAVA_LONG, part + 3 * Long.BYTES, lengthBytes);
        try {
            return (int) Math.max(0, socket.writevAddresses(part, 2));
        } catch (final IOException e) {
            // As above.
            return 0;
        }
    }

    /** No one call takes both: the address of an array holds only for the call that it is passed to. */
    private static int writeInTurn(final int socket, final NativeBuffer buffer, final Object base, final long offset,
        final int lengthBytes) {
        final int bufferBytes = buffer.readableBytes();
        if (bufferBytes > 0) {
            final long first = NativeSend.sendFirst(socket, buffer.memoryAddress() + buffer.readerIndex(),
                bufferBytes);
            if (first < bufferBytes) {
                return (int) Math.max(0, first);
            }
        }
        final long second = NativeSend.send(socket, MemoryKind.of(base), base, offset, lengthBytes);
        return bufferBytes + (int) Math.max(0, second);
    }

    @Override
    public int tryRead(final SocketChannel channel, final NativeBuffer buffer) throws IOException {
        if (!channel.isActive()) {
            return 0;
        }
        return Math.max(0,
            socket(channel).recvAddress(buffer.memoryAddress(), buffer.writerIndex(), buffer.capacity()));
    }

    @Override
    public boolean hasDirectWay() {
        return true;
    }

    private static Socket socket(final SocketChannel channel) {
        return (Socket) ((EpollSocketChannel) channel).fd();
    }

    @Override
    public int segmentBytes(final SocketChannel channel) {
        final long bytes = ((EpollSocketChannel) channel).tcpInfo(info).sndMss();
        return Math.clamp(bytes, 1, FrameWriter.CAPACITY_BYTES);
    }

    @Override
    public ServerSocketChannel newListener() {
        return new EpollServerSocketChannel();
    }

    @Override
    public DatagramChannel newDatagram() {
        return new EpollDatagramChannel();
    }

    @SuppressWarnings("try") // as in Gate
    private static final class EpollGate extends Gate<EpollIoHandle> implements EpollIoHandle {
        EpollGate(final EpollIoHandle handle, final CallerEventLoop loop) {
            super(handle, loop);
        }

        @Override
        public FileDescriptor fd() {
            return handle.fd();
        }
    }
}
