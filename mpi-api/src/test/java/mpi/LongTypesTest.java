package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Items so long that the length of some of them is beyond a {@code long}: no buffer holds them, whatever the product
 * would wrap around to.
 */
class LongTypesTest {
    private static final int LONG = 1 << 30;
    private static final byte[] SMALL = new byte[16];
    /** A byte of an array of 2^60. */
    private static final Datatype CORNER = committed(Datatype.createSubarray(new int[] {LONG, LONG}, new int[] {1, 1},
        new int[] {0, 0}, MPI.ORDER_C, MPI.BYTE));
    private static final Datatype DENSE =
        committed(Datatype.createContiguous(LONG, Datatype.createContiguous(LONG, MPI.BYTE)));
    private static final Datatype DOWN = committed(Datatype.createResized(MPI.BYTE, 0, -16));

    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private static Datatype committed(final Datatype type) {
        type.commit();
        return type;
    }

    private static Intracomm w() {
        return MPI.COMM_WORLD;
    }

    @AfterEach
    void shouldNotHaveReachedTheEngine() {
        assertTrue(mpi.world.calls.isEmpty());
    }

    @Test
    void shouldRefuseMessages() {
        for (final int count : new int[] {2, 8, 9, 16, 17, 32, 33, Integer.MAX_VALUE}) {
            Expect.fault(MPI.ERR_BUFFER, () -> w().recv(SMALL, count, CORNER, 1, 0));
            Expect.fault(MPI.ERR_BUFFER, () -> w().send(SMALL, count, CORNER, 1, 0));
            Expect.fault(MPI.ERR_BUFFER, () -> w().send(SMALL, count, DENSE, 1, 0));
            Expect.fault(MPI.ERR_BUFFER, () -> w().Recv(SMALL, 0, count, DENSE, 1, 0));
            Expect.fault(MPI.ERR_BUFFER, () -> w().pack(SMALL, count, DENSE, new byte[1], 0));
        }
    }

    @Test
    void shouldRefuseCountsOfALong() {
        for (final long count : new long[] {2, 1L << 59, (1L << 60) + 1, Long.MAX_VALUE}) {
            Expect.fault(MPI.ERR_BUFFER, () -> w().send(SMALL, count, DOWN, 1, 0));
            Expect.fault(MPI.ERR_BUFFER, () -> w().recv(SMALL, count, DOWN, 1, 0));
            Expect.fault(MPI.ERR_BUFFER, () -> w().send(SMALL, count, CORNER, 1, 0));
        }
        assertTrue(Checks.countable(Long.MAX_VALUE, DOWN) <= Long.MAX_VALUE / 16);
    }

    @Test
    void shouldRefuseBlocks() {
        final int[] ones = {1, 1, 1, 1};
        for (final Datatype type : new Datatype[] {CORNER, DENSE}) {
            Expect.fault(MPI.ERR_BUFFER, () -> w().bcast(SMALL, 16, type, 2));
            Expect.fault(MPI.ERR_BUFFER, () -> w().gather(SMALL, 1, MPI.BYTE, SMALL, 4, type, 2));
            Expect.fault(MPI.ERR_BUFFER, () -> w().iGather(SMALL, 1, MPI.BYTE, SMALL, 4, type, 2));
            Expect.fault(MPI.ERR_BUFFER,
                () -> w().gatherv(SMALL, 1, MPI.BYTE, SMALL, ones, new int[] {16, 16, 16, 16}, type, 2));
        }
    }

    @Test
    void shouldRefuseToTellTheLengthOfAPack() {
        Expect.fault(MPI.ERR_COUNT, () -> w().packSize(16, DENSE));
    }

    @Test
    void shouldRefuseToMakeLongerTypes() {
        final int far = 1 << 30;
        final Datatype longer = Datatype.createContiguous(4, DENSE);
        Expect.fault(MPI.ERR_ARG, () -> Datatype.createIndexed(new int[] {1, 1}, new int[] {-1, 1}, longer));
        Expect.fault(MPI.ERR_ARG, () -> Datatype.createContiguous(far, longer));
    }

    @Test
    void shouldStayOutOfRange() {
        assertEquals(Long.MAX_VALUE, Saturating.multiply(1L << 60, 8));
        assertEquals(Long.MIN_VALUE, Saturating.multiply(1L << 60, -9));
        assertEquals(-1L << 60, Saturating.multiply(1L << 60, -1));
        assertEquals(Long.MAX_VALUE, Saturating.add(Long.MAX_VALUE, -1));
        assertEquals(Long.MAX_VALUE, Saturating.add(Long.MAX_VALUE - 1, 2));
        assertEquals(Long.MIN_VALUE, Saturating.add(Long.MIN_VALUE + 1, -2));
        assertEquals(3, Saturating.add(1, 2));
    }
}
