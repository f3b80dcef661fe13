package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mpi.MPI;
import mpi.MPIException;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.CommEngine;
import org.junit.jupiter.api.Test;

/** That collectives of one communicator do not take each other's messages. */
class CommLinkTest {
    @Test
    void shouldNotTakeWhatAFailedCollectiveHasLeftBehind() throws InterruptedException {
        new EngineJob(3, "loopback").run(rank -> {
            final int[] received = new int[3];
            if (rank.number() == 0) {
                // Refused before anything is received: the blocks of the others stay where they are.
                final MPIException e = assertThrows(MPIException.class, () -> gather(rank, new int[2], received));
                assertEquals(MPI.ERR_TRUNCATE, e.getErrorClass(), e.getMessage());
            } else {
                gather(rank, new int[] {-1}, received);
            }
            gather(rank, new int[] {10 + rank.number()}, received);
            assertArrayEquals(rank.number() == 0 ? new int[] {10, 11, 12} : new int[3], received);
        });
    }

    @Test
    void shouldReceiveAllBlocksAlthoughOneIsTooLong() throws InterruptedException {
        new EngineJob(4, "loopback").run(rank -> {
            final int[] received = new int[4];
            if (rank.number() == 0) {
                assertThrows(MPIException.class, () -> gather(rank, new int[1], received));
            } else {
                gather(rank, new int[rank.number() == 1 ? 2 : 1], received);
            }
            gather(rank, new int[] {10 + rank.number()}, received);
            assertArrayEquals(rank.number() == 0 ? new int[] {10, 11, 12, 13} : new int[4], received);
        });
    }

    @Test
    void shouldNotCountWhatOnlyMembersTakePartIn() throws InterruptedException {
        new EngineJob(3, "loopback").run(rank -> {
            if (rank.number() != 1) {
                final CommEngine pair = rank.world().create(new int[] {2, 0});
                pair.barrier();
            }
            final int[] received = new int[3];
            gather(rank, new int[] {10 + rank.number()}, received);
            assertArrayEquals(rank.number() == 0 ? new int[] {10, 11, 12} : new int[3], received);
        });
    }

    private static void gather(final EngineRank rank, final int[] sent, final int[] received) {
        rank.world().gather(sent, 0, sent.length, EngineRank.INT, received, 0, 1, EngineRank.INT, 0);
    }
}
