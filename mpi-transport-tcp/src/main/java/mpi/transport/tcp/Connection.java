package mpi.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import mpi.core.diag.Counters;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;

/**
 * The one stream to a peer, after the handshake. Guarded by the loop.
 */
final class Connection extends ChannelInboundHandlerAdapter implements ChannelInput.Source {
    private final TcpContext context;
    private final TcpEndpoint endpoint;
    private final SocketChannel channel;
    private final FrameReader reader;
    private final FrameWriter writer;
    /** The first failure of the stream, or null: those after it only follow from it. */
    private String trouble;
    private boolean isUndelivered;
    private boolean isUnflushed;
    /** The peer sends no more, but what it has sent may not be delivered yet. */
    private boolean isInputEnded;
    /** Everything is delivered, the peer has said goodbye. */
    private boolean isInputDone;
    private boolean isGoodbyeWritten;
    private boolean isOutputShut;
    private boolean isOver;

    Connection(final TcpContext context, final TcpEndpoint endpoint, final SocketChannel channel) {
        this.context = context;
        this.endpoint = endpoint;
        this.channel = channel;
        reader = new FrameReader(endpoint.peer(), context.rank().handler(), context.counters());
        writer = new FrameWriter(context.sockets(), channel, context.counters());
        context.recent().opened();
    }

    /**
     * Takes over the stream.
     *
     * @param early what was read behind the handshake
     */
    void begin(final ByteBuf early) {
        reader.prepend(early);
        deliver();
    }

    int trySend(final Frame frame, final Object base, final long offset, final int lengthBytes) {
        final boolean isFollowed = frame.type == Frame.Type.RTS && frame.earlyBytes() > 0;
        return afterWrite(canSend()
            ? writer.tryWrite(frame, base, offset, lengthBytes)
            : refusal(), isFollowed);
    }

    int trySendData(final Frame frame, final Object base, final long offset, final long lengthBytes) {
        return afterWrite(canSend()
            ? writer.tryWriteData(frame, base, offset, lengthBytes)
            : refusal(), false);
    }

    boolean isFrameOpen() {
        return writer.isFrameOpen();
    }

    /**
     * How much of a payload to send behind its request.
     *
     * @param lengthBytes length of the payload
     * @return so much that the request and the first piece fill whole segments
     */
    long earlyBytes(final long lengthBytes) {
        return Math.min(lengthBytes, writer.earlyBytes());
    }

    /**
     * Moves what is gathered.
     *
     * @return whether some is left
     */
    boolean flushPending() {
        writer.flush();
        isUnflushed = writer.hasPending();
        return isUnflushed;
    }

    /**
     * Reads what has arrived, past the channel.
     *
     * @return whether there was something
     */
    boolean read() {
        if (isUndelivered || isInputEnded || isOver) {
            return false;
        }
        final NativeBuffer buffer = reader.writableBuffer();
        context.counters().increment(Counters.Value.SYSTEM_CALLS);
        final int bytes;
        try {
            bytes = context.sockets().tryRead(channel, buffer);
        } catch (final IOException e) {
            channel.pipeline().fireExceptionCaught(e);
            return true;
        }
        buffer.writerIndex(buffer.writerIndex() + bytes);
        if (bytes > 0) {
            deliver();
        }
        return bytes > 0;
    }

    /** Hands on frames as far as the budget of the poll under way goes, and then the end of the stream. */
    void deliver() {
        if (!isOver) {
            deliver(context.agenda().budget());
        }
    }

    /**
     * Takes the next step towards an orderly end.
     *
     * @return whether both directions have ended
     */
    boolean advanceClose() {
        if (!isOver && !isOutputShut) {
            isGoodbyeWritten = isGoodbyeWritten || writer.tryWriteGoodbye();
            writer.flush();
            if (isGoodbyeWritten && !writer.hasPending()) {
                isOutputShut = true;
                channel.shutdownOutput();
            }
        }
        return isOver || isOutputShut && isInputDone;
    }

    /** Closes the stream without telling anybody. */
    void drop() {
        if (!isOver) {
            isOver = true;
            context.recent().closed(this);
        }
        setUndelivered(false);
        channel.close();
    }

    @Override
    public ByteBuf writableBuffer() {
        if (!reader.writableBuffer().isWritable()) {
            // More than the budget, but a read into a full buffer would look like the end of the stream.
            deliver(Integer.MAX_VALUE);
        }
        return reader.writableBuffer();
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) {
        ReferenceCountUtil.release(message);
        if (context.sockets().hasDirectWay()) {
            context.recent().heard(this);
        }
        deliver();
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext ctx, final Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            // Or the multiplexer would report the end of the stream again and again.
            channel.config().setAutoRead(false);
            isInputEnded = true;
            deliver();
        }
    }

    @Override
    public void channelInactive(final ChannelHandlerContext ctx) {
        isInputEnded = true;
        deliver();
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
        if (trouble == null) {
            trouble = textOf(cause);
        }
        if (!(cause instanceof IOException)) {
            context.rank().errors().record("tcp, frames of rank " + endpoint.peer(), cause);
        }
        channel.close();
    }

    /** What a failure says to the user; Netty's own have no message. */
    static String textOf(final Throwable cause) {
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }

    private boolean canSend() {
        return channel.isActive() && !isGoodbyeWritten;
    }

    /** A broken stream pushes back, until the next poll has delivered what had arrived and reports the loss. */
    private int refusal() {
        if (!isInputDone || channel.isActive()) {
            return SendResult.BACK_PRESSURED;
        }
        lose("it has ended in good order before");
        return SendResult.CLOSED;
    }

    /** Early payload comes at once and takes the frame before it along. */
    private int afterWrite(final int result, final boolean isFollowed) {
        if (result == SendResult.BACK_PRESSURED) {
            context.counters().increment(Counters.Value.BACK_PRESSURE);
        } else if (result >= 0 && !isFollowed && !context.agenda().isPolling()) {
            writer.flush();
        }
        if (!isUnflushed && writer.hasPending()) {
            isUnflushed = true;
            context.agenda().addUnflushed(this);
        }
        return result;
    }

    private void deliver(final int limit) {
        final int count = reader.deliver(limit);
        context.agenda().spend(count);
        if (reader.error() != null) {
            context.counters().increment(Counters.Value.DROPPED);
            lose("the peer broke the protocol: " + reader.error());
            return;
        }
        setUndelivered(count >= limit);
        if (isInputEnded && !isUndelivered && !isInputDone) {
            endInput();
        }
    }

    private void endInput() {
        if (reader.isGoodbyeSeen()) {
            isInputDone = true;
        } else {
            final String reason = trouble == null ? "the stream ended without a goodbye" : trouble;
            lose(reader.isBetweenFrames() ? reason : reason + ", in the middle of a frame");
        }
    }

    private void lose(final String reason) {
        if (!isOver) {
            drop();
            endpoint.onLost(reason);
        }
    }

    private void setUndelivered(final boolean value) {
        if (value != isUndelivered) {
            isUndelivered = value;
            if (value) {
                context.agenda().addUndelivered(this);
            } else {
                context.agenda().removeUndelivered(this);
            }
        }
    }
}
