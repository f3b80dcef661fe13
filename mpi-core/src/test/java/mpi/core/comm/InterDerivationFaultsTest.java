package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mpi.MPI;
import mpi.MPIException;
import mpi.core.runtime.EngineJob;
import mpi.spi.CommEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A leader that cannot reach the other group does not leave its own waiting. */
class InterDerivationFaultsTest {
    private static final int TAG = 5;

    /** Ranks 0 and 1, of whom the leader dies, rank 0, which gives the context ids; and ranks 2 and 3. */
    @Test
    void shouldTellTheGroupThatTheOtherLeaderIsGone() throws InterruptedException {
        new EngineJob(4, "loopback").disorderly().run(rank -> {
            final int me = rank.number();
            final CommEngine half = rank.world().split(me / 2, me);
            final CommEngine inter = half.createInter(0, rank.world(), me < 2 ? 2 : 0, TAG);
            if (me == 0) {
                for (final int other : new int[] {1, 2, 3}) {
                    rank.recv(new byte[1], other, TAG);
                }
                rank.die("the test ends it");
                return;
            }
            rank.send(new byte[1], 0, TAG);
            if (me == 1) {
                rank.recv(new byte[1], 2, TAG);
                rank.recv(new byte[1], 3, TAG);
                return;
            }
            final int expected = me == 2 ? MPI.ERR_PROC_FAILED : MPI.ERR_OTHER;
            assertFails(expected, inter::dup);
            assertFails(expected, () -> inter.merge(true));
            inter.free();
            rank.send(new byte[1], 1, TAG);
        });
    }

    private static void assertFails(final int errorClass, final Executable call) {
        final MPIException e = assertThrows(MPIException.class, call);
        assertEquals(errorClass, e.getErrorClass(), e.getMessage());
    }
}
