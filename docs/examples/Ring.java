import mpi.*;

/** The number of each rank travels once around the ring of all ranks, and each rank adds up what comes by. */
public class Ring {
    public static void main(String[] args) throws MPIException {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.getRank();
        int size = MPI.COMM_WORLD.getSize();
        int next = (rank + 1) % size;
        int previous = (rank + size - 1) % size;

        int[] token = {rank};
        int sum = 0;
        for (int step = 0; step < size; step++) {
            sum += token[0];
            // One call sends and receives: were each rank to send first, all of them could wait for each other.
            MPI.COMM_WORLD.sendRecvReplace(token, 1, MPI.INT, next, 0, previous, 0);
        }

        int expected = size * (size - 1) / 2;
        if (sum != expected || token[0] != rank) {
            throw new AssertionError("rank " + rank + " has " + token[0] + ", sum " + sum + " in place of " + expected);
        }
        if (rank == 0) {
            System.out.println("Around " + size + " ranks the numbers add up to " + sum);
        }
        MPI.Finalize();
    }
}
