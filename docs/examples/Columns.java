import java.nio.DoubleBuffer;
import mpi.*;

/**
 * Rank 0 has a matrix, stored row by row, and sends to each rank one column of it. The elements of a column are not
 * beside each other in memory: a vector datatype says where they are, and nobody has to copy them together.
 */
public class Columns {
    private static final int ROWS = 50;

    public static void main(String[] args) throws MPIException {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.getRank();
        int columns = MPI.COMM_WORLD.getSize();

        // One element, then a whole row further the next one.
        Datatype column = Datatype.createVector(ROWS, 1, columns, MPI.DOUBLE);
        column.commit();

        Request[] sends = {};
        if (rank == 0) {
            DoubleBuffer matrix = MPI.newDoubleBuffer(ROWS * columns);
            for (int i = 0; i < ROWS * columns; i++) {
                matrix.put(i, i);
            }
            sends = new Request[columns];
            for (int i = 0; i < columns; i++) {
                // Non-blocking, because rank 0 is also one of the receivers.
                sends[i] = MPI.COMM_WORLD.iSend(MPI.slice(matrix, i), 1, column, i, 0);
            }
        }

        // Sender and receiver may see a message differently: here it is just ROWS numbers.
        double[] mine = new double[ROWS];
        MPI.COMM_WORLD.recv(mine, ROWS, MPI.DOUBLE, 0, 0);
        Request.waitAll(sends);
        column.free();

        for (int i = 0; i < ROWS; i++) {
            if (mine[i] != i * columns + rank) {
                throw new AssertionError("row " + i + " of column " + rank + " is " + mine[i]);
            }
        }
        System.out.println("Rank " + rank + " has column " + rank + ": " + mine[0] + ", " + mine[1] + ", ...");
        MPI.Finalize();
    }
}
