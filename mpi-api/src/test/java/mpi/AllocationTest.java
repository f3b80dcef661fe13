package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/**
 * The way of a message to the engine: no allocation, in either dialect, with several classes of buffer in play, also of
 * the statuses nobody looks at.
 */
class AllocationTest {
    private static final int MESSAGES = 100_000;
    private static final int ROUNDS = 400;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final StillComm engine = new StillComm();
    private final Intracomm comm = new Intracomm("COMM_STILL");
    private final Object[] buffers = {new double[4], new byte[4], new int[4], ByteBuffer.allocateDirect(32),
        Arena.ofAuto().allocate(32)};
    private final Datatype[] types = {MPI.DOUBLE, MPI.BYTE, MPI.INT, MPI.DOUBLE, MPI.DOUBLE};

    private long round() {
        long sources = 0;
        for (int i = 0; i < MESSAGES; i++) {
            final Object buffer = buffers[i % buffers.length];
            final Datatype type = types[i % buffers.length];
            comm.send(buffer, 4, type, 1, 7);
            comm.Send(buffer, 1, 3, type, 1, 7);
            comm.recv(buffer, 4, type, 1, 7);
            comm.Recv(buffer, 0, 4, type, 1, 7);
            MessageCalls.sendrecv(comm, Dialect.LOWER_CASE, buffer, 0, 4, type, 1, 7, buffer, 0, 4, type, 1, 8);
            sources += comm.recv(buffer, 4, type, 1, 7).getSource();
        }
        return sources;
    }

    @Test
    void shouldAllocateNothingOnTheWayToTheEngine() {
        comm.bind(engine, new Environment(null), MPI.ERRORS_RETURN);
        long allocatedBytes = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && allocatedBytes > MESSAGES; i++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            assertEquals(MESSAGES, round());
            allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(allocatedBytes <= MESSAGES, allocatedBytes + " bytes for " + 6 * MESSAGES + " calls once compiled");
        assertTrue(engine.itemsSent >= 7L * MESSAGES);
    }
}
