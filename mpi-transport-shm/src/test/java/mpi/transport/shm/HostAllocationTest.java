package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.BasicType;
import mpi.spi.CommEngine;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import org.junit.jupiter.api.Test;

/** Engine invariant 10, for collectives through shared memory. */
class HostAllocationTest {
    private static final Layout DOUBLE = new Layout(BasicType.DOUBLE, Double.BYTES, Double.BYTES, null);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    private static final int ROUNDS = 2_000;
    private static final int ATTEMPTS = 10;
    private static final long ALLOWED_BYTES = 16 * 1024;
    private static final int[] COUNTS = {1, 500};

    @Test
    void shouldAllocateNothing() throws InterruptedException {
        final CyclicBarrier counted = new CyclicBarrier(2);
        final AtomicLong allocated = new AtomicLong();
        new EngineJob(2, "shm").run(rank -> {
            final Calls calls = new Calls(rank.world());
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
            assertTrue(most < ALLOWED_BYTES, most + " bytes allocated by a rank in " + ROUNDS + " rounds");
        });
    }

    private static final class Calls {
        private final CommEngine world;
        private final double[] mine = new double[2 * 500];
        private final double[] theirs = new double[2 * 500];
        private final int[] displs = {0, 500};
        private final int[][] counts = {{1, 2}, {500, 2}};
        private final int[][] countsOfOther = {{1, 500}, {2, 2}};
        private final ByteBuffer direct = ByteBuffer.allocateDirect(500 * Double.BYTES);

        Calls(final CommEngine world) {
            this.world = world;
        }

        void run() {
            final int[] to = counts[world.rank()];
            final int[] from = countsOfOther[world.rank()];
            for (int i = 0; i < ROUNDS; i++) {
                world.barrier();
                world.alltoallv(mine, 0, to, displs, DOUBLE, theirs, 0, from, displs, DOUBLE);
                for (final int count : COUNTS) {
                    world.bcast(mine, 0, count, DOUBLE, 0);
                    world.bcast(direct, 0, count, EngineRank.BYTE, 1);
                    world.reduce(mine, 0, theirs, 0, count, DOUBLE, SUM, 1);
                    world.allreduce(mine, 0, theirs, 0, count, DOUBLE, SUM);
                    world.allreduce(CommEngine.IN_PLACE, 0, theirs, 0, count, DOUBLE, SUM);
                    world.gather(mine, 0, count, DOUBLE, theirs, 0, count, DOUBLE, 0);
                    world.scatter(mine, 0, count, DOUBLE, theirs, 0, count, DOUBLE, 1);
                    world.allgather(mine, 0, count, DOUBLE, theirs, 0, count, DOUBLE);
                    world.alltoall(mine, 0, count, DOUBLE, theirs, 0, count, DOUBLE);
                }
            }
        }
    }
}
