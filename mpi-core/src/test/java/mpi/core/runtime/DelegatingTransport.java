package mpi.core.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Transport;

/**
 * A transport that does what another one does, unless a test says otherwise. Two loopbacks of one rank would sleep in
 * two places; so this one never lets the rank sleep for long.
 */
class DelegatingTransport implements Transport {
    private final Transport transport;

    DelegatingTransport(final Transport transport) {
        this.transport = transport;
    }

    @Override
    public String name() {
        return transport.name();
    }

    @Override
    public byte[] card() {
        return transport.card();
    }

    @Override
    public Endpoint attach(final int peer, final byte[] card) {
        try {
            return transport.attach(peer, card);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void attached() {
        transport.attached();
    }

    @Override
    public int poll(final int limit) {
        return transport.poll(limit);
    }

    @Override
    public void arm(final int doorbellPort) {
        transport.arm(doorbellPort);
    }

    @Override
    public void disarm() {
        transport.disarm();
    }

    @Override
    public void block(final long timeoutNanos) {
        throw new IllegalStateException("this transport cannot block");
    }

    @Override
    public void wakeup() {
        transport.wakeup();
    }

    @Override
    public int doorbellPort() {
        return transport.doorbellPort();
    }

    @Override
    public void checkPeers() {
        transport.checkPeers();
    }

    @Override
    public ByteBuffer allocate(final int capacityBytes) {
        return transport.allocate(capacityBytes);
    }

    @Override
    public boolean hasPendingOutput() {
        return transport.hasPendingOutput();
    }

    @Override
    public void close(final boolean orderly) {
        transport.close(orderly);
    }
}
