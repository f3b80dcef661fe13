package mpi.core.p2p;

import mpi.core.wire.Frame;

/**
 * A clear-to-send or done that the transport refused at first. Used again once it is out.
 */
final class ControlFrame implements Outgoing {
    private final SendProtocol sends;
    Frame.Type type;
    long sendId;
    long receiveId;
    long acceptedBytes;

    ControlFrame(final SendProtocol sends) {
        this.sends = sends;
    }

    @Override
    public int attempt(final Peer to) {
        final int result = sends.trySendControl(to, type, sendId, receiveId, acceptedBytes);
        if (result < 0) {
            return result;
        }
        sends.release(this);
        return 1;
    }

    @Override
    public boolean isPayload() {
        return false;
    }
}
