package mpi;

/**
 * What a graph topology is (MPI 4.1, section 8.5.5). A copy: changing it changes nothing else.
 */
public final class GraphParms {
    /** Where the neighbours of each rank end in {@link #edges}. */
    public int[] index;
    /** The neighbours of all ranks, one rank's after the other's. */
    public int[] edges;

    /** Makes an empty object. */
    public GraphParms() {
        this(new int[0], new int[0]);
    }

    GraphParms(final int[] index, final int[] edges) {
        this.index = index;
        this.edges = edges;
    }

    /**
     * Number of ranks of the graph.
     *
     * @return 0 or more
     */
    public int getIndexCount() {
        return index.length;
    }

    /**
     * Where the neighbours of a rank end.
     *
     * @param i the rank
     * @return number of edges of ranks 0 to {@code i}
     */
    public int getIndex(final int i) {
        return index[i];
    }

    /**
     * Number of edges.
     *
     * @return 0 or more
     */
    public int getEdgeCount() {
        return edges.length;
    }

    /**
     * An edge.
     *
     * @param i its number
     * @return the rank it leads to
     */
    public int getEdge(final int i) {
        return edges[i];
    }
}
