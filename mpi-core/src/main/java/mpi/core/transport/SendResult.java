package mpi.core.transport;

/**
 * Named negative results of an attempt to send.
 */
public final class SendResult {
    /** The peer's queue has no room now; try again after {@code Transport.poll}. Nothing was sent. */
    public static final int BACK_PRESSURED = -1;
    /** The peer is gone; the failure has been reported to the {@link TransportContext}. Nothing was sent. */
    public static final int CLOSED = -2;
    /**
     * Nothing was sent, and this endpoint can never be used: there is no room for its resources. Only the first attempt
     * can find this out; use another route.
     */
    public static final int NO_SPACE = -3;

    private SendResult() {}
}
