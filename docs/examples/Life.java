import java.nio.ByteBuffer;
import mpi.*;

/**
 * Conway's Game of Life with the rows of the board dealt to the ranks. Each generation sends the same messages, so they
 * are described once, as persistent requests, and only started again. A glider moves by one row and one column in four
 * generations; the board has no edges.
 */
public class Life {
    private static final int ROWS = 6;
    private static final int COLUMNS = 16;
    private static final int MOVES = 13;
    private static final String GLIDER = ".#...####";

    public static void main(String[] args) throws MPIException {
        MPI.Init(args);
        int rank = MPI.COMM_WORLD.getRank();
        int size = MPI.COMM_WORLD.getSize();
        int above = (rank + size - 1) % size;
        int below = (rank + 1) % size;

        // Our rows are 1 to ROWS; 0 and ROWS + 1 are copies of the neighbours' outermost ones.
        ByteBuffer board = MPI.newByteBuffer((ROWS + 2) * COLUMNS);
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            board.put(COLUMNS + i, glider(rank * ROWS + i / COLUMNS, i % COLUMNS));
        }
        Prequest[] halo = {
            MPI.COMM_WORLD.recvInit(MPI.slice(board, 0), COLUMNS, MPI.BYTE, above, 1),
            MPI.COMM_WORLD.recvInit(MPI.slice(board, (ROWS + 1) * COLUMNS), COLUMNS, MPI.BYTE, below, 2),
            MPI.COMM_WORLD.sendInit(MPI.slice(board, ROWS * COLUMNS), COLUMNS, MPI.BYTE, below, 1),
            MPI.COMM_WORLD.sendInit(MPI.slice(board, COLUMNS), COLUMNS, MPI.BYTE, above, 2)};

        byte[] next = new byte[ROWS * COLUMNS];
        for (int generation = 0; generation < 4 * MOVES; generation++) {
            Prequest.startAll(halo);
            Request.waitAll(halo);
            for (int i = 0; i < next.length; i++) {
                int neighbours = neighbours(board, i / COLUMNS + 1, i % COLUMNS);
                next[i] = (byte) (neighbours == 3 || neighbours == 2 && board.get(COLUMNS + i) == 1 ? 1 : 0);
            }
            for (int i = 0; i < next.length; i++) {
                board.put(COLUMNS + i, next[i]);
            }
        }
        for (Prequest request : halo) {
            request.free();
        }

        for (int i = 0; i < next.length; i++) {
            int row = Math.floorMod(rank * ROWS + i / COLUMNS - MOVES, size * ROWS);
            int column = Math.floorMod(i % COLUMNS - MOVES, COLUMNS);
            if (next[i] != glider(row, column)) {
                throw new AssertionError("rank " + rank + " has a wrong cell " + i);
            }
        }
        if (rank == 0) {
            System.out.println("The glider has moved by " + MOVES + " rows on " + size + " ranks");
        }
        MPI.Finalize();
    }

    private static byte glider(int row, int column) {
        return (byte) (row < 3 && column < 3 && GLIDER.charAt(3 * row + column) == '#' ? 1 : 0);
    }

    private static int neighbours(ByteBuffer board, int row, int column) {
        int sum = -board.get(row * COLUMNS + column);
        for (int i = row - 1; i <= row + 1; i++) {
            for (int j = column - 1; j <= column + 1; j++) {
                sum += board.get(i * COLUMNS + Math.floorMod(j, COLUMNS));
            }
        }
        return sum;
    }
}
