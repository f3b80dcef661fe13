package jobs.program;

import java.io.IOException;
import mpi.MPI;

/** All ranks but the last one call Init, and wait there for it. */
public final class LastStaysOut {
    private LastStaysOut() {}

    /**
     * Runs a rank.
     *
     * @param args none
     * @throws IOException if the last rank's input cannot be read
     * @throws InterruptedException never
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final int rank = Integer.parseInt(System.getenv("MPJ_RANK"));
        System.out.println("ready " + rank);
        if (rank == Integer.parseInt(System.getenv("MPJ_SIZE")) - 1) {
            Thread.currentThread().join();
        }
        MPI.Init(args);
    }
}
