import mpi.*;

/**
 * Rank 0 deals out a vector, in parts that need not be equal, all find the largest element of the whole, each divides
 * its part by it, and rank 0 collects the parts again.
 */
public class Normalise {
    private static final int LENGTH = 1003;

    public static void main(String[] args) throws MPIException {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.getRank();
        int size = MPI.COMM_WORLD.getSize();

        int[] counts = new int[size];
        int[] starts = new int[size];
        for (int i = 0; i < size; i++) {
            starts[i] = i * LENGTH / size;
            counts[i] = (i + 1) * LENGTH / size - starts[i];
        }
        double[] vector = null;
        if (rank == 0) {
            vector = new double[LENGTH];
            for (int i = 0; i < LENGTH; i++) {
                // 7 and 1003 have no common factor, so this is each number from 0 to 1002 once
                vector[i] = i * 7 % LENGTH;
            }
        }

        double[] part = new double[counts[rank]];
        MPI.COMM_WORLD.scatterv(vector, counts, starts, MPI.DOUBLE, part, part.length, MPI.DOUBLE, 0);
        double[] largest = {0};
        for (double element : part) {
            largest[0] = Math.max(largest[0], element);
        }
        // One buffer: what goes in is replaced by what comes out.
        MPI.COMM_WORLD.allReduce(largest, 1, MPI.DOUBLE, MPI.MAX);
        for (int i = 0; i < part.length; i++) {
            part[i] /= largest[0];
        }
        MPI.COMM_WORLD.gatherv(part, part.length, MPI.DOUBLE, vector, counts, starts, MPI.DOUBLE, 0);

        if (rank == 0) {
            for (int i = 0; i < LENGTH; i++) {
                if (vector[i] != i * 7 % LENGTH / (LENGTH - 1.0)) {
                    throw new AssertionError("element " + i + " is " + vector[i]);
                }
            }
            System.out.println(LENGTH + " elements were divided by " + largest[0] + " on " + size + " ranks");
        }
        MPI.Finalize();
    }
}
