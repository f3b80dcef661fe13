package mpi.core.rma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mpi.Intracomm;
import mpi.MPI;
import mpi.Win;
import mpi.core.kit.MpiTest;

/** Where ranks share no memory, none of them gets a window; one rank alone shares with itself. */
class UnreachableWindowTest {
    @MpiTest(ranks = {2, 3})
    void shouldRefuseAtAllRanks(final Intracomm world) {
        final UnsupportedOperationException refused = assertThrows(UnsupportedOperationException.class,
            () -> Win.allocate(8, 1, MPI.INFO_NULL, world));
        assertTrue(refused.getMessage().startsWith("win_create on window of COMM_WORLD, rank "), refused.getMessage());
        assertThrows(UnsupportedOperationException.class, () -> Win.allocateShared(8, 1, MPI.INFO_NULL, world));
        assertThrows(UnsupportedOperationException.class,
            () -> new Win(MPI.newByteBuffer(8), 8, 1, MPI.INFO_NULL, world));
        final int[] sum = {1};
        world.allReduce(sum, 1, MPI.INT, MPI.SUM);
        assertEquals(world.getSize(), sum[0]);
    }

    @MpiTest(ranks = 1)
    void shouldBeThereForOneRank(final Intracomm world) {
        final Win win = Win.allocate(8, 1, MPI.INFO_NULL, world);
        win.fence(0);
        win.getBuffer().put(0, (byte) 5);
        assertEquals(5, win.getBuffer().get(0));
        win.fence(0);
        win.free();
    }
}
