package jobs.program;

import mpi.MPI;

/** Uses MPI in a world of one: nothing of it needs anybody else. */
public final class Alone {
    private static final int TAG = 1;

    private Alone() {}

    /**
     * Runs a rank.
     *
     * @param args none
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        final double[] sent = {42};
        final double[] received = new double[1];
        final double[] sum = new double[1];
        MPI.COMM_WORLD.sendRecv(sent, 1, MPI.DOUBLE, 0, TAG, received, 1, MPI.DOUBLE, 0, TAG);
        MPI.COMM_WORLD.allReduce(received, sum, 1, MPI.DOUBLE, MPI.SUM);
        MPI.COMM_WORLD.barrier();
        System.out.println("rank " + MPI.COMM_WORLD.getRank() + " of " + MPI.COMM_WORLD.getSize() + ": " + sum[0]);
        MPI.Finalize();
    }
}
