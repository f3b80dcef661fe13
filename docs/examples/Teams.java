import mpi.*;

/**
 * Deals the ranks to the rows and columns of a table, with a communicator for each, and adds up first along the rows,
 * then down the first column, then tells the rows: what a machine with fast links inside a rack would do.
 */
public class Teams {
    public static void main(String[] args) throws MPIException {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.getRank();
        int size = MPI.COMM_WORLD.getSize();
        int width = (int) Math.ceil(Math.sqrt(size));

        // Ranks that give the same colour, the first argument, are together; the second one puts them in order.
        Intracomm row = MPI.COMM_WORLD.split(rank / width, rank);
        // Who gives UNDEFINED belongs to no part and gets a communicator that is null.
        Intracomm firsts = MPI.COMM_WORLD.split(row.getRank() == 0 ? 0 : MPI.UNDEFINED, rank);

        int[] sum = {rank * rank};
        row.reduce(sum, 1, MPI.INT, MPI.SUM, 0);
        if (!firsts.isNull()) {
            firsts.allReduce(sum, 1, MPI.INT, MPI.SUM);
        }
        row.bcast(sum, 1, MPI.INT, 0);

        int expected = (size - 1) * size * (2 * size - 1) / 6;
        if (sum[0] != expected || firsts.isNull() != (rank % width > 0)) {
            throw new AssertionError("rank " + rank + " has " + sum[0] + " in place of " + expected);
        }
        if (!firsts.isNull()) {
            System.out.println("Row " + firsts.getRank() + " of " + firsts.getSize() + " has " + row.getSize()
                + " ranks; the squares of all ranks add up to " + sum[0]);
            firsts.free();
        }
        row.free();
        MPI.Finalize();
    }
}
