import java.util.Arrays;
import mpi.*;

/**
 * Sorts numbers that are spread over the ranks: samples of all tell where to cut, each rank sends to each other one
 * what belongs there, and each sorts what it has got.
 */
public class SampleSort {
    private static final int NUMBERS = 10_000;

    public static void main(String[] args) {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.Rank();
        int size = MPI.COMM_WORLD.Size();

        int[] numbers = new java.util.Random(rank).ints(NUMBERS).toArray();
        Arrays.sort(numbers);

        // Each rank gives as many samples as there are ranks; of all these, sorted, every size-th is a cut.
        int[] samples = new int[size];
        for (int i = 0; i < size; i++) {
            samples[i] = numbers[i * NUMBERS / size];
        }
        int[] allSamples = new int[size * size];
        MPI.COMM_WORLD.Allgather(samples, 0, size, MPI.INT, allSamples, 0, size, MPI.INT);
        Arrays.sort(allSamples);

        int[] sendCounts = new int[size];
        int part = 0;
        for (int number : numbers) {
            while (part < size - 1 && number >= allSamples[(part + 1) * size]) {
                part++;
            }
            sendCounts[part]++;
        }
        // First how much is coming, then the numbers.
        int[] counts = new int[size];
        MPI.COMM_WORLD.Alltoall(sendCounts, 0, 1, MPI.INT, counts, 0, 1, MPI.INT);
        int[] sorted = new int[Arrays.stream(counts).sum()];
        MPI.COMM_WORLD.Alltoallv(numbers, 0, sendCounts, starts(sendCounts), MPI.INT, sorted, 0, counts,
            starts(counts), MPI.INT);
        Arrays.sort(sorted);

        // Rank 0 puts the parts behind each other and compares with what a single rank would have done.
        int[] lengths = new int[size];
        MPI.COMM_WORLD.Gather(new int[] {sorted.length}, 0, 1, MPI.INT, lengths, 0, 1, MPI.INT, 0);
        int[] whole = rank == 0 ? new int[size * NUMBERS] : null;
        MPI.COMM_WORLD.Gatherv(sorted, 0, sorted.length, MPI.INT, whole, 0, lengths, starts(lengths), MPI.INT, 0);
        if (rank == 0) {
            int[] expected = new int[size * NUMBERS];
            for (int i = 0; i < size; i++) {
                System.arraycopy(new java.util.Random(i).ints(NUMBERS).toArray(), 0, expected, i * NUMBERS, NUMBERS);
            }
            Arrays.sort(expected);
            if (!Arrays.equals(expected, whole)) {
                throw new AssertionError("not sorted");
            }
            System.out.println(whole.length + " numbers are sorted, in parts of " + Arrays.toString(lengths));
        }
        MPI.Finalize();
    }

    private static int[] starts(int[] counts) {
        int[] starts = new int[counts.length];
        for (int i = 1; i < counts.length; i++) {
            starts[i] = starts[i - 1] + counts[i - 1];
        }
        return starts;
    }
}
