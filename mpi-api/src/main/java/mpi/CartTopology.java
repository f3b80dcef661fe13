package mpi;

import java.util.Arrays;
import mpi.spi.Faults;

/**
 * A grid of ranks in row-major order (MPI 4.1, section 8.5).
 *
 * @param dims number of ranks of each dimension
 * @param periods whether each dimension is periodic
 */
record CartTopology(int[] dims, boolean[] periods) implements Topology {
    /** Checks a grid that is to have at most so many ranks. */
    static CartTopology of(final String where, final int[] dims, final boolean[] periods, final int size) {
        if (dims == null || periods == null || dims.length != periods.length) {
            throw Faults.fault(MPI.ERR_ARG, where, "there must be as many periods as dimensions, they are "
                + Arrays.toString(periods) + " and " + Arrays.toString(dims));
        }
        long nodes = 1;
        for (final int dim : dims) {
            if (dim < 1) {
                throw Faults.fault(MPI.ERR_DIMS, where,
                    "the dimensions are " + Arrays.toString(dims) + ", each must be 1 or more");
            }
            nodes *= dim;
            if (nodes > size) {
                throw Faults.fault(MPI.ERR_DIMS, where, "the dimensions are " + Arrays.toString(dims)
                    + ", which takes more than the " + size + " ranks of the communicator");
            }
        }
        return new CartTopology(dims.clone(), periods.clone());
    }

    @Override
    public int kind() {
        return MPI.CART;
    }

    int nodes() {
        int nodes = 1;
        for (final int dim : dims) {
            nodes *= dim;
        }
        return nodes;
    }

    int[] coords(final int rank) {
        final int[] coords = new int[dims.length];
        int rest = rank;
        for (int i = dims.length - 1; i >= 0; i--) {
            coords[i] = rest % dims[i];
            rest /= dims[i];
        }
        return coords;
    }

    /** The rank at some coordinates, which wrap around where the dimension is periodic; -1 if there is none. */
    int rankAt(final int... coords) {
        int rank = 0;
        for (int i = 0; i < dims.length; i++) {
            if (!periods[i] && (coords[i] < 0 || coords[i] >= dims[i])) {
                return MPI.PROC_NULL;
            }
            rank = rank * dims[i] + Math.floorMod(coords[i], dims[i]);
        }
        return rank;
    }

    /** The rank that is some steps away, or {@link MPI#PROC_NULL}. */
    int neighbour(final int rank, final int direction, final long steps) {
        final int[] coords = coords(rank);
        final long moved = coords[direction] + steps;
        if (!periods[direction] && (moved < 0 || moved >= dims[direction])) {
            return MPI.PROC_NULL;
        }
        coords[direction] = (int) Math.floorMod(moved, (long) dims[direction]);
        return rankAt(coords);
    }

    /** The dimensions that are to remain. */
    CartTopology sub(final boolean[] remain) {
        final int[] dimsLeft = new int[dims.length];
        final boolean[] periodsLeft = new boolean[dims.length];
        int count = 0;
        for (int i = 0; i < dims.length; i++) {
            if (remain[i]) {
                dimsLeft[count] = dims[i];
                periodsLeft[count++] = periods[i];
            }
        }
        return new CartTopology(Arrays.copyOf(dimsLeft, count), Arrays.copyOf(periodsLeft, count));
    }

    /** The same number for all ranks that differ only in the dimensions that are to remain. */
    int partOf(final int rank, final boolean[] remain) {
        final int[] coords = coords(rank);
        int part = 0;
        for (int i = 0; i < dims.length; i++) {
            part = remain[i] ? part : part * dims[i] + coords[i];
        }
        return part;
    }

    /** For each dimension the rank before and the rank behind. */
    @Override
    public int[] sources(final int rank) {
        final int[] neighbours = new int[2 * dims.length];
        for (int i = 0; i < dims.length; i++) {
            neighbours[2 * i] = neighbour(rank, i, -1);
            neighbours[2 * i + 1] = neighbour(rank, i, 1);
        }
        return neighbours;
    }

    @Override
    public int[] destinations(final int rank) {
        return sources(rank);
    }
}
