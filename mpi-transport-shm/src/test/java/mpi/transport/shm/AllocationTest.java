package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    private static final long ALLOWED_BYTES = 64 * 1024;

    @TempDir
    private Path directory;
    private final Frame frame = TestRank.eager(64);
    private final Frame data = TestRank.data(1 << 20, 0);
    private final Object[] sources = {new byte[64], new double[8], new int[16], null, new long[8], new float[16]};
    private long checksum;

    @Test
    void shouldSendAndPollWithoutAllocating() throws IOException {
        final TestRank[] world = TestRank.world(directory, 2, 65536, 1 << 20);
        world[1].handler = (peer, header, address) -> checksum += header.payloadBytes;
        final Endpoint endpoint = world[0].to(world[1]);
        try (Arena arena = Arena.ofConfined()) {
            final long direct = arena.allocate(64, 8).address();
            run(endpoint, world[1], direct, FRAMES);
            final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            final long before = threads.getCurrentThreadAllocatedBytes();
            run(endpoint, world[1], direct, FRAMES);
            final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < ALLOWED_BYTES, allocated + " bytes for " + FRAMES + " frames");
        }
        assertEquals(2L * FRAMES * 64, checksum);
        TestRank.close(world);
    }

    private void run(final Endpoint endpoint, final TestRank receiver, final long direct, final int frames) {
        for (int i = 0; i < frames; i++) {
            final Object base = sources[i % sources.length];
            final long offset = base == null ? direct : 0;
            final long sent = i % 8 == 0
                ? endpoint.trySendData(data, base, offset, 64)
                : endpoint.trySend(frame, base, offset, 64);
            assert sent == 64;
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
