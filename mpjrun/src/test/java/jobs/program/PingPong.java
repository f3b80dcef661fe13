package jobs.program;

import java.lang.management.ManagementFactory;
import mpi.Comm;
import mpi.MPI;

/** Two ranks send a message of 8 bytes to and fro, and say how many bytes each has allocated meanwhile. */
public final class PingPong {
    private static final int WARM_UP = 10_000;
    private static final int MAX_WARM_UPS = 50;
    private static final int QUIET_WARM_UPS = 10;
    private static final int TAG = 1;
    private static final com.sun.management.ThreadMXBean THREADS =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private PingPong() {}

    /**
     * Runs a rank.
     *
     * @param args number of messages
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        final int messages = Integer.parseInt(args[0]);
        final byte[] message = new byte[8];
        warmUp(message);
        final long before = THREADS.getTotalThreadAllocatedBytes();
        exchange(message, messages);
        final long allocated = THREADS.getTotalThreadAllocatedBytes() - before;
        System.out.println("rank " + MPI.COMM_WORLD.getRank() + " allocated " + allocated + " bytes");
        MPI.Finalize();
    }

    /**
     * Until neither rank allocates as much as one byte a message, some times in a row: the compiler may be slow where
     * cores are busy, and compiles again when a rare branch is taken for the first time.
     */
    private static void warmUp(final byte[] message) {
        final long[] allocated = new long[1];
        int quiet = 0;
        for (int i = 0; i < MAX_WARM_UPS && quiet < QUIET_WARM_UPS; i++) {
            final long before = THREADS.getTotalThreadAllocatedBytes();
            exchange(message, WARM_UP);
            final long[] mine = {THREADS.getTotalThreadAllocatedBytes() - before};
            MPI.COMM_WORLD.allReduce(mine, allocated, 1, MPI.LONG, MPI.MAX);
            quiet = allocated[0] < WARM_UP ? quiet + 1 : 0;
        }
    }

    private static void exchange(final byte[] message, final int messages) {
        final Comm world = MPI.COMM_WORLD;
        final int me = world.getRank();
        final int peer = 1 - me;
        for (int i = 0; i < messages; i++) {
            if (i % 2 == me) {
                world.send(message, message.length, MPI.BYTE, peer, TAG);
            } else {
                world.recv(message, message.length, MPI.BYTE, peer, TAG);
            }
        }
    }
}
