import java.nio.LongBuffer;
import mpi.*;

/** One-sided communication: ranks draw numbers from a counter of rank 0, and tell their right neighbours theirs. */
public class Window {
    public static void main(String[] args) throws MPIException {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.getRank();
        int size = MPI.COMM_WORLD.getSize();
        int unit = Long.BYTES;
        // Memory that the library gives: ranks of one host load and store it. Displacements are in longs.
        Win counter = Win.allocate(rank == 0 ? unit : 0, unit, MPI.INFO_NULL, MPI.COMM_WORLD);
        Win inbox = Win.allocate(unit, unit, MPI.INFO_NULL, MPI.COMM_WORLD);

        if (rank == 0) {
            counter.getBuffer().asLongBuffer().put(0, 0);
        }
        MPI.COMM_WORLD.barrier();

        // A passive target: rank 0 need not do anything.
        LongBuffer one = MPI.newLongBuffer(1).put(0, 1);
        LongBuffer drawn = MPI.newLongBuffer(1);
        counter.lock(MPI.LOCK_SHARED, 0, 0);
        counter.fetchAndOp(one, drawn, MPI.LONG, 0, 0, MPI.SUM);
        counter.unlock(0);

        // An active target: everybody takes part in both fences, and what was put between them is there.
        inbox.fence(0);
        inbox.put(drawn, 1, MPI.LONG, (rank + 1) % size, 0, 1, MPI.LONG);
        inbox.fence(0);

        long[] sum = {inbox.getBuffer().asLongBuffer().get(0)};

        inbox.free();
        counter.free();
        MPI.COMM_WORLD.allReduce(sum, 1, MPI.LONG, MPI.SUM);
        if (sum[0] != (long) size * (size - 1) / 2) {
            throw new IllegalStateException("the numbers add up to " + sum[0]);
        }
        if (rank == 0) {
            System.out.println("All " + size + " numbers were drawn once");
        }
        MPI.Finalize();
    }
}
