package mpi.transport.shm;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import mpi.core.diag.ErrorLog;

/**
 * Wakes ranks that sleep elsewhere than on their word: one datagram to a port of theirs on loopback. A datagram that
 * gets lost costs the sleeper its time limit, no more. The socket is made at the first ring. It is a {@code
 * DatagramSocket}, not a channel: an interrupt of the calling thread does not close it.
 */
final class Doorbell implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ErrorLog errors;
    private final DatagramPacket packet = new DatagramPacket(new byte[1], 1);
    private DatagramSocket socket;
    private boolean closed;

    Doorbell(final ErrorLog errors) {
        this.errors = errors;
    }

    void ring(final int port) {
        if (closed) {
            return;
        }
        try {
            if (socket == null) {
                final InetAddress loopback = InetAddress.getByAddress(LOOPBACK);
                socket = new DatagramSocket(new InetSocketAddress(loopback, 0));
                packet.setAddress(loopback);
            }
            packet.setPort(port);
            socket.send(packet);
        } catch (final IOException e) {
            errors.record("shm: waking a peer through port " + port, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (socket != null) {
            socket.close();
        }
    }
}
