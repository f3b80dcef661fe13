package mpi.transport.shm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import mpi.core.wire.FrameCodec;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;

/**
 * What stands in a ring's record. A record of type {@link #FRAME} is a frame's header and its payload. One of type
 * {@link #CELL} is the header of a DATA frame whose payload stands in a bulk cell of the sender:
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                 Frame header, 56 bytes                       ...
 *  +---------------------------------------------------------------+
 *  |                             Cell                              |
 *  +---------------------------------------------------------------+
 *  |                         Reserved (0)                          |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>All fields are little-endian. A change of this picture bumps {@link SegmentDescriptor#VERSION}.
 */
final class RingRecord {
    /** Message type id of a record that holds header and payload. */
    static final int FRAME = 1;
    /** Message type id of a record whose payload is in a cell. */
    static final int CELL = 2;
    /** Offset of the cell's number. */
    static final int CELL_OFFSET = FrameCodec.HEADER_BYTES;
    /** Offset of the reserved field. */
    static final int RESERVED_OFFSET = CELL_OFFSET + Integer.BYTES;
    /** Length of a record of type {@link #CELL}. */
    static final int CELL_RECORD_BYTES = RESERVED_OFFSET + Integer.BYTES;
    /** Result of {@link #cell}: no cell's number. */
    static final int BAD_CELL = -1;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private RingRecord() {}

    /**
     * The longest record, so that eight of them, each with Agrona's header, fit into a ring.
     *
     * @param ringCapacity capacity of the ring in bytes
     * @return length in bytes
     */
    static int limitBytes(final int ringCapacity) {
        return ringCapacity / 8 - RecordDescriptor.HEADER_LENGTH;
    }

    /**
     * The longest payload of a record of type {@link #FRAME}.
     *
     * @param ringCapacity capacity of the ring in bytes
     * @return length in bytes
     */
    static int maxPayloadBytes(final int ringCapacity) {
        return limitBytes(ringCapacity) - FrameCodec.HEADER_BYTES;
    }

    static void putCell(final MemorySegment target, final long offset, final int cell) {
        target.set(INT, offset + CELL_OFFSET, cell);
        target.set(INT, offset + RESERVED_OFFSET, 0);
    }

    /**
     * Reads and checks the number of a cell.
     *
     * @param source where from
     * @param offset of the record
     * @param cells how many cells the sender has
     * @return the number, or {@link #BAD_CELL}
     */
    static int cell(final MemorySegment source, final long offset, final int cells) {
        final int cell = source.get(INT, offset + CELL_OFFSET);
        final boolean valid = cell >= 0 && cell < cells && source.get(INT, offset + RESERVED_OFFSET) == 0;
        return valid ? cell : BAD_CELL;
    }
}
