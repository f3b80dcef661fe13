package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RingRecordTest {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment record = arena.allocate(RingRecord.FRAME_PAYLOAD_OFFSET, 8);

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void shouldShowAFrameLikeThisInMemory() {
        final Frame frame = TestRank.data(0x0102030405L, 0x8000);
        frame.recvId = 9;
        frame.payloadBytes = 0x1234;
        RingRecord.putHeader(record.address(), frame);
        assertEquals("00000000" + "02000000" + "03030000" + "34120000" + "00000000" + "00000000" + "00000000"
            + "00000000" + "0504030201000000" + "0080000000000000" + "0900000000000000" + "0000000000000000",
            TestRank.hex(record.toArray(ValueLayout.JAVA_BYTE)));
    }

    @Test
    void shouldShowAnEnvelopeLikeThisInMemory() {
        final Frame frame = TestRank.eager(5);
        frame.context = 0x01020304;
        frame.source = 3;
        frame.consumedBytes = 0x1_0000_0002L;
        RingRecord.putEnvelope(record.address(), frame);
        assertEquals("00000000" + "01000000" + "04030201" + "03000000" + "07000000" + "02000000",
            TestRank.hex(record.asSlice(0, RingRecord.ENVELOPE_PAYLOAD_OFFSET).toArray(ValueLayout.JAVA_BYTE)));
    }

    @Test
    void shouldPutOnlyShortMessagesWithoutObjectsIntoEnvelopes() {
        final int limit = RingRecord.MAX_ENVELOPE_PAYLOAD_BYTES;
        assertTrue(RingRecord.fitsEnvelope(TestRank.eager(limit), limit));
        assertFalse(RingRecord.fitsEnvelope(TestRank.eager(limit + 1), limit + 1));
        final Frame objects = TestRank.eager(8);
        objects.objectCount = 1;
        assertFalse(RingRecord.fitsEnvelope(objects, 8));
        assertFalse(RingRecord.fitsEnvelope(TestRank.data(8, 0), 8));
    }

    @Test
    void shouldLimitRecordsToAnEighthOfTheRing() {
        assertEquals(4096 / 8, RingRecord.FRAME_PAYLOAD_OFFSET + RingRecord.maxPayloadBytes(4096));
    }
}
