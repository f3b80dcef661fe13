package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.DisplayName;

/**
 * What programs see of the engine's life.
 */
class LiveJobTest {
    /** Of one rank, although all ranks run this test in one JVM. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    @MpiTest(ranks = 2, settings = "MPJ_OBJECT_FILTER=!java.util.ArrayList")
    void shouldTellWhoeverIsWrong() {
        BadInputCases.run();
    }

    @MpiTest(ranks = 3)
    @DisplayName("engine invariant 20: ranks in one JVM have their own statics")
    void shouldKeepRanksApart(final Intracomm world) {
        assertEquals(1, COUNT.incrementAndGet());
        world.setName("world of rank " + world.getRank());
        world.barrier();
        assertEquals("world of rank " + world.getRank(), MPI.COMM_WORLD.getName());
        assertEquals(1, COUNT.get());
    }

    @MpiTest(ranks = 2, init = false)
    @DisplayName("engine invariant 16: Init after Finalize starts anew, what is left of the old life fails")
    void shouldInitAgainAfterFinalize() {
        Intracomm old = null;
        for (int life = 0; life < 3; life++) {
            MPI.Init(new String[0]);
            assertFalse(MPI.isFinalized());
            final int peer = 1 - MPI.COMM_WORLD.getRank();
            final int[] received = new int[1];
            final Request send = MPI.COMM_WORLD.iSend(new int[] {life}, 1, MPI.INT, peer, 1);
            MPI.COMM_WORLD.recv(received, 1, MPI.INT, peer, 1);
            assertEquals(life, received[0]);
            send.waitFor();
            final Intracomm duplicate = MPI.COMM_WORLD.dup();
            duplicate.barrier();
            if (old != null) {
                assertFinalized(old::barrier);
            }
            old = duplicate;
            MPI.Finalize();
            assertTrue(MPI.isFinalized());
            assertFinalized(() -> MPI.COMM_WORLD.send(new int[1], 1, MPI.INT, peer, 1));
            assertFinalized(() -> MPI.COMM_WORLD.Recv(new int[1], 0, 1, MPI.INT, peer, 1));
            assertFinalized(MPI.COMM_SELF::barrier);
            assertFinalized(duplicate::barrier);
            assertFinalized(MPI::Finalize);
        }
    }

    private static void assertFinalized(final Runnable call) {
        final MPIException error = assertThrows(MPIException.class, call::run);
        assertTrue(error.getMessage().contains("MPI is finalized"), error.getMessage());
    }
}
