package jobs.program;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import mpi.Comm;
import mpi.Datatype;
import mpi.MPI;
import mpi.Request;

/**
 * Every two ranks exchange messages, and each rank with itself, in both dialects, blocking and not, from arrays, direct
 * buffers and buffers made by MPI, all in turn. Says how many bytes each rank has allocated a thousand messages, by
 * length; then the same of requests that are kept in an array.
 */
public final class Allocations {
    /** Lengths of the messages in bytes. */
    public static final int[] LENGTHS = {0, 8, 1024, 16 * 1024, 64 * 1024, 1024 * 1024};
    private static final int LONGEST_BYTES = 1024 * 1024;
    /** Messages of a rank in a call of {@link #exchange}, for each of its peers. */
    private static final int MESSAGES_A_TURN = 10;
    private static final int WARM_UP_TURNS = 500;
    private static final int MAX_WARM_UPS = 40;
    private static final int QUIET_WARM_UPS = 3;
    private static final int MAX_COUNTS = 40;
    /** A round moves about so many bytes at most, so that long messages do not take too long. */
    private static final int ROUND_BYTES = 256 * 1024 * 1024;
    private static final int MAX_TURNS = 2_000;
    private static final int WINDOW = 64;
    private static final int PER_MILLE = 1_000;
    private static final int TAG = 1;
    private static final com.sun.management.ThreadMXBean THREADS =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Comm WORLD = MPI.COMM_WORLD;
    private static final Object[] BUFFERS = new Object[2 * 5];
    private static final Datatype[] TYPES = {MPI.BYTE, MPI.DOUBLE, MPI.INT, MPI.BYTE, MPI.BYTE};
    private static final int[] ITEM_BYTES = {1, Double.BYTES, Integer.BYTES, 1, 1};

    private Allocations() {}

    /**
     * Runs a rank.
     *
     * @param args none
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        for (int i = 0; i < 2; i++) {
            BUFFERS[5 * i] = new byte[LONGEST_BYTES];
            BUFFERS[5 * i + 1] = new double[LONGEST_BYTES / Double.BYTES];
            BUFFERS[5 * i + 2] = new int[LONGEST_BYTES / Integer.BYTES];
            BUFFERS[5 * i + 3] = ByteBuffer.allocateDirect(LONGEST_BYTES);
            BUFFERS[5 * i + 4] = MPI.newByteBuffer(LONGEST_BYTES);
        }
        for (final int lengthBytes : LENGTHS) {
            final int turns = Math.clamp(ROUND_BYTES / Math.max(1, lengthBytes) / MESSAGES_A_TURN, 1, MAX_TURNS);
            warmUp(lengthBytes, Math.min(turns, WARM_UP_TURNS));
            report(lengthBytes + " bytes", count(lengthBytes, turns), (long) turns * MESSAGES_A_TURN);
        }
        final Request[] requests = new Request[WINDOW];
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            window(requests);
        }
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < WARM_UP_TURNS; i++) {
            window(requests);
        }
        report("an array", THREADS.getCurrentThreadAllocatedBytes() - before, (long) WARM_UP_TURNS * WINDOW);
        MPI.Finalize();
    }

    private static void report(final String what, final long allocatedBytes, final long messages) {
        System.out.println("rank " + WORLD.getRank() + ": " + allocatedBytes * PER_MILLE / messages
            + " bytes in 1000 messages of " + what);
    }

    /** Counts again while a rank allocates, for a while: the compiler may be late on a busy machine. */
    private static long count(final int lengthBytes, final int turns) {
        final long[] most = new long[1];
        final long[] mine = new long[1];
        for (int i = 0; i < MAX_COUNTS && (i == 0 || most[0] > turns); i++) {
            mine[0] = exchangeAll(lengthBytes, turns);
            WORLD.allReduce(mine, most, 1, MPI.LONG, MPI.MAX);
        }
        return mine[0];
    }

    /** As in {@link PingPong}: until nobody allocates any more, some times in a row. */
    private static void warmUp(final int lengthBytes, final int turns) {
        final long[] most = new long[1];
        int quiet = 0;
        for (int i = 0; i < MAX_WARM_UPS && quiet < QUIET_WARM_UPS; i++) {
            final long[] mine = {exchangeAll(lengthBytes, turns)};
            WORLD.allReduce(mine, most, 1, MPI.LONG, MPI.MAX);
            quiet = most[0] < turns ? quiet + 1 : 0;
        }
    }

    /** How much this thread allocates meanwhile. */
    private static long exchangeAll(final int lengthBytes, final int turns) {
        final int me = WORLD.getRank();
        final int size = WORLD.getSize();
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < turns; i++) {
            for (int low = 0; low < size; low++) {
                for (int high = low + 1; high < size; high++) {
                    if (me == low || me == high) {
                        exchange(lengthBytes, i % TYPES.length, me == low ? high : low, me == low);
                    }
                }
            }
            toSelf(lengthBytes, i % TYPES.length, me);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void exchange(final int lengthBytes, final int kind, final int peer, final boolean first) {
        final Object sent = BUFFERS[kind];
        final Object received = BUFFERS[TYPES.length + kind];
        final Datatype type = TYPES[kind];
        final int count = lengthBytes / ITEM_BYTES[kind];
        if (first) {
            WORLD.send(sent, count, type, peer, TAG);
            WORLD.recv(received, count, type, peer, TAG);
            WORLD.Send(sent, 0, count, type, peer, TAG);
            WORLD.Recv(received, 0, count, type, peer, TAG);
        } else {
            WORLD.recv(received, count, type, peer, TAG);
            WORLD.send(sent, count, type, peer, TAG);
            WORLD.Recv(received, 0, count, type, peer, TAG);
            WORLD.Send(sent, 0, count, type, peer, TAG);
        }
        final Request receive = WORLD.iRecv(received, count, type, peer, TAG);
        WORLD.iSend(sent, count, type, peer, TAG).waitFor();
        receive.waitFor();
        final Request capitalised = WORLD.Irecv(received, 0, count, type, peer, TAG);
        WORLD.Isend(sent, 0, count, type, peer, TAG).Wait();
        capitalised.Wait();
        final Request tested = WORLD.iRecv(received, count, type, peer, TAG);
        final Request send = WORLD.iSend(sent, count, type, peer, TAG);
        send.waitStatus();
        if (!tested.test()) {
            tested.waitFor();
        }
    }

    private static void toSelf(final int lengthBytes, final int kind, final int me) {
        final Object sent = BUFFERS[kind];
        final Object received = BUFFERS[TYPES.length + kind];
        final Datatype type = TYPES[kind];
        final int count = lengthBytes / ITEM_BYTES[kind];
        final Request receive = WORLD.iRecv(received, count, type, me, TAG);
        WORLD.send(sent, count, type, me, TAG);
        receive.waitFor();
        final Request send = WORLD.iSend(sent, count, type, me, TAG);
        WORLD.recv(received, count, type, me, TAG);
        send.waitFor();
    }

    /** Requests that escape: half of the window is sent, half received, by both ranks of a pair. */
    private static void window(final Request[] requests) {
        final int peer = WORLD.getRank() ^ 1;
        if (peer < WORLD.getSize()) {
            for (int i = 0; i < WINDOW; i += 2) {
                requests[i] = WORLD.iRecv(BUFFERS[TYPES.length], 1, MPI.BYTE, peer, TAG);
                requests[i + 1] = WORLD.iSend(BUFFERS[0], 1, MPI.BYTE, peer, TAG);
            }
            Request.waitAll(requests);
        }
    }
}
