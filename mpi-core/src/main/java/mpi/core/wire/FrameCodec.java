package mpi.core.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Reads and writes the header that stands before every payload, on every transport.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------+---------------+-------------------------------+
 *  |    Version    |     Type      |           Reserved (0)        |
 *  +---------------+---------------+-------------------------------+
 *  |                       Payload length                          |
 *  +---------------------------------------------------------------+
 *  |                          Context id                           |
 *  +---------------------------------------------------------------+
 *  |                            Source                             |
 *  +---------------------------------------------------------------+
 *  |                              Tag                              |
 *  +---------------------------------------------------------------+
 *  |                         Object count                          |
 *  +---------------------------------------------------------------+
 *  |                        Message length                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                 Send id (DATA: data offset)                   |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |         Receive id (RTS: exposed descriptor, or -1 - E        |
 *  |          where E bytes of the payload follow at once)         |
 *  +---------------------------------------------------------------+
 *  |                        Consumed bytes                         |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                           Payload                            ...
 * </pre>
 *
 * <p>All fields are little-endian. A change of this picture bumps {@link #VERSION}.
 */
public final class FrameCodec {
    /** Version of the format. */
    public static final int VERSION = 3;
    /** Length of the header in bytes. */
    public static final int HEADER_BYTES = 56;
    /** Offset of the version, one byte. */
    public static final int VERSION_OFFSET = 0;
    /** Offset of the type, one byte. */
    public static final int TYPE_OFFSET = 1;
    /** Offset of the reserved field, two bytes, 0. */
    public static final int RESERVED_OFFSET = 2;
    /** Offset of the payload length, four bytes. */
    public static final int PAYLOAD_BYTES_OFFSET = 4;
    /** Offset of the context id, four bytes. */
    public static final int CONTEXT_OFFSET = 8;
    /** Offset of the source, four bytes. */
    public static final int SOURCE_OFFSET = 12;
    /** Offset of the tag, four bytes. */
    public static final int TAG_OFFSET = 16;
    /** Offset of the object count, four bytes. */
    public static final int OBJECT_COUNT_OFFSET = 20;
    /** Offset of the message length, eight bytes. */
    public static final int MESSAGE_BYTES_OFFSET = 24;
    /** Offset of the send id, eight bytes. */
    public static final int SEND_ID_OFFSET = 32;
    /** Offset of the receive id, eight bytes. */
    public static final int RECV_ID_OFFSET = 40;
    /** Offset of the consumed bytes, eight bytes. */
    public static final int CONSUMED_BYTES_OFFSET = 48;

    /** Result of {@link #decode}: fewer bytes than a header. */
    public static final int TRUNCATED = -1;
    /** Result of {@link #decode}: another version. */
    public static final int BAD_VERSION = -2;
    /** Result of {@link #decode}: a type that does not exist. */
    public static final int BAD_TYPE = -3;
    /** Result of {@link #decode}: a negative length, or a payload longer than its message. */
    public static final int BAD_LENGTH = -4;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
        .withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final Frame.Type[] TYPES = Frame.Type.values();

    private FrameCodec() {}

    /**
     * Writes a header.
     *
     * @param frame the fields
     * @param target where to
     * @param offset its first byte in {@code target}; {@link #HEADER_BYTES} bytes are written
     */
    public static void encode(final Frame frame, final MemorySegment target, final long offset) {
        target.set(ValueLayout.JAVA_BYTE, offset + VERSION_OFFSET, (byte) VERSION);
        target.set(ValueLayout.JAVA_BYTE, offset + TYPE_OFFSET, (byte) frame.type.ordinal());
        target.set(SHORT, offset + RESERVED_OFFSET, (short) 0);
        target.set(INT, offset + PAYLOAD_BYTES_OFFSET, frame.payloadBytes);
        target.set(INT, offset + CONTEXT_OFFSET, frame.context);
        target.set(INT, offset + SOURCE_OFFSET, frame.source);
        target.set(INT, offset + TAG_OFFSET, frame.tag);
        target.set(INT, offset + OBJECT_COUNT_OFFSET, frame.objectCount);
        target.set(LONG, offset + MESSAGE_BYTES_OFFSET, frame.messageBytes);
        target.set(LONG, offset + SEND_ID_OFFSET, frame.sendId);
        target.set(LONG, offset + RECV_ID_OFFSET, frame.recvId);
        target.set(LONG, offset + CONSUMED_BYTES_OFFSET, frame.consumedBytes);
    }

    /**
     * Reads and checks a header.
     *
     * @param source where from
     * @param offset its first byte in {@code source}
     * @param availableBytes bytes that may be read from there
     * @param frame receives the fields; unchanged if the header is not whole
     * @return 0, or a named negative result
     */
    public static int decode(final MemorySegment source, final long offset, final long availableBytes,
        final Frame frame) {
        if (availableBytes < HEADER_BYTES) {
            return TRUNCATED;
        }
        if (source.get(ValueLayout.JAVA_BYTE, offset + VERSION_OFFSET) != VERSION
            || source.get(SHORT, offset + RESERVED_OFFSET) != 0) {
            return BAD_VERSION;
        }
        final int type = source.get(ValueLayout.JAVA_BYTE, offset + TYPE_OFFSET);
        if (type < 0 || type >= TYPES.length) {
            return BAD_TYPE;
        }
        frame.type = TYPES[type];
        frame.payloadBytes = source.get(INT, offset + PAYLOAD_BYTES_OFFSET);
        frame.context = source.get(INT, offset + CONTEXT_OFFSET);
        frame.source = source.get(INT, offset + SOURCE_OFFSET);
        frame.tag = source.get(INT, offset + TAG_OFFSET);
        frame.objectCount = source.get(INT, offset + OBJECT_COUNT_OFFSET);
        frame.messageBytes = source.get(LONG, offset + MESSAGE_BYTES_OFFSET);
        frame.sendId = source.get(LONG, offset + SEND_ID_OFFSET);
        frame.recvId = source.get(LONG, offset + RECV_ID_OFFSET);
        frame.consumedBytes = source.get(LONG, offset + CONSUMED_BYTES_OFFSET);
        return isLengthPlausible(frame) ? 0 : BAD_LENGTH;
    }

    private static boolean isLengthPlausible(final Frame frame) {
        if (frame.payloadBytes < 0 || frame.messageBytes < 0 || frame.objectCount < 0) {
            return false;
        }
        return switch (frame.type) {
            case EAGER -> frame.payloadBytes == frame.messageBytes;
            case DATA -> frame.payloadBytes > 0 && frame.sendId >= 0;
            case RTS -> frame.payloadBytes == 0
                && frame.earlyBytes() <= Math.min(frame.messageBytes, Frame.MAX_EARLY_BYTES);
            case CTS, DONE, CREDIT, CANCEL, CANCELLED -> frame.payloadBytes == 0;
        };
    }
}
