package mpi;

import java.util.Arrays;
import mpi.spi.Faults;

/**
 * A graph of ranks that every rank knows as a whole (MPI 4.1, section 8.5.3).
 *
 * @param index where the neighbours of each rank end in {@code edges}
 * @param edges the neighbours of all ranks, one rank's after the other's
 */
record GraphTopology(int[] index, int[] edges) implements Topology {
    /** Checks a graph that is to have at most so many ranks. */
    static GraphTopology of(final String where, final int[] index, final int[] edges, final int size) {
        if (index == null || edges == null) {
            throw Faults.fault(MPI.ERR_ARG, where, "the " + (index == null ? "index is" : "edges are") + " null");
        }
        if (index.length > size) {
            throw Faults.fault(MPI.ERR_TOPOLOGY, where, "the graph takes " + index.length
                + " ranks, the communicator has " + size);
        }
        int last = 0;
        for (final int end : index) {
            if (end < last) {
                throw Faults.fault(MPI.ERR_TOPOLOGY, where,
                    "the index is " + Arrays.toString(index) + ", it must not fall");
            }
            last = end;
        }
        if (last > edges.length) {
            throw Faults.fault(MPI.ERR_TOPOLOGY, where,
                "there are " + edges.length + " edges, the index asks for " + last);
        }
        for (int i = 0; i < last; i++) {
            if (edges[i] < 0 || edges[i] >= index.length) {
                throw Faults.fault(MPI.ERR_TOPOLOGY, where, "edge " + i + " leads to rank " + edges[i]
                    + ", it must be 0 to " + (index.length - 1));
            }
        }
        return new GraphTopology(index.clone(), Arrays.copyOf(edges, last));
    }

    @Override
    public int kind() {
        return MPI.GRAPH;
    }

    @Override
    public int[] sources(final int rank) {
        return Arrays.copyOfRange(edges, rank == 0 ? 0 : index[rank - 1], index[rank]);
    }

    @Override
    public int[] destinations(final int rank) {
        return sources(rank);
    }
}
