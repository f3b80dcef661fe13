import mpi.*;

public class HelloClassic {
    public static void main(String[] args) {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.Rank();
        int size = MPI.COMM_WORLD.Size();

        int[] sum = new int[1];
        MPI.COMM_WORLD.Allreduce(new int[] {rank}, 0, sum, 0, 1, MPI.INT, MPI.SUM);

        System.out.println("Hello from rank " + rank + " of " + size + ", the ranks add up to " + sum[0]);
        MPI.Finalize();
    }
}
