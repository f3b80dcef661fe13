package mpi.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import mpi.core.boot.Handshake;
import mpi.core.boot.Handshake.Outcome;

/**
 * Moves the bytes of one handshake, and makes way for the {@link Connection} that comes of it. Reads at most
 * {@link Limits#STRANGER_BYTES}.
 */
final class HandshakeHandler extends ChannelInboundHandlerAdapter implements ChannelInput.Source {
    private final Handshake handshake;
    private final Owner owner;
    private final ChannelInput input;
    private final ByteBuf buffer = NativeBuffer.allocate(Limits.STRANGER_BYTES);
    private final long deadlineNanos;
    private SocketChannel channel;
    private boolean hasAnswered;
    private boolean isOver;

    /** Whoever opened or accepted the connection. */
    interface Owner {
        /**
         * The handshake has come to a point where something is to be decided.
         *
         * @param handler whose
         * @param outcome anything but {@link Outcome#NEEDS_MORE}
         */
        void onOutcome(HandshakeHandler handler, Outcome outcome);

        /**
         * The connection has broken before.
         *
         * @param handler whose
         * @param reason why, in a few words
         */
        void onBroken(HandshakeHandler handler, String reason);
    }

    HandshakeHandler(final TcpContext context, final Handshake handshake, final Owner owner) {
        this.handshake = handshake;
        this.owner = owner;
        deadlineNanos = context.clock().nanos() + Limits.STRANGER_NANOS;
        input = new ChannelInput(context.counters(), this);
    }

    /**
     * Begins on a channel.
     *
     * @param context adopts it
     * @param stream the channel
     */
    void begin(final TcpContext context, final SocketChannel stream) {
        channel = stream;
        context.adopt(stream, input, this);
    }

    Handshake handshake() {
        return handshake;
    }

    SocketChannel channel() {
        return channel;
    }

    /**
     * When an acceptor loses its patience.
     *
     * @return time of the polled clock
     */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /**
     * Whether this end has answered the other one's first word: from then on the other end may accept.
     *
     * @return true if an initiator has sent its proof
     */
    boolean hasAnswered() {
        return hasAnswered;
    }

    /** Acceptor: takes the connection. */
    void accept() {
        handshake.accept();
        sendOutput();
    }

    /** Acceptor: turns the connection down. It is closed when the initiator has been told. */
    void refuse() {
        isOver = true;
        handshake.refuse();
        channel.writeAndFlush(Unpooled.wrappedBuffer(handshake.takeOutput())).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes the connection without a word, nor one to the owner. */
    void drop() {
        isOver = true;
        channel.close();
    }

    /**
     * Lets a connection take over.
     *
     * @param connection what comes of this handshake
     */
    void replaceBy(final Connection connection) {
        isOver = true;
        input.source(connection);
        channel.pipeline().replace(this, null, connection);
        connection.begin(buffer);
    }

    @Override
    public ByteBuf writableBuffer() {
        return buffer;
    }

    @Override
    public void channelActive(final ChannelHandlerContext ctx) {
        sendOutput();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        ReferenceCountUtil.release(message);
        if (isOver) {
            buffer.clear();
            return;
        }
        final ByteBuffer received = buffer.nioBuffer();
        final Outcome outcome = handshake.receive(received);
        buffer.skipBytes(received.position());
        hasAnswered |= sendOutput();
        if (outcome != Outcome.NEEDS_MORE) {
            owner.onOutcome(this, outcome);
        }
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            fail("the peer closed the connection");
        }
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        fail("the connection was closed");
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        fail(cause.toString());
    }

    private void fail(final String reason) {
        if (!isOver) {
            drop();
            owner.onBroken(this, reason);
        }
    }

    private boolean sendOutput() {
        final byte[] output = handshake.takeOutput();
        if (output.length > 0) {
            final Channel stream = channel;
            stream.writeAndFlush(Unpooled.wrappedBuffer(output), stream.voidPromise());
        }
        return output.length > 0;
    }
}
