package mpi.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import mpi.core.wire.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes allocated a message, after warm-up (engine invariant 10). */
class AllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 10_000;

    private static final int LONG_BYTES = 1 << 20;
    private static final int LONG_WARM_UP = 3_000;
    private static final int LONG_MEASURED = 1_000;

    /** What is allocated once, by a compilation say, is in some of these; what a message costs, in all. */
    private static final int WINDOWS = 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MemorySegment direct = Arena.ofAuto().allocate(LONG_BYTES);
    private List<TestRank> ranks;

    @AfterEach
    void close() throws InterruptedException {
        TestRank.closeOrderly(ranks);
    }

    @Test
    void shouldAllocateNothingOnEpoll() throws IOException {
        final double bytes = bytesPerMessage(true);
        System.out.println("AllocationTest: epoll, " + bytes + " bytes a message");

        assertTrue(bytes < 0.1, () -> bytes + " bytes a message");
    }

    @Test
    void shouldAllocateNothingForLongPayloadsOnEpoll() throws IOException {
        assumeTrue(EpollSockets.isAvailable(), "NIO allocates");
        ranks = TestRank.world(2, TestRank.settings(true));
        TestRank.connect(ranks, 0, 1);
        final long[] arrivedBytes = new long[1];
        ranks.get(1).tap = (peer, frame, address) -> arrivedBytes[0] += frame.payloadBytes;
        final Object[] bases = {new byte[LONG_BYTES], new double[LONG_BYTES / 8], new int[LONG_BYTES / 4], null};
        stream(LONG_WARM_UP, bases, arrivedBytes);
        final double bytes = fewestBytes(LONG_MEASURED, () -> stream(LONG_MEASURED, bases, arrivedBytes));
        System.out.println("AllocationTest: epoll, " + bytes + " bytes a long payload");

        assertTrue(bytes < 1, () -> bytes + " bytes a payload");
    }

    @Test
    void shouldAllocateLittleOnNio() throws IOException {
        final double bytes = bytesPerMessage(false);
        System.out.println("AllocationTest: NIO, " + bytes + " bytes a message");

        // The JDK's set of selected keys has a node and an iterator a selection.
        assertTrue(bytes < 256, () -> bytes + " bytes a message");
    }

    private double bytesPerMessage(final boolean isEpoll) throws IOException {
        ranks = TestRank.world(2, TestRank.settings(isEpoll));
        TestRank.connect(ranks, 0, 1);
        final long[] arrived = new long[2];
        ranks.get(0).tap = (peer, frame, address) -> arrived[0]++;
        ranks.get(1).tap = (peer, frame, address) -> arrived[1]++;
        final Object[] bases = {new byte[64], new double[8], new int[16]};
        pingPong(WARM_UP, bases, arrived);
        return fewestBytes(2 * MEASURED, () -> pingPong(MEASURED, bases, arrived));
    }

    private double fewestBytes(final int messages, final Runnable window) {
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < WINDOWS; i++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            window.run();
            fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return (double) fewest / messages;
    }

    /** The receiver reads each piece before the next is sent, so that no socket fills up. */
    private void stream(final int payloads, final Object[] bases, final long[] arrivedBytes) {
        final Frame frame = TestRank.frame(Frame.Type.DATA, 0);
        for (int i = 0; i < payloads; i++) {
            arrivedBytes[0] = 0;
            final Object base = bases[i % bases.length];
            final long start = base == null ? direct.address() : 0;
            for (long sent = 0; sent < LONG_BYTES;) {
                frame.dataOffset(sent);
                final int taken =
                    ranks.get(0).to(1).trySendData(frame, base, start + sent, LONG_BYTES - sent);
                if (taken < 0) {
                    throw new AssertionError("refused");
                }
                sent += taken;
                while (arrivedBytes[0] < sent) {
                    ranks.get(1).transport.poll(16);
                }
            }
        }
    }

    private void pingPong(final int rounds, final Object[] bases, final long[] arrived) {
        final Frame frame = TestRank.eager(0, 64);
        for (int i = 0; i < rounds; i++) {
            for (int me = 0; me < 2; me++) {
                final long expected = arrived[1 - me] + 1;
                if (ranks.get(me).to(1 - me).trySend(frame, bases[i % bases.length], 0, 64) != 64) {
                    throw new AssertionError("refused");
                }
                while (arrived[1 - me] < expected) {
                    ranks.get(1 - me).transport.poll(16);
                }
            }
        }
    }
}
