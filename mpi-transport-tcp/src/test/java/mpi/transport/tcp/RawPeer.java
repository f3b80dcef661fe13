package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import mpi.core.boot.Handshake;
import mpi.core.boot.Handshake.Outcome;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;

/** A peer made of nothing but a blocking socket: says what it is told to, in whatever pieces. */
final class RawPeer implements AutoCloseable {
    final Socket socket;
    private final List<TestRank> ranks;

    private RawPeer(final Socket socket, final List<TestRank> ranks) throws IOException {
        this.socket = socket;
        this.ranks = ranks;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(1);
    }

    /** Connects without a word. */
    RawPeer(final TestRank acceptor, final List<TestRank> ranks) throws IOException {
        this(new Socket(), ranks);
        final Card card = Card.decode(acceptor.transport.card());
        socket.connect(new InetSocketAddress(card.addresses().getFirst(), card.port()));
    }

    /** Takes a rank's connection. */
    static RawPeer accepted(final ServerSocket server, final int rank, final List<TestRank> ranks)
        throws IOException {
        final Socket[] accepted = new Socket[1];
        server.setSoTimeout(1);
        TestRank.await(ranks, "a connection", () -> {
            try {
                accepted[0] = server.accept();
            } catch (final SocketTimeoutException e) {
                return false;
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        });
        final RawPeer peer = new RawPeer(accepted[0], ranks);
        final Handshake acceptor = Handshake.acceptor(Handshake.Role.PEER, rank, TestRank.JOB, 0, TestRank.SECRET,
            new SecureRandom());
        assertEquals(Outcome.AUTHENTICATED, peer.shakeHands(acceptor));
        acceptor.accept();
        peer.write(acceptor.takeOutput());
        return peer;
    }

    /** Connects and proves itself. */
    static RawPeer connected(final TestRank acceptor, final int from, final List<TestRank> ranks)
        throws IOException {
        final RawPeer peer = new RawPeer(acceptor, ranks);
        assertEquals(Outcome.ACCEPTED, peer.shakeHands(initiator(from, acceptor.job.rank(), TestRank.SECRET)));
        return peer;
    }

    static Handshake initiator(final int from, final int to, final byte[] secret) {
        return Handshake.initiator(Handshake.Role.PEER, from, to, TestRank.JOB, 0, secret, new SecureRandom());
    }

    /** The last outcome; the same as before if the other end has closed. */
    Outcome shakeHands(final Handshake handshake) throws IOException {
        while (handshake.outcome() == Outcome.NEEDS_MORE) {
            write(handshake.takeOutput());
            final int next = read();
            if (next < 0) {
                return handshake.outcome();
            }
            handshake.receive(ByteBuffer.wrap(new byte[] {(byte) next}));
        }
        return handshake.outcome();
    }

    void write(final byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** One byte, or -1 at the end of the stream; polls the ranks meanwhile. */
    int read() throws IOException {
        final int[] result = {-2};
        TestRank.await(ranks, "a byte for the raw peer", () -> {
            try {
                result[0] = socket.getInputStream().read();
            } catch (final SocketTimeoutException e) {
                return false;
            } catch (final IOException e) {
                result[0] = -1;
            }
            return true;
        });
        return result[0];
    }

    static byte[] bytesOf(final Frame frame, final byte[] payload) {
        frame.payloadBytes = payload.length;
        final byte[] bytes = new byte[FrameCodec.HEADER_BYTES + payload.length];
        FrameCodec.encode(frame, MemorySegment.ofArray(bytes), 0);
        System.arraycopy(payload, 0, bytes, FrameCodec.HEADER_BYTES, payload.length);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
