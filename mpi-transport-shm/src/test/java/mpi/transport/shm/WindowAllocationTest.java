package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import mpi.core.runtime.EngineJob;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.WinEngine;
import org.junit.jupiter.api.Test;

/** Engine invariant 10, for windows that all ranks map. */
class WindowAllocationTest {
    private static final Layout DOUBLE = new Layout(BasicType.DOUBLE, Double.BYTES, Double.BYTES, null);
    private static final Layout LONG = new Layout(BasicType.LONG, Long.BYTES, Long.BYTES, null);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    private static final Reduction NO_OP = new Reduction(Reduction.Kind.NO_OP, true, null);
    private static final int COUNT = 2_000;
    private static final int ROUNDS = 2_000;
    private static final int ATTEMPTS = 10;
    private static final long ALLOWED_BYTES = 16 * 1024;

    @Test
    void shouldAllocateNothing() throws InterruptedException {
        final CyclicBarrier counted = new CyclicBarrier(2);
        final AtomicLong allocated = new AtomicLong();
        new EngineJob(2, "shm").run(rank -> {
            final WinEngine window =
                rank.engine().allocateWindow(rank.world(), (long) COUNT * Double.BYTES, Double.BYTES, false);
            final Calls calls = new Calls(window, 1 - rank.number());
            long most = Long.MAX_VALUE;
            // The compiler works in the background: how long warming up takes depends on what else the machine does.
            for (int i = 0; i < ATTEMPTS && most >= ALLOWED_BYTES; i++) {
                allocated.set(0);
                counted.await(60, TimeUnit.SECONDS);
                final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                final long before = threads.getCurrentThreadAllocatedBytes();
                calls.run();
                final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
                allocated.accumulateAndGet(bytes, Math::max);
                counted.await(60, TimeUnit.SECONDS);
                most = allocated.get();
                counted.await(60, TimeUnit.SECONDS);
            }
            window.free();
            assertTrue(most < ALLOWED_BYTES, most + " bytes allocated by a rank in " + ROUNDS + " rounds");
        });
    }

    private static final class Calls {
        private final WinEngine window;
        private final int peer;
        private final int[] peers;
        private final double[] array = new double[COUNT];
        private final ByteBuffer direct = ByteBuffer.allocateDirect(COUNT * Double.BYTES);
        private final ByteBuffer result = ByteBuffer.allocateDirect(COUNT * Double.BYTES);

        Calls(final WinEngine window, final int peer) {
            this.window = window;
            this.peer = peer;
            peers = new int[] {peer};
        }

        void run() {
            for (int i = 0; i < ROUNDS; i++) {
                window.fence(0);
                window.put(array, 1, DOUBLE, peer, 0, 1, DOUBLE);
                window.put(direct, COUNT, DOUBLE, peer, 0, COUNT, DOUBLE);
                window.fence(0);
                window.get(array, COUNT, DOUBLE, peer, 0, COUNT, DOUBLE);
                window.post(peers, 0);
                window.start(peers, 0);
                window.accumulate(direct, COUNT, DOUBLE, peer, 0, COUNT, DOUBLE, SUM);
                window.complete();
                window.await();
                window.lock(true, 0, 0);
                window.fetchAndOp(direct, result, LONG, 0, 0, SUM);
                window.flush(0);
                window.unlock(0);
                window.lockAll(0);
                window.compareAndSwap(direct, direct, result, LONG, peer, 0);
                window.getAccumulate(null, 0, DOUBLE, array, COUNT, DOUBLE, peer, 0, COUNT, DOUBLE, NO_OP);
                window.flushAll();
                window.unlockAll();
                window.sync();
            }
        }
    }
}
