package mpi.core.transport;

import mpi.core.wire.Frame;

/**
 * One direction from this rank to one peer over one transport. Called with the progress lock held. Frames arrive at the
 * peer in the order in which they were accepted here. A user's memory is given as {@code (base, offset, length)}, see
 * {@link Memory}.
 */
public interface Endpoint {
    /**
     * The peer.
     *
     * @return its world rank
     */
    int peer();

    /**
     * Whether the peer shares memory with this rank.
     *
     * @return true for a peer on this host
     */
    boolean isLocal();

    /**
     * The longest payload {@link #trySend} takes.
     *
     * @return length in bytes
     */
    int maxPayloadBytes();

    /**
     * Sends one frame, header and payload, whole or not at all. Copies the payload before it returns.
     *
     * @param frame header; {@code payloadBytes} is set by this method
     * @param base see {@link Memory}
     * @param offset see {@link Memory}
     * @param lengthBytes length of the payload, at most {@link #maxPayloadBytes()}; may be 0
     * @return {@code lengthBytes}, or a negative {@link SendResult}
     */
    int trySend(Frame frame, Object base, long offset, int lengthBytes);

    /**
     * Sends a next piece of a cleared or early payload as one DATA frame whose length the transport chooses, or the
     * next piece of the frame that is open.
     *
     * @param frame header with {@code recvId} and {@code dataOffset} set; of an open frame it has been sent
     * @param base see {@link Memory}
     * @param offset of the first byte not yet sent, see {@link Memory}
     * @param lengthBytes bytes left to send, more than 0
     * @return number of bytes taken, more than 0, or a negative {@link SendResult}
     */
    int trySendData(Frame frame, Object base, long offset, long lengthBytes);

    /**
     * Whether the last DATA frame has announced more than was taken. Until all of it is, {@link #trySend} refuses, and
     * {@link #trySendData} has to be given the rest of the same payload.
     *
     * @return true if the frame is not complete
     */
    default boolean isFrameOpen() {
        return false;
    }

    /**
     * How much of a payload should follow its request-to-send at once, by {@link #trySendData}: so much that the answer
     * is there before the pieces are out.
     *
     * @param lengthBytes length of the payload
     * @return length in bytes, at most {@code lengthBytes}
     */
    default long earlyBytes(final long lengthBytes) {
        return Math.min(lengthBytes, Frame.MAX_EARLY_BYTES);
    }

    /**
     * Makes memory readable for the peer without a copy, if it lies where the peer can map it.
     *
     * @param base see {@link Memory}
     * @param offset see {@link Memory}
     * @param lengthBytes length in bytes
     * @return a descriptor for {@link #resolve} at the peer, or {@link Frame#NOT_EXPOSED}
     */
    long expose(Object base, long offset, long lengthBytes);

    /**
     * Finds memory that the peer has exposed.
     *
     * @param descriptor what the peer's {@link #expose} returned
     * @param lengthBytes length in bytes
     * @return its address in this process, or 0 if it cannot be reached
     */
    long resolve(long descriptor, long lengthBytes);

    /**
     * Whether the peer, before it sleeps, executes a full fence on behalf of this rank too.
     *
     * @return false if this rank has to execute one itself between storing something and {@link #wake}
     */
    default boolean isFencePaid() {
        return false;
    }

    /**
     * Wakes the peer if it sleeps or is about to, so that it looks at shared memory again. What it shall find there has
     * been stored before, with release, and a full fence executed since unless that is {@linkplain #isFencePaid()
     * paid}.
     */
    default void wake() {
        // who shares no memory is woken by messages
    }
}
