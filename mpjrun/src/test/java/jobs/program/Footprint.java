package jobs.program;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import mpi.MPI;

/** All ranks add up a number, and exchange messages with all others; then each says what memory it takes. */
public final class Footprint {
    private static final int TAG = 1;

    private Footprint() {}

    /**
     * Runs a rank.
     *
     * @param args length of a message in bytes; none is exchanged if it is 0
     * @throws IOException if the system does not tell what memory is in use
     */
    public static void main(final String[] args) throws IOException {
        MPI.Init(args);
        final int rank = MPI.COMM_WORLD.getRank();
        final int size = MPI.COMM_WORLD.getSize();
        final int[] sum = {rank};
        MPI.COMM_WORLD.allReduce(sum, 1, MPI.INT, MPI.SUM);
        final int lengthBytes = Integer.parseInt(args[0]);
        for (int distance = 1; distance < size && lengthBytes > 0; distance++) {
            MPI.COMM_WORLD.sendRecv(new byte[lengthBytes], lengthBytes, MPI.BYTE, (rank + distance) % size, TAG,
                new byte[lengthBytes], lengthBytes, MPI.BYTE, (rank + size - distance) % size, TAG);
        }
        MPI.COMM_WORLD.barrier();
        if (rank == 0) {
            final FileStore shared = Files.getFileStore(Path.of("/dev/shm"));
            System.out.println("shared " + (shared.getTotalSpace() - shared.getUnallocatedSpace()) + " bytes");
        }
        for (final String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                System.out.println("resident " + line.replaceAll("[^0-9]", "") + " kB, sum " + sum[0]);
            }
        }
        MPI.COMM_WORLD.barrier();
        MPI.Finalize();
    }
}
