package jobs.program;

import java.io.IOException;
import mpi.MPI;

/** All ranks wait for each other again and again, until a line comes to rank 0. */
public final class Rounds {
    private Rounds() {}

    /**
     * Runs a rank.
     *
     * @param args none
     * @throws IOException if there is no standard input
     */
    public static void main(final String[] args) throws IOException {
        MPI.Init(args);
        final int rank = MPI.COMM_WORLD.getRank();
        MPI.COMM_WORLD.barrier();
        System.out.println("ready " + rank);
        final int[] told = new int[1];
        while (told[0] == 0) {
            final int available = rank == 0 ? System.in.available() : 0;
            MPI.COMM_WORLD.allReduce(new int[] {available}, told, 1, MPI.INT, MPI.SUM);
        }
        System.out.println("done " + rank);
        MPI.Finalize();
    }
}
