package mpi.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mpi.Intracomm;
import mpi.MPI;

class MpiTestTest {
    private static int uses;

    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldRunInEveryRank(final Intracomm world) {
        final int[] sum = {1};
        world.allReduce(sum, 1, MPI.INT, MPI.SUM);

        uses++;
        assertEquals(world.getSize(), sum[0]);
        assertEquals(1, uses);
    }

    @MpiTest(ranks = 2, init = false)
    void shouldLeaveInitToTheMethod() {
        assertFalse(MPI.isInitialized());
        MPI.Init(new String[0]);
        MPI.COMM_WORLD.barrier();
        MPI.Finalize();
        assertTrue(MPI.isFinalized());
    }
}
