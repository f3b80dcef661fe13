package hello;

import mpi.MPI;
import mpi.MPIException;

/** Passes a token around the ring of all ranks; each rank adds its number. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) throws MPIException {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.getRank();
        int size = MPI.COMM_WORLD.getSize();
        int[] token = {0};
        if (rank > 0) {
            MPI.COMM_WORLD.recv(token, 1, MPI.INT, rank - 1, 0);
        }
        token[0] += rank;
        System.out.println("Hello from rank " + rank + " of " + size + ", token " + token[0]);
        if (rank < size - 1) {
            MPI.COMM_WORLD.send(token, 1, MPI.INT, rank + 1, 0);
        }
        MPI.Finalize();
    }
}
