package mpi.core.p2p;

/**
 * The payload that a peer sends behind its latest request-to-send without being asked, on its way in: to the receive
 * that has taken the message, to the buffer of the message that waits for one, or, where neither wants it, nowhere.
 * Guarded by the progress lock.
 */
final class EarlyPayload {
    /** The receive whose memory it goes to, or null. */
    ReceiveOperation receive;
    /** The message whose buffer it goes to, or null. */
    UnexpectedMessage message;
    private long announcedBytes;
    private long arrivedBytes;

    /** Whether some of it has not come. */
    boolean isDue() {
        return arrivedBytes < announcedBytes;
    }

    /** Expects so much for a receive or for a message. */
    void expect(final long lengthBytes, final ReceiveOperation forReceive, final UnexpectedMessage forMessage) {
        announcedBytes = lengthBytes;
        arrivedBytes = 0;
        receive = forReceive;
        message = forMessage;
    }

    /** Whether this is the next piece of what was announced. */
    boolean isNext(final long offset, final long lengthBytes) {
        return offset == arrivedBytes && lengthBytes <= announcedBytes - arrivedBytes;
    }

    /** Counts a piece. */
    void arrived(final long lengthBytes) {
        arrivedBytes += lengthBytes;
        if (!isDue()) {
            receive = null;
            message = null;
        }
    }

    /** A receive has taken the message, and wants what is still to come unless it is null. */
    void redirect(final UnexpectedMessage from, final ReceiveOperation to) {
        if (message == from) {
            message = null;
            receive = to;
        }
    }

    /** A receive wants no more of it. */
    void forget(final ReceiveOperation complete) {
        if (receive == complete) {
            receive = null;
        }
    }

    /** Nothing comes any more. */
    void end() {
        expect(0, null, null);
    }
}
