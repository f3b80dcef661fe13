import java.io.Serializable;
import java.util.TreeMap;
import mpi.*;

/** Objects as messages: each rank counts the letters of its own line, rank 0 merges the maps and tells everybody. */
public class Objects {
    private static final String[] LINES = {"she sells sea shells", "by the sea shore", "the shells she sells",
        "are surely seashells"};

    /** What a rank has found. Anything that is Serializable can be sent, and whatever it refers to goes along. */
    record Count(int rank, TreeMap<Character, Integer> letters) implements Serializable {}

    public static void main(String[] args) {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.Rank();
        int size = MPI.COMM_WORLD.Size();

        Count[] mine = {new Count(rank, new TreeMap<>())};
        for (char letter : LINES[rank % LINES.length].toCharArray()) {
            mine[0].letters().merge(letter, 1, Integer::sum);
        }
        Object[] counts = new Object[size];
        MPI.COMM_WORLD.Gather(mine, 0, 1, MPI.OBJECT, counts, 0, 1, MPI.OBJECT, 0);

        // A bcast of objects: rank 0 fills in the one that all others get.
        Object[] merged = new Object[1];
        if (rank == 0) {
            TreeMap<Character, Integer> sum = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                Count count = (Count) counts[i];
                if (count.rank() != i) {
                    throw new AssertionError("in place " + i + " is what rank " + count.rank() + " has found");
                }
                count.letters().forEach((letter, times) -> sum.merge(letter, times, Integer::sum));
            }
            merged[0] = sum;
        }
        MPI.COMM_WORLD.Bcast(merged, 0, 1, MPI.OBJECT, 0);

        TreeMap<Character, Integer> expected = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            for (char letter : LINES[i % LINES.length].toCharArray()) {
                expected.merge(letter, 1, Integer::sum);
            }
        }
        if (!merged[0].equals(expected)) {
            throw new AssertionError("rank " + rank + " has got " + merged[0]);
        }
        if (rank == 0) {
            System.out.println("In " + size + " lines: " + merged[0]);
        }
        MPI.Finalize();
    }
}
