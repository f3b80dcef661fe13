package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;
import mpi.core.kit.MpiTest;

/**
 * Very many requests under way at once: each takes little memory, and none is looked for among all others.
 */
class ManyRequestsTest {
    private static final int REQUESTS = 100_000;
    /** Of a request and its operation. */
    private static final int REQUEST_BYTES = 200;
    /** What the receiver keeps of a message that waits for its receive; here it is the sender, too. */
    private static final int MESSAGE_BYTES = 112;

    /** Tags ascend in one direction and descend in the other, so that the first is always the wrong one. */
    @MpiTest(ranks = 1)
    void shouldHoldManyRequestsInLittleMemory(final Intracomm world) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final byte[] sent = {42};
        final byte[] received = new byte[1];
        final Request[] requests = new Request[REQUESTS];
        for (int round = 0; round < 2; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < REQUESTS; i++) {
                requests[i] = world.iRecv(received, 1, MPI.BYTE, 0, i);
            }
            final long receives = (threads.getCurrentThreadAllocatedBytes() - before) / REQUESTS;
            for (int i = REQUESTS - 1; i >= 0; i--) {
                world.send(sent, 1, MPI.BYTE, 0, i);
            }
            Request.waitAll(requests);
            final long beforeSends = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < REQUESTS; i++) {
                requests[i] = world.isSend(sent, 1, MPI.BYTE, 0, i);
            }
            final long sends = (threads.getCurrentThreadAllocatedBytes() - beforeSends) / REQUESTS;
            for (int i = REQUESTS - 1; i >= 0; i--) {
                world.recv(received, 1, MPI.BYTE, 0, i);
            }
            Request.waitAll(requests);
            if (round > 0) { // the tables have grown
                assertTrue(receives < REQUEST_BYTES, receives + " bytes a receive");
                assertTrue(sends < REQUEST_BYTES + MESSAGE_BYTES, sends + " bytes a send");
            }
        }
    }
}
