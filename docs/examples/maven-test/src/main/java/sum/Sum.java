package sum;

import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;

/** Adds up the numbers 1 to n, a part of them in each rank. */
public final class Sum {
    private static long mine;

    private Sum() {}

    static long of(final Intracomm world, final int n) throws MPIException {
        for (int i = 1 + world.getRank(); i <= n; i += world.getSize()) {
            mine += i;
        }
        final long[] all = {mine};
        world.allReduce(all, 1, MPI.LONG, MPI.SUM);
        return all[0];
    }

    /**
     * Prints the sum.
     *
     * @param args n
     */
    public static void main(final String[] args) throws MPIException {
        MPI.Init(args);
        final long sum = of(MPI.COMM_WORLD, Integer.parseInt(args[0]));
        if (MPI.COMM_WORLD.getRank() == 0) {
            System.out.println("The numbers 1 to " + args[0] + " add up to " + sum);
        }
        MPI.Finalize();
    }
}
