package mpi.core.wire;

/**
 * The fields of one frame's header, between codec and protocol. Mutable and reused: one for what a rank sends, one for
 * what it receives; guarded by the rank's progress lock. {@link FrameCodec} says how it looks on the wire.
 */
public final class Frame {
    /** No memory exposed: the value of {@link #exposed()} in a request-to-send whose payload must be asked for. */
    public static final long NOT_EXPOSED = -1;
    /** Most that a request-to-send may announce in {@link #earlyBytes()}: the receiver must have room for it. */
    public static final int MAX_EARLY_BYTES = 128 * 1024;

    /** What a frame is for. The ordinal is the value on the wire. */
    public enum Type {
        /** A whole message: envelope and payload. */
        EAGER,
        /** Request to send: the envelope of a message whose payload waits at the sender. */
        RTS,
        /** Clear to send: answers a request-to-send; the receiver has matched it. */
        CTS,
        /** A piece of a payload that was cleared, or announced as early by the last request-to-send that did so. */
        DATA,
        /** The receiver has read exposed memory, or wants no payload: the send is complete. */
        DONE,
        /** Nothing but a new value of {@link #consumedBytes}. */
        CREDIT,
        /** The sender wants the message of a request-to-send back. */
        CANCEL,
        /** Answers a cancel where no receive had taken the message; it is gone. */
        CANCELLED
    }

    /** What the frame is for. */
    public Type type;
    /** Context id of communicator and purpose; the communicator's part of the envelope. */
    public int context;
    /** Rank of the sender within the communicator. */
    public int source;
    /** Tag. */
    public int tag;
    /** EAGER, RTS: length of the message; CTS: bytes the receiver takes; DATA: unused. In bytes. */
    public long messageBytes;
    /**
     * RTS, CTS, DONE, CANCEL, CANCELLED: the sender's name of the send; 0 if all of it is early and no answer is
     * wanted. DATA: offset of
     * this piece in the message, in bytes.
     */
    public long sendId;
    /**
     * CTS, DATA: the receiver's name of the receive; DATA: 0 if the piece is early. RTS: descriptor of exposed memory
     * if not negative, else &minus;1 &minus; {@link #earlyBytes()}.
     */
    public long recvId;
    /** Every frame: payload bytes of this direction's opposite consumed so far, modulo 2^64; returns credit. */
    public long consumedBytes;
    /** Bytes of payload that follow this header; set by the codec and by transports. */
    public int payloadBytes;
    /**
     * EAGER, RTS: array slots in the message where it carries serialised objects, else 0. In a collective operation,
     * whose messages are bytes, 1 says that what should have been sent is missing since a rank has failed.
     */
    public int objectCount;
    /** What came in, header and payload, where it has no address: ranks share a JVM. Not part of the header. */
    public byte[] memory;

    /** Makes an empty frame. */
    public Frame() {}

    /**
     * DATA: offset of the payload in the message.
     *
     * @return offset in bytes
     */
    public long dataOffset() {
        return sendId;
    }

    /**
     * DATA: sets the offset of the payload in the message.
     *
     * @param offsetBytes offset in bytes
     */
    public void dataOffset(final long offsetBytes) {
        sendId = offsetBytes;
    }

    /**
     * RTS: descriptor of the memory the receiver may read itself.
     *
     * @return a descriptor made by {@code Endpoint.expose}, or {@link #NOT_EXPOSED}
     */
    public long exposed() {
        return Math.max(recvId, NOT_EXPOSED);
    }

    /**
     * RTS: sets the descriptor of exposed memory.
     *
     * @param descriptor from {@code Endpoint.expose}, or {@link #NOT_EXPOSED}
     */
    public void exposed(final long descriptor) {
        recvId = descriptor;
    }

    /**
     * RTS: how much of the payload follows at once, from its start, without being asked for.
     *
     * @return length in bytes; 0 if all of it must be asked for
     */
    public long earlyBytes() {
        return recvId < 0 ? NOT_EXPOSED - recvId : 0;
    }

    /**
     * RTS: sets how much of a payload that is not exposed follows at once.
     *
     * @param lengthBytes length in bytes
     */
    public void earlyBytes(final long lengthBytes) {
        recvId = NOT_EXPOSED - lengthBytes;
    }

    @Override
    public String toString() {
        return type + " context=" + context + " source=" + source + " tag=" + tag + " messageBytes=" + messageBytes
            + " sendId=" + sendId + " recvId=" + recvId + " consumedBytes=" + consumedBytes + " payloadBytes="
            + payloadBytes + " objectCount=" + objectCount;
    }
}
