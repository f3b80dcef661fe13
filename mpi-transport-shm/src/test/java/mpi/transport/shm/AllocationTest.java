package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import mpi.core.transport.Endpoint;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engine invariant 10: no allocation, whatever mix of arrays and native memory is sent. */
class AllocationTest {
    private static final int FRAMES = 200_000;
    private static final int MAX_ROUNDS = 30;
    private static final long ALLOWED_BYTES = 64 * 1024;

    @TempDir
    private Path directory;
    private final Frame frame = TestRank.eager(64);
    private final Frame data = TestRank.data(1 << 20, 0);
    private final Object[] sources = {new byte[64], new double[8], new int[16], null, new long[8], new float[16]};
    private long checksum;

    @Test
    void shouldSendAndPollWithoutAllocating() throws IOException {
        final TestRank[] world = TestRank.world(directory, 2, 65536);
        world[1].handler = (peer, header, address) -> checksum += header.payloadBytes;
        final Endpoint endpoint = world[0].to(world[1]);
        try (Arena arena = Arena.ofConfined()) {
            final long direct = arena.allocate(64, 8).address();
            long allocated = Long.MAX_VALUE;
            // The compiler works in the background: how long warming up takes depends on what else the machine does.
            for (int round = 0; round < MAX_ROUNDS && allocated >= ALLOWED_BYTES; round++) {
                allocated = allocatedBy(() -> run(endpoint, world[1], direct, FRAMES));
            }
            assertTrue(allocated < ALLOWED_BYTES, allocated + " bytes for " + FRAMES + " frames");
        }
        assertTrue(checksum > 0 && checksum % (FRAMES * 64L) == 0, checksum + " bytes arrived");
        TestRank.close(world);
    }

    private static long allocatedBy(final Runnable action) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void run(final Endpoint endpoint, final TestRank receiver, final long direct, final int frames) {
        for (int i = 0; i < frames; i++) {
            final Object base = sources[i % sources.length];
            final long offset = base == null ? direct : 0;
            final long sent = i % 8 == 0
                ? endpoint.trySendData(data, base, offset, 64)
                : endpoint.trySend(frame, base, offset, 64);
            if (sent != 64) {
                throw new AssertionError("refused: " + sent);
            }
            receiver.transport.poll(4);
            if (i % 100 == 0) {
                receiver.transport.arm(0);
                receiver.transport.poll(4);
                receiver.transport.disarm();
            }
        }
        receiver.pollAll();
    }
}
