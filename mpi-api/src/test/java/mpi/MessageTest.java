package mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mpi.spi.Faults;
import mpi.spi.SendMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How point-to-point operations reach the engine, what they answer, and who hears of their errors.
 */
class MessageTest {
    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private final double[] buffer = {1, 2, 3, 4};

    private static Intracomm w() {
        return MPI.COMM_WORLD;
    }

    private void assertSent(final String call, final SendMode mode, final long offset) {
        assertEquals(call, mpi.world.last().name());
        assertSame(mode, mpi.world.argument(0));
        final int copy = call.equals("isend") ? 1 : 0;
        assertSame(buffer, mpi.world.argument(1 + copy));
        assertEquals(offset, mpi.world.argument(2 + copy));
        assertEquals(2L, mpi.world.argument(3 + copy));
        assertSame(MPI.DOUBLE.layout, mpi.world.argument(4 + copy));
        assertEquals(3, mpi.world.argument(5 + copy));
        assertEquals(7, mpi.world.argument(6 + copy));
    }

    @Test
    void shouldSendInEachMode() {
        w().send(buffer, 2, MPI.DOUBLE, 3, 7);
        assertSent("send", SendMode.STANDARD, 0);
        w().sSend(buffer, 2, MPI.DOUBLE, 3, 7);
        assertSent("send", SendMode.SYNCHRONOUS, 0);
        w().rSend(buffer, 2, MPI.DOUBLE, 3, 7);
        assertSent("send", SendMode.READY, 0);
        w().Send(buffer, 1, 2, MPI.DOUBLE, 3, 7);
        assertSent("send", SendMode.STANDARD, 8);
        w().Ssend(buffer, 1, 2, MPI.DOUBLE, 3, 7);
        assertSent("send", SendMode.SYNCHRONOUS, 8);
        w().Rsend(buffer, 1, 2, MPI.DOUBLE, 3, 7);
        assertSent("send", SendMode.READY, 8);
    }

    @Test
    void shouldStartToSendInEachMode() {
        w().iSend(buffer, 2, MPI.DOUBLE, 3, 7);
        assertSent("isend", SendMode.STANDARD, 0);
        assertEquals(false, mpi.world.argument(1));
        w().isSend(buffer, 2, MPI.DOUBLE, 3, 7);
        assertSent("isend", SendMode.SYNCHRONOUS, 0);
        w().irSend(buffer, 2, MPI.DOUBLE, 3, 7);
        assertSent("isend", SendMode.READY, 0);
        w().Isend(buffer, 2, 2, MPI.DOUBLE, 3, 7);
        assertSent("isend", SendMode.STANDARD, 16);
        assertEquals(true, mpi.world.argument(1));
        w().Issend(buffer, 2, 2, MPI.DOUBLE, 3, 7);
        assertSent("isend", SendMode.SYNCHRONOUS, 16);
        w().Irsend(buffer, 2, 2, MPI.DOUBLE, 3, 7);
        assertSent("isend", SendMode.READY, 16);
    }

    @Test
    void shouldReceive() {
        mpi.world.lengthBytes = 16;
        final Status status = w().recv(buffer, 4, MPI.DOUBLE, MPI.ANY_SOURCE, MPI.ANY_TAG);
        assertEquals("recv", mpi.world.last().name());
        assertEquals(3, status.getSource());
        assertEquals(9, status.getTag());
        assertEquals(2, status.getCount(MPI.DOUBLE));
        assertEquals(2, w().Recv(buffer, 2, 2, MPI.DOUBLE, 3, 9).count);
        assertEquals(16L, mpi.world.argument(1));
    }

    @Test
    void shouldProbe() {
        mpi.world.lengthBytes = 24;
        assertEquals(3, w().probe(MPI.ANY_SOURCE, 9).getCount(MPI.DOUBLE));
        assertEquals(24, w().Probe(3, MPI.ANY_TAG).count);
        assertEquals(3, w().iProbe(3, 9).getSource());
        mpi.world.probed = false;
        assertNull(w().iProbe(3, 9));
        assertNull(w().Iprobe(3, 9));
    }

    @Test
    void shouldSendAndReceiveAtOnce() {
        final int[] received = new int[3];
        mpi.world.lengthBytes = 8;
        w().sendRecv(buffer, 2, MPI.DOUBLE, 3, 7, received, 3, MPI.INT, 1, 8);
        assertExchanged(buffer, 0, 2, MPI.DOUBLE, received, 0, 3);
        final Status status = w().Sendrecv(buffer, 1, 2, MPI.DOUBLE, 3, 7, received, 1, 2, MPI.INT, 1, 8);
        assertEquals(2, status.Get_count(MPI.INT));
        assertExchanged(buffer, 8, 2, MPI.DOUBLE, received, 4, 2);
    }

    private void assertExchanged(final Object sent, final long sendOffset, final long sendCount, final Datatype type,
        final Object received, final long recvOffset, final long recvCount) {
        assertEquals("sendrecv", mpi.world.last().name());
        assertSame(sent, mpi.world.argument(0));
        assertSame(received, mpi.world.argument(6));
        final Object[] arguments = mpi.world.last().arguments();
        assertEquals(List.of(sendOffset, sendCount, type.layout, 3, 7), List.of(arguments).subList(1, 6));
        assertEquals(List.of(recvOffset, recvCount, MPI.INT.layout, 1, 8), List.of(arguments).subList(7, 12));
    }

    @Test
    void shouldReplaceFromACopy() {
        w().Sendrecv_replace(buffer, 1, 2, MPI.DOUBLE, 3, 7, 1, 8);
        assertSame(buffer, mpi.world.argument(6));
        assertEquals(8L, mpi.world.argument(7));
        final byte[] copy = assertInstanceOf(byte[].class, mpi.world.argument(0));
        assertEquals(16, copy.length);
        assertEquals(0L, mpi.world.argument(1));
        final Object[] objects = {"a", "b", "c"};
        w().sendRecvReplace(objects, 2, MPI.OBJECT, 3, 7, 1, 8);
        assertArrayEquals(new Object[] {"a", "b"}, assertInstanceOf(Object[].class, mpi.world.argument(0)));
        w().sendRecvReplace(null, 0, MPI.INT, 3, 7, 1, 8);
        assertNull(mpi.world.argument(0));
    }

    @Test
    void shouldTellOfASendrecvThatFails() {
        mpi.world.fault = new MPIException(MPI.ERR_PROC_FAILED, MPI.ERR_PROC_FAILED, "rank 3 has died");
        Expect.fault(MPI.ERR_PROC_FAILED, "rank 3 has died",
            () -> w().Sendrecv(buffer, 0, 2, MPI.DOUBLE, 3, 7, new int[3], 0, 3, MPI.INT, 1, 8));
    }

    @Test
    void shouldThrowAtTheCallerInCapitals() {
        final String text = "recv on COMM_WORLD, rank 2 of 4, from 3, tag 7: message of 104 bytes is longer than the"
            + " buffer of 32 bytes (MPI.ERR_TRUNCATE)";
        mpi.world.completionError = Faults.truncated("recv on COMM_WORLD, rank 2 of 4, from 3, tag 7", 104, 32);
        Expect.fault(MPI.ERR_TRUNCATE, text, () -> w().Recv(buffer, 0, 4, MPI.DOUBLE, 3, 7));
        w().setErrhandler(MPI.ERRORS_RETURN);
        Expect.fault(MPI.ERR_TRUNCATE, text, () -> w().recv(buffer, 4, MPI.DOUBLE, 3, 7));
        assertTrue(mpi.engine.aborts.isEmpty());
    }

    @Test
    void shouldPrintAndEndTheJobInLowerCase() {
        mpi.world.completionError = Faults.truncated("recv on COMM_WORLD, rank 2 of 4, from 3, tag 7", 104, 32);
        final String printed = Expect.printed(() -> Expect.fault(MPI.ERR_TRUNCATE,
            mpi.world.completionError.getMessage(), () -> w().recv(buffer, 4, MPI.DOUBLE, 3, 7)));
        assertEquals(List.of("15: rank 2: ERR_TRUNCATE under MPI.ERRORS_ARE_FATAL"), mpi.engine.aborts);
        assertTrue(printed.startsWith("mpi.MPIException: recv on COMM_WORLD, rank 2"));
    }

    @Test
    void shouldLetCommunicatorsInheritTheHandler() {
        mpi.world.child = new FakeComm("COMM_WORLD.dup", new int[] {0, 1, 2, 3}, 2);
        w().setErrhandler(MPI.ERRORS_RETURN);
        assertSame(MPI.ERRORS_RETURN, w().dup().Errorhandler_get());
        MPI.Errorhandler_set(MPI.ERRORS_ARE_FATAL);
        assertSame(MPI.ERRORS_ARE_FATAL, MPI.Errorhandler_get());
        w().Errhandler_set(new Errhandler(Errhandler.RETURN));
        assertFalse(w().getErrhandler().isFatal());
    }
}
