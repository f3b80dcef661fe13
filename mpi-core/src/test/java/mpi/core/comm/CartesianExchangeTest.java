package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import mpi.MPI;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.Neighbours;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rank of a grid sends down arrives from above, and the other way round, also where both are one rank. */
class CartesianExchangeTest {
    private static final int SENT_DOWN = 1;
    private static final int SENT_UP = 2;
    private static final int NOTHING = -7;

    @ParameterizedTest
    @CsvSource({"1,true", "2,true", "3,true", "5,true", "1,false", "2,false", "4,false"})
    void shouldExchangeAlongADimension(final int size, final boolean periodic) throws InterruptedException {
        new EngineJob(size, "loopback").run(rank -> {
            final int me = rank.number();
            final int below = me > 0 ? me - 1 : periodic ? size - 1 : MPI.PROC_NULL;
            final int above = me < size - 1 ? me + 1 : periodic ? 0 : MPI.PROC_NULL;
            final int[] neighbours = {below, above};
            final int[] sent = {10 * me + SENT_DOWN, 10 * me + SENT_UP};
            final int[] received = {NOTHING, NOTHING};
            rank.world()
                .run(new Collective(Kind.NEIGHBOR_ALLTOALL, BufferBlocks.equal(sent, 0, 2, 1, EngineRank.INT),
                    BufferBlocks.equal(received, 0, 2, 1, EngineRank.INT), null, Collective.NO_ROOT,
                    new Neighbours(neighbours, neighbours, true)));
            assertArrayEquals(new int[] {below == MPI.PROC_NULL ? NOTHING : 10 * below + SENT_UP,
                above == MPI.PROC_NULL ? NOTHING : 10 * above + SENT_DOWN}, received);
        });
    }
}
