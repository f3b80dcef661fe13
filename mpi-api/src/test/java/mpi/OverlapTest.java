package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mpi.spi.MessageEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/**
 * Items that overlap in memory are refused wherever they are received (MPI 4.1, section 3.2.4), but may be sent. In the
 * capitalised dialect they are received too, as in MPJ Express.
 */
class OverlapTest {
    private static final int[] TWOS = {2, 2, 2, 2};
    private static final int[] DISPLS = {0, 8, 16, 24};

    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private final int[] ints = new int[40];
    private final int[] others = new int[40];
    private final Datatype type = Datatype.createResized(MPI.INT, 0, 2);
    private final Datatype[] types = {type, type, type, type};

    OverlapTest() {
        type.commit();
    }

    private static Intracomm w() {
        return MPI.COMM_WORLD;
    }

    private void assertRefused(final Executable... calls) {
        for (final Executable call : calls) {
            assertTrue(Expect.fault(MPI.ERR_TYPE, call).getMessage().contains("overlap in memory"));
        }
        assertTrue(mpi.world.calls.isEmpty());
    }

    @Test
    void shouldBeRefusedInCollectivesOfOneBlock() {
        assertRefused(
            () -> w().bcast(ints, 2, type, 0),
            () -> w().iBcast(ints, 2, type, 0),
            () -> w().gather(ints, 2, MPI.INT, others, 2, type, 2),
            () -> w().iGather(ints, 2, MPI.INT, others, 2, type, 2),
            () -> w().scatter(ints, 2, MPI.INT, others, 2, type, 0),
            () -> w().allGather(ints, 2, MPI.INT, others, 1, type),
            () -> w().iAllToAll(ints, 2, MPI.INT, others, 2, type));
    }

    @Test
    void shouldBeRefusedInCollectivesOfBlocks() {
        assertRefused(
            () -> w().gatherv(ints, 2, MPI.INT, others, TWOS, DISPLS, type, 2),
            () -> w().allGatherv(ints, 2, MPI.INT, others, TWOS, DISPLS, type),
            () -> w().allToAllv(ints, TWOS, DISPLS, MPI.INT, others, TWOS, DISPLS, type),
            () -> w().iAllToAllv(ints, TWOS, DISPLS, MPI.INT, others, TWOS, DISPLS, type),
            () -> w().allToAllw(ints, TWOS, DISPLS, types, others, TWOS, DISPLS, types));
    }

    @Test
    void shouldBeRefusedByMatchedReceives() {
        mpi.world.matched = (MessageEngine) java.lang.reflect.Proxy.newProxyInstance(
            OverlapTest.class.getClassLoader(), new Class<?>[] {MessageEngine.class}, (_, method, _) -> {
                throw new AssertionError(method.getName());
            });
        final Message message = new Message();
        message.mProbe(1, 7, w());
        mpi.world.calls.clear();
        assertRefused(() -> message.mRecv(ints, 2, type), () -> message.imRecv(ints, 2, type));
        assertFalse(message.isNull());
    }

    @Test
    void shouldBeReceivedInTheCapitalisedDialect() {
        final Datatype twice = Datatype.createIndexed(new int[] {2, 1}, new int[] {0, 1}, MPI.INT);
        twice.commit();
        w().Bcast(ints, 0, 2, twice, 0);
        w().Gather(ints, 0, 6, MPI.INT, others, 0, 2, twice, 2);
        w().Allgatherv(ints, 0, 6, MPI.INT, others, 0, TWOS, new int[] {0, 3, 6, 9}, twice);
        assertEquals(3, mpi.world.calls.size());
    }

    @Test
    void shouldBeSent() {
        w().bcast(ints, 2, type, 2);
        w().gather(ints, 2, type, 0);
        w().allToAllv(ints, TWOS, DISPLS, type, others, TWOS, DISPLS, MPI.INT);
        w().bcast(ints, 1, type, 0);
        assertEquals(4, mpi.world.calls.size());
    }
}
