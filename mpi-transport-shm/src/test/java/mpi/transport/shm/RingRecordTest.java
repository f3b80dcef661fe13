package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import mpi.core.wire.Frame;
import mpi.core.wire.FrameCodec;
import org.junit.jupiter.api.Test;

class RingRecordTest {
    @Test
    void shouldLookLikeThisInMemory() {
        final Frame frame = TestRank.data(0x0102030405L, 0x8000);
        frame.recvId = 9;
        frame.payloadBytes = 0x1234;
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment record = arena.allocate(RingRecord.CELL_RECORD_BYTES);
            FrameCodec.encode(frame, record, 0);
            RingRecord.putCell(record, 0, 0x01020304);
            assertEquals("01030000" + "34120000" + "00000000" + "00000000" + "00000000" + "00000000"
                + "0504030201000000" + "0080000000000000" + "0900000000000000" + "0000000000000000"
                + "04030201" + "00000000", TestRank.hex(record.toArray(ValueLayout.JAVA_BYTE)));
        }
    }

    @Test
    void shouldRefuseCellsThatTheSenderDoesNotHave() {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment record = arena.allocate(RingRecord.CELL_RECORD_BYTES);
            RingRecord.putCell(record, 0, 3);
            assertEquals(3, RingRecord.cell(record, 0, 4));
            assertEquals(RingRecord.BAD_CELL, RingRecord.cell(record, 0, 3));
            RingRecord.putCell(record, 0, -1);
            assertEquals(RingRecord.BAD_CELL, RingRecord.cell(record, 0, 4));
            RingRecord.putCell(record, 0, 0);
            record.set(ValueLayout.JAVA_BYTE, RingRecord.RESERVED_OFFSET, (byte) 1);
            assertEquals(RingRecord.BAD_CELL, RingRecord.cell(record, 0, 4));
        }
    }

    @Test
    void shouldLimitRecordsToAnEighthOfTheRing() {
        assertEquals(4096 / 8 - 8, RingRecord.limitBytes(4096));
        assertEquals(4096 / 8 - 8 - 56, RingRecord.maxPayloadBytes(4096));
    }
}
