import mpi.*;

/** Of a symmetric matrix only the lower triangle has to be sent: an indexed datatype picks it from the rows. */
public class Triangle {
    private static final int ROWS = 40;

    public static void main(String[] args) {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.Rank();

        int[] lengths = new int[ROWS];
        int[] starts = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            lengths[i] = i + 1;
            starts[i] = i * ROWS;
        }
        Datatype lower = Datatype.Indexed(lengths, starts, MPI.DOUBLE);
        lower.Commit();

        double[] matrix = new double[ROWS * ROWS];
        if (rank == 0) {
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = value(i / ROWS, i % ROWS);
            }
        }
        MPI.COMM_WORLD.Bcast(matrix, 0, 1, lower, 0);

        for (int i = 0; i < matrix.length; i++) {
            int row = i / ROWS;
            int column = i % ROWS;
            boolean isHere = rank == 0 || column <= row;
            if (matrix[i] != (isHere ? value(row, column) : 0)) {
                throw new AssertionError("rank " + rank + ", row " + row + ", column " + column + ": " + matrix[i]);
            }
        }
        System.out.println("Rank " + rank + " has " + lower.Size() / 8 + " of " + matrix.length + " elements");
        MPI.Finalize();
    }

    private static double value(int row, int column) {
        return 1 + (double) row * column;
    }
}
