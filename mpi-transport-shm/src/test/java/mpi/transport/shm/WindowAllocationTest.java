package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Win;
import mpi.core.kit.MpiTest;

/** Engine invariant 10, for windows that all ranks map. */
class WindowAllocationTest {
    private static final int COUNT = 2_000;
    private static final int ROUNDS = 2_000;
    private static final int ATTEMPTS = 10;
    private static final long NOISE_BYTES = 8;

    private final ByteBuffer direct = ByteBuffer.allocateDirect(COUNT * Double.BYTES);
    private final double[] array = new double[COUNT];
    private final long[] longs = new long[3];
    private final ByteBuffer result = ByteBuffer.allocateDirect(COUNT * Double.BYTES);

    @MpiTest(ranks = 2, transport = "shm")
    void shouldAllocateNothing(final Intracomm world) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Win win = Win.allocate((long) COUNT * Double.BYTES, Double.BYTES, MPI.INFO_NULL, world);
        final int peer = 1 - world.getRank();
        final long[] most = {Long.MAX_VALUE};
        // The compiler works in the background: how long warming up takes depends on what else the machine does.
        for (int i = 0; i < ATTEMPTS && most[0] > NOISE_BYTES; i++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int round = 0; round < ROUNDS; round++) {
                communicate(win, peer);
            }
            final long[] mine = {(threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS};
            world.allReduce(mine, most, 1, MPI.LONG, MPI.MAX);
        }
        win.free();
        assertTrue(most[0] <= NOISE_BYTES, most[0] + " bytes a round");
    }

    private void communicate(final Win win, final int peer) {
        win.fence(0);
        win.put(direct, 1, MPI.DOUBLE, peer, 0, 1, MPI.DOUBLE);
        win.put(direct, COUNT, MPI.DOUBLE, peer, 0, COUNT, MPI.DOUBLE);
        win.fence(0);
        win.get(direct, COUNT, MPI.DOUBLE, peer, 0, COUNT, MPI.DOUBLE);
        win.fence(0);
        win.accumulate(direct, COUNT, MPI.DOUBLE, peer, 0, COUNT, MPI.DOUBLE, MPI.SUM);
        win.fence(0);
        win.lock(MPI.LOCK_EXCLUSIVE, 0, 0);
        win.fetchAndOp(direct, result, MPI.LONG, 0, 0, MPI.SUM);
        win.flush(0);
        win.unlock(0);
        win.lockAll(0);
        win.compareAndSwap(direct, direct, result, MPI.LONG, peer, 0);
        win.getAccumulate(null, 0, null, result, COUNT, MPI.DOUBLE, peer, 0, COUNT, MPI.DOUBLE, MPI.NO_OP);
        win.flushAll();
        win.unlockAll();
        win.sync();
        win.Lock_all(0);
        win.Put(array, 1, COUNT - 1, MPI.DOUBLE, peer, 0, COUNT - 1, MPI.DOUBLE);
        win.Get(array, 1, 1, MPI.DOUBLE, peer, 0, 1, MPI.DOUBLE);
        win.Accumulate(array, 1, 2, MPI.DOUBLE, peer, 0, 2, MPI.DOUBLE, MPI.SUM);
        win.Fetch_and_op(array, 2, array, 3, MPI.DOUBLE, peer, 0, MPI.SUM);
        win.Get_accumulate(array, 4, 2, MPI.DOUBLE, array, 6, 2, MPI.DOUBLE, peer, 0, 2, MPI.DOUBLE, MPI.SUM);
        win.Compare_and_swap(longs, 0, longs, 1, longs, 2, MPI.LONG, peer, 0);
        win.Flush_all();
        win.Unlock_all();
    }
}
