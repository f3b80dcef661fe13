package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import mpi.core.diag.Counters.Value;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Memory;
import mpi.core.transport.SendResult;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessesTest {
    @TempDir
    private Path directory;
    private ChildRank child;
    private TestRank rank;
    private Endpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        rank = new TestRank(TestRank.job("pair", 0, 2, 0), TestRank.settings(directory, 65536));
        child = ChildRank.start(directory);
        endpoint = rank.attach(1, child.card());
        child.attach(rank.transport.card());
        rank.transport.attached();
    }

    @AfterEach
    void end() throws IOException {
        rank.close();
        child.close();
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private void await(final BooleanSupplier condition, final String what) {
        final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            rank.transport.poll(16);
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what);
            }
            LockSupport.parkNanos(100_000);
        }
    }

    private TestRank.Received next() {
        await(() -> !rank.received.isEmpty(), "no answer");
        return rank.received.remove();
    }

    @Test
    void shouldEchoFramesBetweenProcesses() {
        for (int i = 0; i < 2000; i++) {
            final byte[] payload = TestRank.bytes(i, i);
            assertEquals(i, endpoint.trySend(TestRank.eager(i), payload, 0, i));
            assertArrayEquals(payload, next().payload());
        }
    }

    @Test
    void shouldCarryLongMessagesInCells() {
        final byte[] message = TestRank.bytes(3 << 20, 5);
        final long[] receivedBytes = {0};
        rank.handler = (peer, frame, address) -> {
            final byte[] piece = new byte[frame.payloadBytes];
            Memory.copyIn(address, piece, 0, piece.length);
            for (int i = 0; i < piece.length; i++) {
                assertEquals(message[(int) receivedBytes[0] + i], piece[i]);
            }
            receivedBytes[0] += piece.length;
        };
        int sent = 0;
        while (sent < message.length) {
            // the answers are eager frames, at most a record long
            final int length = Math.min(8000, message.length - sent);
            final int taken = endpoint.trySendData(TestRank.data(message.length, sent), message, sent, length);
            sent += Math.max(0, taken);
            rank.transport.poll(16);
        }
        await(() -> receivedBytes[0] == message.length, "not all came back");
        assertTrue(rank.counters.get(Value.COPIED_BYTES) >= message.length);
    }

    @Test
    void shouldReadExposedMemoryOfAnotherProcess() {
        final byte[] payload = TestRank.bytes(5000, 3);
        final Frame ask = TestRank.eager(payload.length);
        ask.tag = ChildRank.EXPOSE;
        final long[] descriptor = {Frame.NOT_EXPOSED};
        rank.handler = (peer, frame, address) -> descriptor[0] = frame.exposed();
        for (int i = 0; i < 3; i++) {
            endpoint.trySend(ask, payload, 0, payload.length);
            descriptor[0] = Frame.NOT_EXPOSED;
            await(() -> descriptor[0] != Frame.NOT_EXPOSED, "no descriptor");
            final long address = endpoint.resolve(descriptor[0], payload.length);
            assertNotEquals(0, address);
            final byte[] copy = new byte[payload.length];
            Memory.copyIn(address, copy, 0, copy.length);
            assertArrayEquals(payload, copy);
        }
        assertEquals(0, endpoint.resolve(descriptor[0], 1 << 30), "beyond the extent");
        assertEquals(0, endpoint.resolve(ExtentAddress.encode(7, 0), 1), "no such extent");
        assertEquals(0, endpoint.resolve(-7, 1), "no descriptor at all");
    }

    @Test
    void shouldNoticeAKilledPeerAndCloseItsEndpoint() throws Exception {
        rank.transport.checkPeers();
        assertEquals(List.of(), rank.failures);
        child.process().destroyForcibly().waitFor();
        rank.transport.checkPeers();
        assertEquals(List.of("1: rank 1 has died"), rank.failures);
        assertEquals(SendResult.CLOSED, endpoint.trySend(TestRank.eager(0), null, 0, 0));
        rank.transport.checkPeers();
        assertEquals(1, rank.failures.size(), "told once");
    }

    @Test
    void shouldDeliverWhatADeadPeerHadSent() throws Exception {
        endpoint.trySend(TestRank.eager(1), new byte[1], 0, 1);
        final Segment own = rank.transport.own();
        final SegmentDescriptor layout = own.layout();
        // Without a poll, which would take it out. The memory of a ring that is not open may not be looked at.
        while (Words.getIntAcquire(own.address(layout.ringStateOffset(1))) != SegmentDescriptor.RING_OPEN
            || Words.getIntAcquire(own.address(layout.ringOffset(1))) == 0) {
            LockSupport.parkNanos(100_000);
        }
        child.process().destroyForcibly().waitFor();
        rank.transport.checkPeers();
        assertEquals(List.of(), rank.failures, "its frame comes first");
        rank.pollAll();
        assertEquals(1, rank.received.size());
        rank.transport.checkPeers();
        assertEquals(List.of("1: rank 1 has died"), rank.failures);
    }

    @Test
    void shouldNotTakeAStoppedPeerForDead() throws Exception {
        child.signal("STOP");
        for (int i = 0; i < 100; i++) {
            rank.transport.checkPeers();
        }
        assertEquals(List.of(), rank.failures);
        child.signal("CONT");
        endpoint.trySend(TestRank.eager(0), null, 0, 0);
        next();
    }

    @Test
    void shouldNotTakeAPeerForDeadThatHasFinalized() throws Exception {
        child.close();
        assertEquals(0, child.process().exitValue());
        rank.transport.checkPeers();
        assertEquals(List.of(), rank.failures);
    }
}
