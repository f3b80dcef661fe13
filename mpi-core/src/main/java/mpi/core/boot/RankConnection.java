package mpi.core.boot;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One connection to the {@link RendezvousServer}: its bytes in and out, and how far it has come. Knows no job. Used by
 * the server's thread only.
 */
final class RankConnection implements Closeable {
    /** The most that is read from a peer before it has proved itself. */
    static final int UNPROVED_BYTES = 256;

    private static final int UNKNOWN_RANK = -1;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Handshake handshake;
    private final long deadlineNanos;
    private final Queue<ByteBuffer> output = new ArrayDeque<>();
    private ByteBuffer input = ByteBuffer.allocate(UNPROVED_BYTES);
    private int rank = UNKNOWN_RANK;
    private long pid;

    /**
     * Takes an accepted connection.
     *
     * @param channel the connection, non-blocking
     * @param key its registration for reading
     * @param handshake the acceptor's end
     * @param deadlineNanos when it must have joined
     */
    RankConnection(final SocketChannel channel, final SelectionKey key, final Handshake handshake,
        final long deadlineNanos) {
        this.channel = channel;
        this.key = key;
        this.handshake = handshake;
        this.deadlineNanos = deadlineNanos;
    }

    Handshake handshake() {
        return handshake;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    void joined(final int joinedRank, final long joinedPid) {
        rank = joinedRank;
        pid = joinedPid;
    }

    boolean hasJoined() {
        return rank != UNKNOWN_RANK;
    }

    int rank() {
        return rank;
    }

    long pid() {
        return pid;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    boolean isProved() {
        return handshake.outcome() == Handshake.Outcome.ACCEPTED;
    }

    /**
     * Reads what has arrived.
     *
     * @return whether the peer may send more; false at end of file
     */
    boolean read() throws IOException {
        return channel.read(input) >= 0;
    }

    /** Gives what has arrived to the handshake, and sends its answer. */
    Handshake.Outcome advanceHandshake() throws IOException {
        final Handshake.Outcome outcome = handshake.receive(input.flip());
        input.compact();
        sendHandshakeOutput();
        return outcome;
    }

    /** Sends what the handshake has to say. */
    void sendHandshakeOutput() throws IOException {
        final byte[] bytes = handshake.takeOutput();
        if (bytes.length > 0) {
            send(ByteBuffer.wrap(bytes));
        }
    }

    /**
     * Takes the next message that has arrived whole.
     *
     * @return the message, or {@code null}
     */
    ControlMessage nextMessage() throws IOException {
        input.flip();
        if (input.remaining() < ControlCodec.HEADER_BYTES) {
            input.compact();
            return null;
        }
        final int messageBytes = ControlCodec.messageBytes(input);
        if (input.remaining() < messageBytes) {
            makeRoom(messageBytes);
            return null;
        }
        final ControlMessage message = ControlCodec.decode(input.slice(input.position(), messageBytes));
        input.position(input.position() + messageBytes).compact();
        return message;
    }

    /** Fails if the peer has ended in the middle of a message. */
    void requireWhole() throws EOFException {
        if (input.position() > 0) {
            throw new EOFException("the line ended within a message");
        }
    }

    /** Whether there are bytes that the peer has not taken yet. */
    boolean hasOutput() {
        return !output.isEmpty();
    }

    /** Sends bytes, or keeps what the peer does not take now until {@link #flush}. */
    void send(final ByteBuffer bytes) throws IOException {
        output.add(bytes);
        flush();
    }

    /** Goes on sending. */
    void flush() throws IOException {
        while (!output.isEmpty()) {
            final ByteBuffer head = output.peek();
            channel.write(head);
            if (head.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            output.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Grows with what arrives, not at once to the length that a peer claims. */
    private void makeRoom(final int messageBytes) {
        if (input.limit() == input.capacity()) {
            input = ByteBuffer.allocate((int) Math.min(messageBytes, 2L * input.capacity())).put(input);
        } else {
            input.compact();
        }
    }
}
