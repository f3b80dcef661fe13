package mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CartTopologyTest {
    private static final int[][] GRIDS = {{}, {1}, {5}, {2, 3}, {3, 1, 4}, {2, 2, 2, 3}};

    /** Counts up as an odometer does: the last coordinate runs fastest. */
    @Test
    void shouldNumberRanksRowByRow() {
        for (final int[] dims : GRIDS) {
            final CartTopology grid = CartTopology.of("here", dims, new boolean[dims.length], 1_000);
            final int[] coords = new int[dims.length];
            for (int rank = 0; rank < grid.nodes(); rank++) {
                assertArrayEquals(coords, grid.coords(rank));
                assertEquals(rank, grid.rankAt(coords));
                for (int i = dims.length - 1; i >= 0 && ++coords[i] == dims[i]; i--) {
                    coords[i] = 0;
                }
            }
            assertArrayEquals(new int[dims.length], coords, "every rank once");
        }
    }

    /** Walks step by step and looks whether it falls off. */
    @Test
    void shouldFindNeighbours() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (final int[] dims : GRIDS) {
            final boolean[] periods = new boolean[dims.length];
            for (int i = 0; i < dims.length; i++) {
                periods[i] = random.nextBoolean();
            }
            final CartTopology grid = CartTopology.of("here", dims, periods, 1_000);
            for (int rank = 0; rank < grid.nodes(); rank++) {
                for (int direction = 0; direction < dims.length; direction++) {
                    for (int steps = -2 * dims[direction]; steps <= 2 * dims[direction]; steps++) {
                        assertEquals(walked(grid, rank, direction, steps), grid.neighbour(rank, direction, steps),
                            "seed " + seed + ", " + Arrays.toString(dims) + Arrays.toString(periods));
                    }
                }
            }
        }
    }

    private static int walked(final CartTopology grid, final int rank, final int direction, final int steps) {
        final int[] coords = grid.coords(rank);
        for (int i = 0; i < Math.abs(steps); i++) {
            coords[direction] += Integer.signum(steps);
            if (coords[direction] < 0 || coords[direction] == grid.dims()[direction]) {
                if (!grid.periods()[direction]) {
                    return MPI.PROC_NULL;
                }
                coords[direction] = coords[direction] < 0 ? grid.dims()[direction] - 1 : 0;
            }
        }
        return grid.rankAt(coords);
    }

    @Test
    void shouldNotOverflowOnLongWays() {
        final CartTopology ring = CartTopology.of("here", new int[] {3}, new boolean[] {true}, 3);
        assertEquals(Math.floorMod(2 + (long) Integer.MAX_VALUE, 3L), ring.neighbour(2, 0, Integer.MAX_VALUE));
        assertEquals(Math.floorMod(2 - (long) Integer.MIN_VALUE, 3L), ring.neighbour(2, 0, -(long) Integer.MIN_VALUE));
        assertEquals(2, ring.rankAt(-1));
    }

    @Test
    void shouldListNeighboursDimensionByDimension() {
        final CartTopology grid =
            CartTopology.of("here", new int[] {2, 3}, new boolean[] {true, false}, 6);
        assertArrayEquals(new int[] {3, 3, MPI.PROC_NULL, 1}, grid.sources(0));
        assertArrayEquals(new int[] {1, 1, 3, 5}, grid.destinations(4));
    }

    @Test
    void shouldRefuseWhatIsNoGrid() {
        Expect.fault(MPI.ERR_ARG, "cart: there must be as many periods as dimensions, they are [false] and null"
            + " (MPI.ERR_ARG)", () -> CartTopology.of("cart", null, new boolean[1], 4));
        Expect.fault(MPI.ERR_ARG, () -> CartTopology.of("cart", new int[] {1, 2}, new boolean[1], 4));
        Expect.fault(MPI.ERR_ARG, () -> CartTopology.of("cart", new int[] {1, 2}, null, 4));
        Expect.fault(MPI.ERR_DIMS, "cart: the dimensions are [2, 0], each must be 1 or more (MPI.ERR_DIMS)",
            () -> CartTopology.of("cart", new int[] {2, 0}, new boolean[2], 4));
        Expect.fault(MPI.ERR_DIMS, "cart: the dimensions are [65536, 65536], which takes more than the 4 ranks of the"
            + " communicator (MPI.ERR_DIMS)",
            () -> CartTopology.of("cart", new int[] {65_536, 65_536}, new boolean[2], 4));
    }
}
