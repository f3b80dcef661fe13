package mpi;

/**
 * The neighbours of this rank in a distributed graph topology (MPI 4.1, section 8.5.5).
 */
public final class DistGraphNeighbors {
    private final DistGraphTopology topology;

    DistGraphNeighbors(final DistGraphTopology topology) {
        this.topology = topology;
    }

    /**
     * Number of ranks with an edge to this rank.
     *
     * @return 0 or more
     */
    public int getInDegree() {
        return topology.sources().length;
    }

    /**
     * Number of ranks with an edge from this rank.
     *
     * @return 0 or more
     */
    public int getOutDegree() {
        return topology.destinations().length;
    }

    /**
     * A rank with an edge to this rank.
     *
     * @param i 0 to {@code getInDegree() - 1}
     * @return the rank
     */
    public int getSource(final int i) {
        return topology.sources()[i];
    }

    /**
     * The weight of an edge to this rank.
     *
     * @param i 0 to {@code getInDegree() - 1}
     * @return the weight; 1 if the graph is not weighted
     */
    public int getSourceWeight(final int i) {
        return topology.isWeighted() ? topology.sourceWeights()[i] : 1;
    }

    /**
     * A rank with an edge from this rank.
     *
     * @param i 0 to {@code getOutDegree() - 1}
     * @return the rank
     */
    public int getDestination(final int i) {
        return topology.destinations()[i];
    }

    /**
     * The weight of an edge from this rank.
     *
     * @param i 0 to {@code getOutDegree() - 1}
     * @return the weight; 1 if the graph is not weighted
     */
    public int getDestinationWeight(final int i) {
        return topology.isWeighted() ? topology.destinationWeights()[i] : 1;
    }

    /**
     * Whether the edges have weights.
     *
     * @return whether they were given when the graph was made
     */
    public boolean isWeighted() {
        return topology.isWeighted();
    }
}
