package mpi.core.runtime;

import java.util.Arrays;
import mpi.MPI;

/**
 * What a short program does, for the JVM to take note of: the classes that it loads go into the AOT cache that ranks
 * start from (docs/adr/0010). It is a program like any other, but stands among the engine's classes, because a cache
 * holds for the jars that it was made with and for nothing before or between them.
 */
public final class Rehearsal {
    private static final int LONG_COUNT = 300_000;
    private static final int SHORT_COUNT = 16;
    private static final int TAG = 1;

    private Rehearsal() {}

    /**
     * Runs the program; in a job of two ranks or more.
     *
     * @param arguments of the launcher
     */
    public static void main(final String[] arguments) {
        MPI.Init(arguments);
        final int rank = MPI.COMM_WORLD.getRank();
        final int size = MPI.COMM_WORLD.getSize();
        final int[] sum = {rank};
        MPI.COMM_WORLD.allReduce(sum, 1, MPI.INT, MPI.SUM);
        MPI.COMM_WORLD.barrier();
        final double[] all = new double[size];
        MPI.COMM_WORLD.allGather(new double[] {rank}, 1, MPI.DOUBLE, all, 1, MPI.DOUBLE);
        MPI.COMM_WORLD.bcast(all, size, MPI.DOUBLE, 0);
        MPI.COMM_WORLD.reduce(all.clone(), all, size, MPI.DOUBLE, MPI.MAX, 0);
        pass(rank, size, SHORT_COUNT);
        pass(rank, size, LONG_COUNT);
        final Object[] texts = {"rank " + rank};
        MPI.COMM_WORLD.Bcast(texts, 0, 1, MPI.OBJECT, 0);
        System.out.println("rank " + rank + " of " + size + ": " + sum[0] + ", " + Arrays.toString(all) + ", "
            + texts[0]);
        System.out.printf("%d%n", MPI.COMM_WORLD.Rank());
        MPI.Finalize();
    }

    /** Passes a message on to the next rank in a ring. */
    private static void pass(final int rank, final int size, final int count) {
        final int next = (rank + 1) % size;
        final int previous = (rank + size - 1) % size;
        final byte[] bytes = new byte[count];
        final int[] numbers = new int[count];
        if (rank == 0) {
            MPI.COMM_WORLD.send(bytes, count, MPI.BYTE, next, TAG);
            MPI.COMM_WORLD.recv(bytes, count, MPI.BYTE, previous, TAG);
        } else {
            MPI.COMM_WORLD.recv(bytes, count, MPI.BYTE, previous, TAG);
            MPI.COMM_WORLD.send(bytes, count, MPI.BYTE, next, TAG);
        }
        MPI.COMM_WORLD.sendRecv(numbers, count, MPI.INT, next, TAG, new int[count], count, MPI.INT, previous, TAG);
    }
}
