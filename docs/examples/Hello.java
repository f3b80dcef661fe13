import mpi.*;

public class Hello {
    public static void main(String[] args) throws MPIException {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.getRank();
        int size = MPI.COMM_WORLD.getSize();

        int[] sum = {rank};
        MPI.COMM_WORLD.allReduce(sum, 1, MPI.INT, MPI.SUM);

        System.out.println("Hello from rank " + rank + " of " + size + ", the ranks add up to " + sum[0]);
        MPI.Finalize();
    }
}
