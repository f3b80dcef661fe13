package jobs.program;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import mpi.MPI;

/** Rank 1 waits for a message that rank 0 sends when a line of input comes; it says which part of a core that took. */
public final class Blocked {
    private static final int TAG = 1;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    private Blocked() {}

    /**
     * Runs a rank.
     *
     * @param args none
     * @throws IOException if there is no standard input
     * @throws InterruptedException never
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        MPI.Init(args);
        final byte[] message = new byte[8];
        MPI.COMM_WORLD.barrier();
        if (MPI.COMM_WORLD.getRank() == 0) {
            // so long that rank 1 learns how to sleep, which it does once
            Thread.sleep(FIRST_WAIT);
            MPI.COMM_WORLD.send(message, message.length, MPI.BYTE, 1, TAG);
            System.out.println("ready");
            System.in.read();
            MPI.COMM_WORLD.send(message, message.length, MPI.BYTE, 1, TAG);
        } else {
            final var system =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            MPI.COMM_WORLD.recv(message, message.length, MPI.BYTE, 0, TAG);
            final long start = System.nanoTime();
            final long cpuStart = system.getProcessCpuTime();
            MPI.COMM_WORLD.recv(message, message.length, MPI.BYTE, 0, TAG);
            final long cpu = system.getProcessCpuTime() - cpuStart;
            System.out.println("used " + 1000 * cpu / (System.nanoTime() - start) + " per mille of a core");
        }
        MPI.Finalize();
    }
}
