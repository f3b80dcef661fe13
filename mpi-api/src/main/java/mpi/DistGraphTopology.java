package mpi;

import java.util.Arrays;
import mpi.spi.CommEngine;
import mpi.spi.Faults;

/**
 * A graph of ranks each of which knows its own edges (MPI 4.1, section 8.5.4).
 *
 * @param sources the ranks with an edge to this rank
 * @param sourceWeights their weights; {@code null} if there are none
 * @param destinations the ranks with an edge from this rank
 * @param destinationWeights their weights; {@code null} if there are none
 */
record DistGraphTopology(int[] sources, int[] sourceWeights, int[] destinations, int[] destinationWeights)
    implements Topology {

    /** What a rank says of an edge: source, destination, weight. */
    private static final int EDGE_INTS = 3;

    /** Checks the edges of this rank. */
    static DistGraphTopology adjacent(
        final String where,
        final int[] sources,
        final int[] sourceWeights,
        final int[] destinations,
        final int[] destinationWeights,
        final boolean weighted,
        final int size) {
        ranks(where, "sources", sources, size);
        ranks(where, "destinations", destinations, size);
        if (weighted) {
            weights(where, sourceWeights, sources.length);
            weights(where, destinationWeights, destinations.length);
        }
        return new DistGraphTopology(sources.clone(), weighted ? sourceWeights.clone() : null,
            destinations.clone(), weighted ? destinationWeights.clone() : null);
    }

    /**
     * Checks edges of any ranks and lists them.
     *
     * @return source, destination and weight of each
     */
    static int[] edges(
        final String where,
        final int[] sources,
        final int[] degrees,
        final int[] destinations,
        final int[] weights,
        final boolean weighted,
        final int size) {
        ranks(where, "sources", sources, size);
        ranks(where, "destinations", destinations, size);
        if (degrees == null || degrees.length < sources.length) {
            throw Faults.fault(MPI.ERR_ARG, where,
                "there are " + sources.length + " sources, the degrees are " + Arrays.toString(degrees));
        }
        long count = 0;
        for (int i = 0; i < sources.length; i++) {
            if (degrees[i] < 0) {
                throw Faults.fault(MPI.ERR_ARG, where, "degree " + i + " is " + degrees[i] + ", it must be 0 or more");
            }
            count += degrees[i];
        }
        if (count > destinations.length) {
            throw Faults.fault(MPI.ERR_ARG, where,
                "there are " + destinations.length + " destinations, the degrees ask for " + count);
        }
        if (weighted) {
            weights(where, weights, (int) count);
        }
        final int[] edges = new int[EDGE_INTS * (int) count];
        for (int i = 0, edge = 0; i < sources.length; i++) {
            for (int j = 0; j < degrees[i]; j++, edge++) {
                edges[EDGE_INTS * edge] = sources[i];
                edges[EDGE_INTS * edge + 1] = destinations[edge];
                edges[EDGE_INTS * edge + 2] = weighted ? weights[edge] : 1;
            }
        }
        return edges;
    }

    /** Tells all ranks the edges that each has given and takes this rank's; collective. */
    static DistGraphTopology gather(final CommEngine engine, final int[] edges, final boolean weighted) {
        final int size = engine.size();
        final int[] counts = new int[size];
        engine.allgather(new int[] {edges.length}, 0, 1, MPI.INT.layout, counts, 0, 1, MPI.INT.layout);
        final int[] displs = new int[size];
        for (int i = 1; i < size; i++) {
            displs[i] = displs[i - 1] + counts[i - 1];
        }
        final int[] all = new int[displs[size - 1] + counts[size - 1]];
        engine.allgatherv(edges, 0, edges.length, MPI.INT.layout, all, 0, counts, displs, MPI.INT.layout);
        return new DistGraphTopology(
            select(all, 1, engine.rank(), 0), weighted ? select(all, 1, engine.rank(), 2) : null,
            select(all, 0, engine.rank(), 1), weighted ? select(all, 0, engine.rank(), 2) : null);
    }

    /** One number of every edge that has this rank as another. */
    private static int[] select(final int[] edges, final int where, final int rank, final int what) {
        final int[] found = new int[edges.length / EDGE_INTS];
        int count = 0;
        for (int edge = 0; edge < edges.length; edge += EDGE_INTS) {
            if (edges[edge + where] == rank) {
                found[count++] = edges[edge + what];
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static void ranks(final String where, final String what, final int[] ranks, final int size) {
        if (ranks == null) {
            throw Faults.fault(MPI.ERR_ARG, where, "the " + what + " are null");
        }
        for (final int rank : ranks) {
            if (rank < 0 || rank >= size) {
                throw Faults.badRank(where, what.substring(0, what.length() - 1), rank, size, "");
            }
        }
    }

    private static void weights(final String where, final int[] weights, final int count) {
        if (weights == null || weights.length < count) {
            throw Faults.fault(MPI.ERR_ARG, where,
                "there are " + count + " edges, the weights are " + Arrays.toString(weights));
        }
        for (final int weight : weights) {
            if (weight < 0) {
                throw Faults.fault(MPI.ERR_ARG, where, "a weight is " + weight + ", it must be 0 or more");
            }
        }
    }

    boolean isWeighted() {
        return sourceWeights != null;
    }

    @Override
    public int kind() {
        return MPI.DIST_GRAPH;
    }

    @Override
    public int[] sources(final int rank) {
        return sources.clone();
    }

    @Override
    public int[] destinations(final int rank) {
        return destinations.clone();
    }
}
