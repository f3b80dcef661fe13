package jobs.program;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;

/**
 * Each rank begins to add up vectors of 8 MiB and calls nothing of MPI until all of the sum is in its memory. Rank 0
 * says how many bytes have left through the network interfaces of this machine meanwhile, {@code lo} left out.
 */
public final class Overlapped {
    /** Length of a vector. */
    public static final int BYTES = 8 << 20;

    private static final int COUNT = BYTES / Double.BYTES;
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(double[].class);
    private static final Path INTERFACES = Path.of("/proc/net/dev");
    /** Of the numbers behind the name of an interface, that of the bytes sent. */
    private static final int SENT_BYTES = 8;

    private Overlapped() {}

    /**
     * Runs a rank.
     *
     * @param args none
     * @throws IOException if the kernel does not tell of its interfaces
     */
    public static void main(final String[] args) throws IOException {
        MPI.Init(args);
        final Intracomm world = MPI.COMM_WORLD;
        final int size = world.getSize();
        final double[] mine = new double[COUNT];
        final double[] sum = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            mine[i] = i + world.getRank() + 1.0;
        }
        world.barrier();
        final long before = sentBytes();
        world.barrier();
        final Request request = world.iAllReduce(mine, sum, COUNT, MPI.DOUBLE, MPI.SUM);
        for (int i = 0; i < COUNT; i++) {
            final double expected = (double) size * i + size * (size + 1) / 2;
            while ((double) ELEMENT.getVolatile(sum, i) != expected) {
                Thread.onSpinWait();
            }
        }
        request.waitFor();
        world.barrier();
        if (world.getRank() == 0) {
            System.out.println("sent " + (sentBytes() - before) + " bytes");
        }
        MPI.Finalize();
    }

    private static long sentBytes() throws IOException {
        return Files.readAllLines(INTERFACES)
            .stream()
            .map(line -> line.strip().split(":? +"))
            .filter(words -> words.length > SENT_BYTES + 1 && words[1].matches("[0-9]+") && !words[0].equals("lo"))
            .mapToLong(words -> Long.parseLong(words[SENT_BYTES + 1]))
            .sum();
    }
}
