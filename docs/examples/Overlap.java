import java.nio.IntBuffer;
import mpi.*;

/**
 * Computes while messages are under way. A ring of cells is dealt to the ranks; in each step a cell becomes the
 * exclusive or of its two neighbours ("rule 90"). The outermost cells of a part need a cell of another rank, all others
 * are computed while that one travels. From a single 1, two are left after any power of two of steps, that far away.
 */
public class Overlap {
    private static final int CELLS = 200;
    private static final int STEPS = 64;

    public static void main(String[] args) throws MPIException {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.getRank();
        int size = MPI.COMM_WORLD.getSize();
        int left = (rank + size - 1) % size;
        int right = (rank + 1) % size;

        // Our cells are 1 to CELLS; 0 and CELLS + 1 are copies of the neighbours' outermost ones.
        IntBuffer cells = MPI.newIntBuffer(CELLS + 2);
        int[] next = new int[CELLS + 2];
        if (rank == 0) {
            cells.put(CELLS / 2, 1);
        }
        for (int step = 0; step < STEPS; step++) {
            Request[] messages = {
                MPI.COMM_WORLD.iRecv(MPI.slice(cells, 0), 1, MPI.INT, left, 1),
                MPI.COMM_WORLD.iRecv(MPI.slice(cells, CELLS + 1), 1, MPI.INT, right, 2),
                MPI.COMM_WORLD.iSend(MPI.slice(cells, CELLS), 1, MPI.INT, right, 1),
                MPI.COMM_WORLD.iSend(MPI.slice(cells, 1), 1, MPI.INT, left, 2)};
            // Cells that are being sent may be read, but not written.
            for (int i = 2; i < CELLS; i++) {
                next[i] = cells.get(i - 1) ^ cells.get(i + 1);
            }
            Request.waitAll(messages);
            next[1] = cells.get(0) ^ cells.get(2);
            next[CELLS] = cells.get(CELLS - 1) ^ cells.get(CELLS + 1);
            for (int i = 1; i <= CELLS; i++) {
                cells.put(i, next[i]);
            }
        }

        int ring = size * CELLS;
        int start = CELLS / 2 - 1;
        for (int i = 1; i <= CELLS; i++) {
            int place = rank * CELLS + i - 1;
            boolean isExpected = place == (start + STEPS) % ring || place == (start - STEPS + ring) % ring;
            if (cells.get(i) != (isExpected ? 1 : 0)) {
                throw new AssertionError("cell " + place + " of " + ring + " is " + cells.get(i));
            }
        }
        if (rank == 0) {
            System.out.println("After " + STEPS + " steps two of " + ring + " cells are left");
        }
        MPI.Finalize();
    }
}
