import mpi.*;

/**
 * Where is the largest number, and what are mean and variance of all? The first is asked by a reduction that is there,
 * MAXLOC; the second by one of our own, which merges the count, mean and sum of squared deviations of two sets.
 */
public class Statistics {
    private static final int NUMBERS = 1000;

    /** Merges two sets, each three doubles: count, mean, sum of the squares of the deviations from the mean. */
    private static class Merge extends User_function {
        @Override
        public void Call(Object in, int inOffset, Object inOut, int inOutOffset, int count, Datatype type) {
            double[] a = (double[]) in;
            double[] b = (double[]) inOut;
            for (int i = 0; i < 3 * count; i += 3) {
                int at = inOffset + i;
                int to = inOutOffset + i;
                double n = a[at] + b[to];
                double difference = b[to + 1] - a[at + 1];
                b[to + 1] = a[at + 1] + difference * b[to] / n;
                b[to + 2] += a[at + 2] + difference * difference * a[at] * b[to] / n;
                b[to] = n;
            }
        }
    }

    public static void main(String[] args) {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.Rank();
        int size = MPI.COMM_WORLD.Size();

        // All ranks together have each number from 0 to size * NUMBERS - 1 once.
        int all = size * NUMBERS;
        int[] mine = {-1, rank};
        double[] set = {NUMBERS, 0, 0};
        double[] numbers = new double[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            int number = (int) ((rank + (long) i * size) * 7919 % all);
            numbers[i] = number;
            mine[0] = Math.max(mine[0], number);
            set[1] += numbers[i] / NUMBERS;
        }
        for (double number : numbers) {
            set[2] += (number - set[1]) * (number - set[1]);
        }

        // Pairs of a value and where it is.
        int[] largest = new int[2];
        MPI.COMM_WORLD.Allreduce(mine, 0, largest, 0, 1, MPI.INT2, MPI.MAXLOC);

        // Three doubles as one item, so that an operation never sees a part of it.
        Datatype triple = Datatype.Contiguous(3, MPI.DOUBLE);
        triple.Commit();
        Op merge = new Op(new Merge(), true);
        double[] whole = new double[3];
        MPI.COMM_WORLD.Reduce(set, 0, whole, 0, 1, triple, merge, 0);

        if ((largest[1] == rank) != (mine[0] == all - 1)) {
            throw new AssertionError("rank " + rank + " has " + mine[0] + ", rank " + largest[1] + " " + largest[0]);
        }
        if (rank == 0) {
            double variance = whole[2] / whole[0];
            double expected = ((double) all * all - 1) / 12;
            if (whole[0] != all || Math.abs(whole[1] - (all - 1) / 2.0) > 1e-6
                || Math.abs(variance / expected - 1) > 1e-9) {
                throw new AssertionError("of " + whole[0] + " numbers mean " + whole[1] + ", variance " + variance);
            }
            System.out.printf("%d numbers, mean %.1f, variance %.1f; rank %d has the largest, %d%n", all, whole[1],
                variance, largest[1], largest[0]);
        }
        MPI.Finalize();
    }
}
