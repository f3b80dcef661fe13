package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkTest {
    private static final int CELL = SegmentDescriptor.CELL_BYTES;

    @TempDir
    private Path directory;
    private TestRank[] world = {};

    @AfterEach
    void closeWorld() {
        TestRank.close(world);
    }

    private void open(final int ranks, final int ringBytes, final int bulkBytes) throws IOException {
        world = TestRank.world(directory, ranks, ringBytes, bulkBytes);
    }

    private byte[] transfer(final byte[] message, final boolean pollEachTime) {
        final byte[] copy = new byte[message.length];
        world[1].handler =
            (peer, frame, address) -> Memory.copyIn(address, copy, frame.dataOffset(), frame.payloadBytes);
        long sent = 0;
        while (sent < message.length) {
            final int taken = world[0].to(world[1])
                .trySendData(TestRank.data(message.length, sent), message, sent,
                    message.length - sent);
            if (pollEachTime || taken < 0) {
                world[1].pollAll();
            }
            sent += Math.max(0, taken);
        }
        world[1].pollAll();
        return copy;
    }

    @Test
    void shouldSendACellAFrame() throws IOException {
        open(2, 65536, 4 * CELL);
        final byte[] message = TestRank.bytes(2 * CELL + 1, 2);
        assertArrayEquals(message, transfer(message, true));
        assertEquals(3, world[0].counters.get(Value.FRAMES_SENT));
        assertEquals(3, world[0].counters.get(Value.COPIES));
        assertEquals(message.length, world[0].counters.get(Value.COPIED_BYTES));
        assertEquals(3, world[1].counters.get(Value.FRAMES_RECEIVED));
    }

    @Test
    void shouldTransferMoreThanThePoolHolds() throws IOException {
        open(2, 65536, 4 * CELL);
        final byte[] message = TestRank.bytes(50 * CELL + 77, 2);
        assertArrayEquals(message, transfer(message, false));
        assertTrue(world[0].counters.get(Value.BACK_PRESSURE) > 0);
    }

    @Test
    void shouldUseRingRecordsWithoutAPool() throws IOException {
        open(2, 4096, 0);
        final byte[] message = TestRank.bytes(10_000, 2);
        assertArrayEquals(message, transfer(message, false));
        assertTrue(world[0].counters.get(Value.FRAMES_SENT) > 20);
    }

    @Test
    void shouldRefuseWhenAllCellsAreInUseAndGoOnWhenOneIsFree() throws IOException {
        open(2, 65536, 3 * CELL);
        final Endpoint endpoint = world[0].to(world[1]);
        final byte[] piece = new byte[CELL];
        for (int i = 0; i < 3; i++) {
            assertEquals(CELL, endpoint.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL));
        }
        assertEquals(SendResult.BACK_PRESSURED, endpoint.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL));
        assertEquals(0, endpoint.trySend(TestRank.eager(0), null, 0, 0), "the ring is not full");
        assertEquals(1, world[1].transport.poll(1));
        assertEquals(CELL, endpoint.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL));
        assertEquals(SendResult.BACK_PRESSURED, endpoint.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL));
    }

    @Test
    void shouldGiveTheCellBackWhenTheRingIsFull() throws IOException {
        open(2, 4096, 2 * CELL);
        final Endpoint endpoint = world[0].to(world[1]);
        while (endpoint.trySend(TestRank.eager(0), null, 0, 0) == 0) {
            // until the ring is full
        }
        final byte[] piece = new byte[8];
        for (int i = 0; i < 10; i++) {
            assertEquals(SendResult.BACK_PRESSURED, endpoint.trySendData(TestRank.data(8, 0), piece, 0, 8));
        }
        world[1].pollAll();
        assertEquals(8, endpoint.trySendData(TestRank.data(8, 0), piece, 0, 8));
        assertEquals(8, endpoint.trySendData(TestRank.data(8, 0), piece, 0, 8));
    }

    @Test
    void shouldGoOnAfterMemoryThatIsNotThere() throws IOException {
        open(2, 65536, CELL);
        final Endpoint endpoint = world[0].to(world[1]);
        for (int i = 0; i < 3; i++) {
            assertThrows(IndexOutOfBoundsException.class,
                () -> endpoint.trySendData(TestRank.data(8, 0), new byte[4], 0, 8));
        }
        assertEquals(8, endpoint.trySendData(TestRank.data(8, 0), new byte[8], 0, 8));
    }

    @Test
    void shouldServeOtherPeersWhileOneDoesNotRead() throws IOException {
        open(3, 65536, 6 * CELL);
        final byte[] piece = new byte[CELL];
        final Endpoint reading = world[0].to(world[2]);
        assertEquals(CELL, reading.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL));
        final Endpoint notReading = world[0].to(world[1]);
        int taken = 0;
        while (notReading.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL) == CELL) {
            taken++;
        }
        assertEquals(4, taken);
        for (int i = 0; i < 100; i++) {
            assertEquals(CELL, reading.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL));
            world[2].pollAll();
        }
    }

    @Test
    void shouldServeAPeerThatComesWhenAllCellsAreInUse() throws IOException {
        open(3, 65536, 3 * CELL);
        final byte[] piece = new byte[CELL];
        final Endpoint notReading = world[0].to(world[1]);
        for (int i = 0; i < 3; i++) {
            assertEquals(CELL, notReading.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL));
        }
        final Endpoint late = world[0].to(world[2]);
        for (int i = 0; i < 100; i++) {
            assertEquals(late.maxPayloadBytes(), late.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL));
            assertEquals(1, world[2].transport.poll(1));
        }
        assertEquals(SendResult.BACK_PRESSURED, notReading.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL));
        world[1].pollAll();
        assertEquals(CELL, late.trySendData(TestRank.data(1 << 20, 0), piece, 0, CELL), "a cell is free again");
    }

    @Test
    void shouldUseNoCellsForAPeerThatHasNotMappedThem() throws IOException {
        open(2, 65536, 4 * CELL);
        final Segment receiver = world[1].transport.own();
        Words.putIntRelease(receiver.address(receiver.layout().mappedOffset(0)), 0);
        final int taken = world[0].to(world[1]).trySendData(TestRank.data(1 << 20, 0), new byte[CELL], 0, CELL);
        assertEquals(world[0].to(world[1]).maxPayloadBytes(), taken);
    }
}
