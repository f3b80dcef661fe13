package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Prequest;
import mpi.core.kit.MpiTest;

/** Engine invariant 10, for collectives that run as schedules: what a start and a wait allocate once they are warm. */
class ScheduleAllocationTest {
    private static final int ROUNDS = 1_500;
    private static final int ATTEMPTS = 12;
    private static final int COUNT = 100;
    /** More than a communicator would hold of a user's buffer. */
    private static final int LONG_ARRAY = 1 << 18;
    /**
     * The request, the operation with its blocks, and its port; shapes and steps are those of the last call. And what
     * the arguments of both sides are put into: the compiler does not remove that from all operations.
     */
    private static final long OF_A_CALL_BYTES = 264;
    /** What the compiler and the JDK may allocate now and then, a round. */
    private static final long NOISE_BYTES = 8;

    /** The most that a rank has allocated a round, in the best attempt: the compiler works in the background. */
    static long settledBytes(final Intracomm world, final Runnable round, final long enoughBytes) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long[] most = {Long.MAX_VALUE};
        for (int i = 0; i < ATTEMPTS && most[0] > enoughBytes; i++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int done = 0; done < ROUNDS; done++) {
                round.run();
            }
            final long[] mine = {(threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS};
            world.allReduce(mine, most, 1, MPI.LONG, MPI.MAX);
        }
        return most[0];
    }

    @MpiTest(ranks = 2, transport = "shm")
    void shouldAllocateNothingAtAStart(final Intracomm world) {
        final double[] mine = new double[2 * COUNT];
        final double[] theirs = new double[2 * COUNT];
        final Prequest[] requests = {world.barrierInit(), world.bcastInit(mine, COUNT, MPI.DOUBLE, 0),
            world.gatherInit(mine, COUNT, MPI.DOUBLE, theirs, COUNT, MPI.DOUBLE, 1),
            world.scatterInit(mine, COUNT, MPI.DOUBLE, theirs, COUNT, MPI.DOUBLE, 1),
            world.allGatherInit(mine, COUNT, MPI.DOUBLE, theirs, COUNT, MPI.DOUBLE),
            world.allToAllInit(mine, COUNT, MPI.DOUBLE, theirs, COUNT, MPI.DOUBLE),
            world.reduceInit(mine, theirs, COUNT, MPI.DOUBLE, MPI.SUM, 0),
            world.allReduceInit(mine, theirs, COUNT, MPI.DOUBLE, MPI.SUM),
            world.reduceScatterBlockInit(mine, theirs, COUNT, MPI.DOUBLE, MPI.SUM),
            world.scanInit(mine, theirs, COUNT, MPI.DOUBLE, MPI.SUM)};
        final long bytes = settledBytes(world, () -> {
            for (final Prequest request : requests) {
                request.start();
                request.waitFor();
            }
        }, NOISE_BYTES);
        assertTrue(bytes <= NOISE_BYTES, bytes + " bytes a round of " + requests.length);
    }

    @MpiTest(ranks = 2, transport = "shm")
    void shouldAllocateLittleForACall(final Intracomm world) {
        final double[] mine = new double[2 * COUNT];
        final double[] theirs = new double[2 * COUNT];
        final Runnable[] calls = {() -> world.iBarrier().waitFor(),
            () -> world.iBcast(mine, COUNT, MPI.DOUBLE, 0).waitFor(),
            () -> world.iReduce(mine, theirs, COUNT, MPI.DOUBLE, MPI.SUM, 0).waitFor(),
            () -> world.iAllReduce(mine, theirs, COUNT, MPI.DOUBLE, MPI.SUM).waitFor(),
            () -> world.iAllGather(mine, COUNT, MPI.DOUBLE, theirs, COUNT, MPI.DOUBLE).waitFor(),
            () -> world.iAllToAll(mine, COUNT, MPI.DOUBLE, theirs, COUNT, MPI.DOUBLE).waitFor()};
        for (int i = 0; i < calls.length; i++) {
            final long bytes = settledBytes(world, calls[i], OF_A_CALL_BYTES);
            assertTrue(bytes <= OF_A_CALL_BYTES, "call " + i + ": " + bytes + " bytes");
        }
    }

    /** Steps serve any buffer: those of a program are long, and it uses them in turn. */
    @MpiTest(ranks = 2, transport = "shm")
    void shouldAllocateAsLittleOnBuffersInTurn(final Intracomm world) {
        final double[][] mine = {new double[LONG_ARRAY], new double[LONG_ARRAY]};
        final double[][] theirs = {new double[LONG_ARRAY], new double[LONG_ARRAY]};
        final int[] turn = {0};
        final Runnable[] calls = {
            () -> world.iBcast(mine[turn[0] ^= 1], COUNT, MPI.DOUBLE, 0).waitFor(),
            () -> world.iReduce(mine[turn[0]], theirs[turn[0] ^= 1], COUNT, MPI.DOUBLE, MPI.SUM, 0).waitFor(),
            () -> world.iAllReduce(mine[turn[0]], theirs[turn[0] ^= 1], COUNT, MPI.DOUBLE, MPI.SUM).waitFor(),
            () -> world.iAllGather(mine[turn[0]], COUNT, MPI.DOUBLE, theirs[turn[0] ^= 1], COUNT, MPI.DOUBLE)
                .waitFor(),
            () -> world.iAllToAll(mine[turn[0] ^= 1], COUNT, MPI.DOUBLE, theirs[turn[0]], COUNT, MPI.DOUBLE)
                .waitFor()};
        for (int i = 0; i < calls.length; i++) {
            final long bytes = settledBytes(world, calls[i], OF_A_CALL_BYTES);
            assertTrue(bytes <= OF_A_CALL_BYTES, "call " + i + ": " + bytes + " bytes");
        }
    }
}
