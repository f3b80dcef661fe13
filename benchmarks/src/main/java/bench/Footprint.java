package bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import mpi.Comm;
import mpi.MPI;
import mpi.Request;

/**
 * How much memory a job takes after each rank has exchanged a message with every other one.
 *
 * <pre>{@code
 * mpjrun -n 16 bench.Footprint 1048576
 * }</pre>
 *
 * <p>Files of shared memory have no name any more once a job runs, so their length is told by what they leave: the
 * free space of {@code /dev/shm}, which whoever starts the job compares with what it was before.
 */
public final class Footprint {
    /** What stands before the free shared memory while the job runs. */
    public static final String FREE = "Free in /dev/shm (MB): ";
    /** What stands before the resident set of the rank that has the largest. */
    public static final String RESIDENT = "Largest resident set (MB): ";

    private static final double MEGABYTE = 1024 * 1024;
    private static final double KILOBYTES_PER_MEGABYTE = 1024;
    private static final int TAG = 1;

    private Footprint() {}

    /**
     * Runs the program.
     *
     * @param args length of the messages in bytes, none if it is absent or 0
     */
    public static void main(final String[] args) {
        final String[] arguments = MPI.Init(args);
        run(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]), System.out);
        MPI.Finalize();
    }

    static void run(final int lengthBytes, final PrintStream out) {
        final Comm world = MPI.COMM_WORLD;
        if (lengthBytes > 0) {
            exchange(world, lengthBytes);
        }
        // Nobody looks before all are there, nobody leaves before rank 0 has looked.
        world.barrier();
        final double[] mine = {residentMegabytes()};
        final double[] largest = {0};
        world.reduce(mine, largest, 1, MPI.DOUBLE, MPI.MAX, 0);
        if (world.getRank() == 0) {
            out.println(FREE + text(freeMegabytes()));
            out.println(RESIDENT + text(largest[0]));
        }
        world.barrier();
    }

    private static void exchange(final Comm world, final int lengthBytes) {
        final byte[] sent = new byte[lengthBytes];
        final byte[] received = new byte[lengthBytes];
        final int ranks = world.getSize();
        for (int phase = 1; phase < ranks; phase++) {
            final int from = (world.getRank() + phase) % ranks;
            final int to = (world.getRank() - phase + ranks) % ranks;
            final Request receive = world.iRecv(received, lengthBytes, MPI.BYTE, from, TAG);
            world.send(sent, lengthBytes, MPI.BYTE, to, TAG);
            receive.waitFor();
        }
    }

    private static double freeMegabytes() {
        try {
            return Files.getFileStore(Path.of("/dev/shm")).getUnallocatedSpace() / MEGABYTE;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The resident set of this process, with what it shares. */
    private static double residentMegabytes() {
        try {
            final String line = Files.readAllLines(Path.of("/proc/self/status"))
                .stream()
                .filter(candidate -> candidate.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
            return Long.parseLong(line.replaceAll("[^0-9]", "")) / KILOBYTES_PER_MEGABYTE;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(final double megabytes) {
        return String.format(Locale.ROOT, "%.3f", megabytes);
    }
}
