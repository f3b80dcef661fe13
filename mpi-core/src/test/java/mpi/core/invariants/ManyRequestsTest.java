package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
    private static final int MESSAGE_BYTES = 104;
    /** Of the payload, which a capitalised send that has to wait copies: the smallest array that is kept for that. */
    private static final int COPY_BYTES = 80;

    /** The two dialects' ways to start. */
    private enum Dialect {
        LOWER_CASE {
            @Override
            Request receive(final Intracomm comm, final byte[] room, final int source, final int tag) {
                return comm.iRecv(room, 1, MPI.BYTE, source, tag);
            }

            @Override
            Request send(final Intracomm comm, final byte[] data, final int dest, final int tag) {
                return comm.iSend(data, 1, MPI.BYTE, dest, tag);
            }
        },
        CAPITALISED {
            @Override
            Request receive(final Intracomm comm, final byte[] room, final int source, final int tag) {
                return comm.Irecv(room, 0, 1, MPI.BYTE, source, tag);
            }

            @Override
            Request send(final Intracomm comm, final byte[] data, final int dest, final int tag) {
                return comm.Isend(data, 0, 1, MPI.BYTE, dest, tag);
            }
        };

        abstract Request receive(Intracomm comm, byte[] room, int source, int tag);

        abstract Request send(Intracomm comm, byte[] data, int dest, int tag);
    }

    /**
     * Tags ascend in one direction and descend in the other, so that the first is always the wrong one; each third
     * receive takes a message of anybody. First the receives are there, then the messages.
     */
    @MpiTest(ranks = 1)
    void shouldHoldManyRequestsInLittleMemory(final Intracomm world) {
        for (final Dialect dialect : Dialect.values()) {
            final byte[] sent = {42};
            final byte[] received = new byte[1];
            final Request[] receives = new Request[REQUESTS];
            final Request[] sends = new Request[REQUESTS];
            for (int round = 0; round < 2; round++) {
                final long receiveBytes = allocatedBy(() -> {
                    for (int i = 0; i < REQUESTS; i++) {
                        receives[i] = dialect.receive(world, received, i % 3 == 0 ? MPI.ANY_SOURCE : 0, i);
                    }
                });
                for (int i = REQUESTS - 1; i >= 0; i--) {
                    sends[i] = dialect.send(world, sent, 0, i);
                }
                Request.waitAll(sends);
                Request.waitAll(receives);
                final long sendBytes = allocatedBy(() -> {
                    for (int i = 0; i < REQUESTS; i++) {
                        sends[i] = dialect.send(world, sent, 0, i);
                    }
                });
                for (int i = REQUESTS - 1; i >= 0; i--) {
                    receives[i] = dialect.receive(world, received, i % 3 == 0 ? MPI.ANY_SOURCE : 0, i);
                }
                Request.waitAll(receives);
                Request.waitAll(sends);
                if (round > 0) { // the tables have grown
                    final String each = dialect + ": bytes of a receive " + receiveBytes + ", of a send " + sendBytes;
                    assertTrue(receiveBytes < REQUEST_BYTES, each);
                    final int copyBytes = dialect == Dialect.CAPITALISED ? COPY_BYTES : 0;
                    assertTrue(sendBytes < REQUEST_BYTES + MESSAGE_BYTES + copyBytes, each);
                }
            }
        }
    }

    /** Bytes a request. */
    private static long allocatedBy(final Runnable starts) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long before = threads.getCurrentThreadAllocatedBytes();
        starts.run();
        return (threads.getCurrentThreadAllocatedBytes() - before) / REQUESTS;
    }

    /** Between two ranks: messages that wait at the sender, and receives of which none is the next. */
    @MpiTest(ranks = 2)
    void shouldCompleteManySendsAgainstManyReceives(final Intracomm world) {
        final int peer = 1 - world.getRank();
        for (final Dialect dialect : Dialect.values()) {
            final byte[] sent = {7};
            final byte[][] received = new byte[REQUESTS][1];
            final Request[] receives = new Request[REQUESTS];
            final Request[] sends = new Request[REQUESTS];
            if (world.getRank() == 0) { // who receives first from one who sends first
                post(world, dialect, peer, received, receives);
                world.barrier();
                send(world, dialect, peer, sent, sends);
            } else {
                send(world, dialect, peer, sent, sends);
                world.barrier();
                post(world, dialect, peer, received, receives);
            }
            Request.waitAll(sends);
            Request.waitAll(receives);
            for (final byte[] room : received) {
                assertEquals(7, room[0]);
            }
        }
    }

    private static void post(final Intracomm world, final Dialect dialect, final int peer, final byte[][] received,
        final Request[] receives) {
        for (int i = 0; i < REQUESTS; i++) {
            receives[i] = dialect.receive(world, received[i], i % 3 == 0 ? MPI.ANY_SOURCE : peer, i);
        }
    }

    private static void send(final Intracomm world, final Dialect dialect, final int peer, final byte[] sent,
        final Request[] sends) {
        for (int i = REQUESTS - 1; i >= 0; i--) {
            sends[i] = dialect.send(world, sent, peer, i);
        }
    }
}
