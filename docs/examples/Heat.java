import mpi.*;

/**
 * A square of cells, each of which becomes the mean of its four neighbours, dealt to a grid of ranks in two dimensions:
 * the exchange of borders ("halos") that most simulations are made of. There is no edge. The wave that we begin with
 * keeps its shape and fades by a known factor each step.
 */
public class Heat {
    private static final int CELLS = 16;
    private static final int STEPS = 30;
    /** A row of ours, with the copies of neighbours' cells on both sides. */
    private static final int WIDTH = CELLS + 2;

    public static void main(String[] args) {
        MPI.Init(args);
        int[] dims = new int[2];
        Cartcomm.Dims_create(MPI.COMM_WORLD.Size(), dims);
        Cartcomm grid = MPI.COMM_WORLD.Create_cart(dims, new boolean[] {true, true}, true);
        int[] place = grid.Coords(grid.Rank());
        ShiftParms down = grid.Shift(0, 1);
        ShiftParms right = grid.Shift(1, 1);
        // A column of cells: they are WIDTH apart.
        Datatype column = Datatype.Vector(CELLS, 1, WIDTH, MPI.DOUBLE);
        column.Commit();

        double[] cells = new double[WIDTH * WIDTH];
        double[] next = new double[WIDTH * WIDTH];
        for (int row = 1; row <= CELLS; row++) {
            for (int col = 1; col <= CELLS; col++) {
                cells[row * WIDTH + col] = wave(dims, place, row, col);
            }
        }
        for (int step = 0; step < STEPS; step++) {
            // Our last row goes down while the last row of the rank above comes in, and so on in all four directions.
            grid.Sendrecv(cells, CELLS * WIDTH + 1, CELLS, MPI.DOUBLE, down.rank_dest, 0, cells, 1, CELLS, MPI.DOUBLE,
                down.rank_source, 0);
            grid.Sendrecv(cells, WIDTH + 1, CELLS, MPI.DOUBLE, down.rank_source, 1, cells, (CELLS + 1) * WIDTH + 1,
                CELLS, MPI.DOUBLE, down.rank_dest, 1);
            grid.Sendrecv(cells, WIDTH + CELLS, 1, column, right.rank_dest, 2, cells, WIDTH, 1, column,
                right.rank_source, 2);
            grid.Sendrecv(cells, WIDTH + 1, 1, column, right.rank_source, 3, cells, WIDTH + CELLS + 1, 1, column,
                right.rank_dest, 3);
            for (int row = 1; row <= CELLS; row++) {
                for (int i = row * WIDTH + 1; i <= row * WIDTH + CELLS; i++) {
                    next[i] = (cells[i - 1] + cells[i + 1] + cells[i - WIDTH] + cells[i + WIDTH]) / 4;
                }
            }
            double[] old = cells;
            cells = next;
            next = old;
        }

        double factor = (Math.cos(angle(dims[0])) + Math.cos(angle(dims[1]))) / 2;
        for (int row = 1; row <= CELLS; row++) {
            for (int col = 1; col <= CELLS; col++) {
                double expected = Math.pow(factor, STEPS) * wave(dims, place, row, col);
                if (Math.abs(cells[row * WIDTH + col] - expected) > 1e-12) {
                    throw new AssertionError("rank " + grid.Rank() + " has " + cells[row * WIDTH + col] + " in row "
                        + row + ", column " + col + " in place of " + expected);
                }
            }
        }
        if (grid.Rank() == 0) {
            System.out.printf("On %d x %d ranks the wave fades to %.1f %% in %d steps%n", dims[0], dims[1],
                100 * Math.pow(factor, STEPS), STEPS);
        }
        MPI.Finalize();
    }

    /** One wave over all cells of a dimension: what it is from one cell to the next. */
    private static double angle(int ranks) {
        return 2 * Math.PI / (ranks * CELLS);
    }

    private static double wave(int[] dims, int[] place, int row, int column) {
        return Math.cos(angle(dims[0]) * (place[0] * CELLS + row))
            * Math.cos(angle(dims[1]) * (place[1] * CELLS + column));
    }
}
