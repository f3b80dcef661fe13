import mpi.*;

/** Pi as the integral of 4 / (1 + x²) from 0 to 1: a rank adds up its share of the strips, a reduction the shares. */
public class Pi {
    public static void main(String[] args) throws MPIException {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.getRank();
        int size = MPI.COMM_WORLD.getSize();

        // Only rank 0 reads the command line; the others are told.
        int[] strips = new int[1];
        if (rank == 0) {
            strips[0] = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        }
        MPI.COMM_WORLD.bcast(strips, 1, MPI.INT, 0);

        double width = 1.0 / strips[0];
        double[] share = new double[1];
        for (int i = rank; i < strips[0]; i += size) {
            double x = (i + 0.5) * width;
            share[0] += 4 / (1 + x * x) * width;
        }

        double[] pi = new double[1];
        MPI.COMM_WORLD.reduce(share, pi, 1, MPI.DOUBLE, MPI.SUM, 0);
        if (rank == 0) {
            // The midpoint rule is wrong by about width² / 12.
            if (Math.abs(pi[0] - Math.PI) > width * width + 1e-12) {
                throw new AssertionError("pi is not " + pi[0]);
            }
            System.out.printf("With %d strips on %d ranks pi is about %.12f%n", strips[0], size, pi[0]);
        }
        MPI.Finalize();
    }
}
