package mpi.core.p2p;

import mpi.core.wire.Frame;

/**
 * A clear-to-send or done that the transport refused at first.
 */
record ControlFrame(SendProtocol sends, Frame.Type type, long sendId, long receiveId, long acceptedBytes)
    implements Outgoing {

    @Override
    public int attempt(final Peer to) {
        final int result = sends.trySendControl(to, type, sendId, receiveId, acceptedBytes);
        return result < 0 ? result : 1;
    }

    @Override
    public boolean isPayload() {
        return false;
    }
}
