package jobs.program;

import java.lang.management.ManagementFactory;
import mpi.Comm;
import mpi.MPI;

/** Two ranks send a message of 8 bytes to and fro, and say how many bytes each has allocated meanwhile. */
public final class PingPong {
    private static final int WARM_UP = 20_000;
    private static final int TAG = 1;

    private PingPong() {}

    /**
     * Runs a rank.
     *
     * @param args number of messages
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        final int messages = Integer.parseInt(args[0]);
        final var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final byte[] message = new byte[8];
        exchange(message, WARM_UP);
        final long before = threads.getTotalThreadAllocatedBytes();
        exchange(message, messages);
        final long allocated = threads.getTotalThreadAllocatedBytes() - before;
        System.out.println("rank " + MPI.COMM_WORLD.getRank() + " allocated " + allocated + " bytes");
        MPI.Finalize();
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
