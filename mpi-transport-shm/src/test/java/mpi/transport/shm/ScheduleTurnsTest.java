package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import mpi.CartComm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.core.kit.MpiTest;

/** Engine invariant 10, for several non-blocking collectives in turn: each finds the steps of its own last call. */
class ScheduleTurnsTest {
    private static final int COUNT = 100;
    /** Of each the request, the operation with its blocks, and its port. */
    private static final long OF_TWO_CALLS_BYTES = 400;

    /** Every root has steps of its own. */
    @MpiTest(ranks = 4, transport = "shm")
    void shouldAllocateAsLittleWithRootsInTurn(final Intracomm world) {
        final double[] mine = new double[COUNT];
        final double[] theirs = new double[COUNT];
        final int[] calls = {0};
        final long bytes = ScheduleAllocationTest.settledBytes(world, () -> {
            final int root = ++calls[0] & 3;
            world.iBcast(mine, COUNT, MPI.DOUBLE, root).waitFor();
            world.iReduce(mine, theirs, COUNT, MPI.DOUBLE, MPI.SUM, root).waitFor();
        }, OF_TWO_CALLS_BYTES);
        assertTrue(bytes <= OF_TWO_CALLS_BYTES, bytes + " bytes a round");
    }

    /** As programs on grids do: borders are exchanged, and then all agree on a number. */
    @MpiTest(ranks = 2, transport = "shm")
    void shouldAllocateAsLittleAmongNeighbours(final Intracomm world) {
        final CartComm ring = world.createCart(new int[] {2}, new boolean[] {true}, false);
        final double[] borders = new double[2 * COUNT];
        final double[] theirs = new double[2 * COUNT];
        final double[] mine = new double[1];
        final double[] all = new double[1];
        final long bytes = ScheduleAllocationTest.settledBytes(world, () -> {
            ring.iNeighborAllToAll(borders, COUNT, MPI.DOUBLE, theirs, COUNT, MPI.DOUBLE).waitFor();
            ring.iAllReduce(mine, all, 1, MPI.DOUBLE, MPI.MAX).waitFor();
        }, OF_TWO_CALLS_BYTES);
        ring.free();
        assertTrue(bytes <= OF_TWO_CALLS_BYTES, bytes + " bytes a round");
    }
}
