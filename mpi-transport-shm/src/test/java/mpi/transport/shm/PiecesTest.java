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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long messages, a piece a record. */
class PiecesTest {
    @TempDir
    private Path directory;
    private TestRank[] world = {};

    @AfterEach
    void closeWorld() {
        TestRank.close(world);
    }

    private Endpoint open(final int ranks, final int ringBytes) throws IOException {
        world = TestRank.world(directory, ranks, ringBytes);
        return world[0].to(world[1]);
    }

    private byte[] transfer(final byte[] message, final boolean pollEachTime) {
        final byte[] copy = new byte[message.length];
        world[1].handler =
            (peer, frame, address) -> Memory.copyIn(address, copy, frame.dataOffset(), frame.payloadBytes);
        long sent = 0;
        while (sent < message.length) {
            final int taken = world[0].to(world[1])
                .trySendData(TestRank.data(message.length, sent), message, sent, message.length - sent);
            if (pollEachTime || taken < 0) {
                world[1].pollAll();
            }
            sent += Math.max(0, taken);
        }
        world[1].pollAll();
        return copy;
    }

    @ParameterizedTest
    @CsvSource({"4096, 448", "65536, 8128", "131072, 16320", "262144, 32704", "1048576, 32768"})
    void shouldCutPiecesThatTheRingHoldsSeveralOf(final int ringBytes, final int pieceBytes) throws IOException {
        open(2, ringBytes);
        final byte[] message = TestRank.bytes(2 * pieceBytes + 1, 2);
        assertArrayEquals(message, transfer(message, true));
        assertEquals(3, world[0].counters.get(Value.FRAMES_SENT));
        assertEquals(3, world[0].counters.get(Value.COPIES));
        assertEquals(message.length, world[0].counters.get(Value.COPIED_BYTES));
        assertEquals(3, world[1].counters.get(Value.FRAMES_RECEIVED));
    }

    @Test
    void shouldTransferMoreThanTheRingHolds() throws IOException {
        open(2, 65536);
        final byte[] message = TestRank.bytes(1_000_077, 2);
        assertArrayEquals(message, transfer(message, false));
        assertTrue(world[0].counters.get(Value.BACK_PRESSURE) > 0);
    }

    @Test
    void shouldGoOnAfterMemoryThatIsNotThere() throws IOException {
        final Endpoint endpoint = open(2, 65536);
        for (int i = 0; i < 100; i++) {
            assertThrows(IndexOutOfBoundsException.class,
                () -> endpoint.trySendData(TestRank.data(8000, 0), new byte[4000], 0, 8000));
        }
        assertEquals(8, endpoint.trySendData(TestRank.data(8, 0), new byte[8], 0, 8));
    }

    @Test
    void shouldServeOtherPeersWhileOneDoesNotRead() throws IOException {
        open(3, 65536);
        final byte[] piece = new byte[8000];
        final Endpoint notReading = world[0].to(world[1]);
        while (notReading.trySendData(TestRank.data(1 << 20, 0), piece, 0, 8000) == 8000) {
            // until its ring is full
        }
        final Endpoint reading = world[0].to(world[2]);
        for (int i = 0; i < 100; i++) {
            assertEquals(8000, reading.trySendData(TestRank.data(1 << 20, 0), piece, 0, 8000));
            world[2].pollAll();
        }
        assertEquals(SendResult.BACK_PRESSURED, notReading.trySendData(TestRank.data(1 << 20, 0), piece, 0, 8000));
        world[1].pollAll();
        assertEquals(8000, notReading.trySendData(TestRank.data(1 << 20, 0), piece, 0, 8000));
    }
}
