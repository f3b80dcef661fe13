package mpi.transport.shm;

import static org.agrona.BitUtil.align;

import mpi.core.transport.Memory;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;

/**
 * What stands in a ring's record. Every record begins with its length and its kind. A short message is an
 * {@link #ENVELOPE}: what it is matched by, and the payload, in one cache line up to {@value #LINE_BYTES} bytes. Of
 * several that are matched by the same, those behind the first are {@link #REPEATED}: the payload follows the kind, and
 * four go into a line.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                         Record length                         |
 *  +---------------------------------------------------------------+
 *  |                           Kind (1)                            |
 *  +---------------------------------------------------------------+
 *  |                          Context id                           |
 *  +---------------------------------------------------------------+
 *  |                            Source                             |
 *  +---------------------------------------------------------------+
 *  |                              Tag                              |
 *  +---------------------------------------------------------------+
 *  |                 Consumed bytes, the low half                  |
 *  +---------------------------------------------------------------+
 *  |                           Payload                            ...
 * </pre>
 *
 * <p>Every other frame is a {@link #FRAME}: its header as {@link FrameCodec} draws it, and its payload, which begins at
 * a line.
 *
 * <p>All fields are little-endian. A change of this picture bumps {@link SegmentDescriptor#VERSION}.
 */
final class RingRecord {
    /** Length of a cache line in bytes; every record starts at one, but for those of at most half its length. */
    static final int LINE_BYTES = 64;
    /** The shortest records take so much, and begin at multiples of it; those of twice that length likewise. */
    static final int SHORTEST_BYTES = LINE_BYTES / 4;

    /** Kind of a record: envelope and payload of a message without objects. */
    static final int ENVELOPE = 1;
    /** Kind of a record: header and payload of any frame. */
    static final int FRAME = 2;
    /** Kind of a record: payload of a message without objects whose envelope is that of the last one in this ring. */
    static final int REPEATED = 3;

    /** Offset of the payload of a {@link #REPEATED}. */
    static final int REPEATED_PAYLOAD_OFFSET = 8;
    /** Longest payload that goes without an envelope of its own. */
    static final int MAX_REPEATED_PAYLOAD_BYTES = SHORTEST_BYTES - REPEATED_PAYLOAD_OFFSET;
    /** Offset of an envelope's payload. */
    static final int ENVELOPE_PAYLOAD_OFFSET = 24;
    /** Longest payload that goes with an envelope; a longer one is copied faster to the start of a line. */
    static final int MAX_ENVELOPE_PAYLOAD_BYTES = 4 * LINE_BYTES - ENVELOPE_PAYLOAD_OFFSET;
    /** Offset of the header of a {@link #FRAME}. */
    static final int HEADER_OFFSET = 8;
    /** Offset of the payload of a {@link #FRAME}. */
    static final int FRAME_PAYLOAD_OFFSET = HEADER_OFFSET + FrameCodec.HEADER_BYTES;

    private static final int KIND_OFFSET = 4;
    private static final int CONTEXT_OFFSET = 8;
    private static final int SOURCE_OFFSET = 12;
    private static final int TAG_OFFSET = 16;
    private static final int CONSUMED_OFFSET = 20;

    /** At least so many of the longest records fit into a ring. */
    private static final int RECORDS_PER_RING = 8;

    private RingRecord() {}

    /**
     * The longest payload of a record.
     *
     * @param ringCapacity capacity of the ring in bytes
     * @return length in bytes
     */
    static int maxPayloadBytes(final int ringCapacity) {
        return ringCapacity / RECORDS_PER_RING - FRAME_PAYLOAD_OFFSET;
    }

    /**
     * The room that a record takes.
     *
     * @param recordBytes its length
     * @return length in bytes
     */
    static int claimedBytes(final int recordBytes) {
        return recordBytes <= SHORTEST_BYTES ? SHORTEST_BYTES
            : recordBytes <= 2 * SHORTEST_BYTES ? 2 * SHORTEST_BYTES : align(recordBytes, LINE_BYTES);
    }

    /**
     * Whether a frame may go as an {@link #ENVELOPE}.
     *
     * @param frame its header
     * @param lengthBytes length of its payload
     * @return true if nothing would be lost
     */
    static boolean fitsEnvelope(final Frame frame, final int lengthBytes) {
        return lengthBytes <= MAX_ENVELOPE_PAYLOAD_BYTES && frame.type == Frame.Type.EAGER && frame.objectCount == 0;
    }

    static int kind(final long record) {
        return Words.getInt(record + KIND_OFFSET);
    }

    static void putKind(final long record, final int kind) {
        Words.putInt(record + KIND_OFFSET, kind);
    }

    static void putEnvelope(final long record, final Frame frame) {
        putKind(record, ENVELOPE);
        Words.putInt(record + CONTEXT_OFFSET, frame.context);
        Words.putInt(record + SOURCE_OFFSET, frame.source);
        Words.putInt(record + TAG_OFFSET, frame.tag);
        Words.putInt(record + CONSUMED_OFFSET, (int) frame.consumedBytes);
    }

    /**
     * Reads an envelope.
     *
     * @param record its address
     * @param recordBytes its length, at least {@link #ENVELOPE_PAYLOAD_OFFSET}
     * @param frame receives the fields; its {@code consumedBytes} must be that of the sender's last frame: between two
     *     frames it grows by less than 2 GiB
     */
    static void getEnvelope(final long record, final int recordBytes, final Frame frame) {
        frame.context = Words.getInt(record + CONTEXT_OFFSET);
        frame.source = Words.getInt(record + SOURCE_OFFSET);
        frame.tag = Words.getInt(record + TAG_OFFSET);
        frame.consumedBytes += Words.getInt(record + CONSUMED_OFFSET) - (int) frame.consumedBytes;
        complete(frame, recordBytes - ENVELOPE_PAYLOAD_OFFSET);
    }

    /** Sets what all frames of envelopes have in common. */
    static void complete(final Frame frame, final int payloadBytes) {
        frame.type = Frame.Type.EAGER;
        frame.payloadBytes = payloadBytes;
        frame.messageBytes = payloadBytes;
        frame.objectCount = 0;
        frame.sendId = 0;
        frame.recvId = 0;
    }

    static void putHeader(final long record, final Frame frame) {
        putKind(record, FRAME);
        FrameCodec.encode(frame, Memory.ALL, record + HEADER_OFFSET);
    }
}
