package mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DimsTest {
    @Test
    void shouldChooseTheClosestDimensions() {
        for (int nodes = 1; nodes <= 240; nodes++) {
            for (int count = 1; count <= 4; count++) {
                final int[] dims = new int[count];
                CartComm.createDims(nodes, dims);
                assertArrayEquals(closest(nodes, count), dims, nodes + " ranks");
            }
        }
        assertArrayEquals(new int[] {2147483647, 1, 1}, filled(2147483647, 0, 0, 0));
        assertArrayEquals(new int[] {1290, 1290, 1290}, filled(1290 * 1290 * 1290, 0, 0, 0));
    }

    /** Of all falling sequences of factors the one whose largest is least, then whose second largest is, and so on. */
    private static int[] closest(final int nodes, final int count) {
        int[] best = null;
        final int[] tried = new int[count];
        Arrays.fill(tried, 1);
        while (true) {
            if (Arrays.stream(tried).reduce(1, (a, b) -> a * b) == nodes
                && (best == null || Arrays.compare(tried, best) < 0)) {
                best = tried.clone();
            }
            int i = count - 1;
            while (i >= 0 && tried[i] == (i == 0 ? nodes : tried[i - 1])) {
                tried[i--] = 1;
            }
            if (i < 0) {
                return best;
            }
            tried[i] = next(nodes, tried[i]);
        }
    }

    private static int next(final int nodes, final int divisor) {
        int next = divisor + 1;
        while (nodes % next != 0) {
            next++;
        }
        return next;
    }

    private static int[] filled(final int nodes, final int... dims) {
        Cartcomm.Dims_create(nodes, dims);
        return dims;
    }

    @Test
    void shouldKeepWhatIsGiven() {
        assertArrayEquals(new int[] {2, 3, 2}, filled(12, 2, 0, 2));
        assertArrayEquals(new int[] {4, 3}, filled(12, 4, 3));
        assertArrayEquals(new int[] {3, 2, 2}, filled(12, 3, 0, 0));
        assertArrayEquals(new int[0], filled(1));
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        for (final int[] dims : new int[][] {{5, 0}, {-1, 0}, {2, 3}, {}, {3, 3, 0}}) {
            final int[] kept = dims.clone();
            Expect.fault(MPI.ERR_DIMS, () -> CartComm.createDims(12, dims));
            assertArrayEquals(kept, dims);
        }
        Expect.fault(MPI.ERR_ARG, () -> CartComm.createDims(0, new int[2]));
        Expect.fault(MPI.ERR_ARG, () -> CartComm.createDims(-4, new int[2]));
        Expect.fault(MPI.ERR_ARG, () -> CartComm.createDims(4, null));
        assertEquals(0, new CartParms().getDimCount());
    }
}
