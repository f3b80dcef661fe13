package mpi;

import mpi.spi.Faults;

/**
 * A communicator whose ranks are a graph (MPI 4.1, sections 8.5.3 and 8.5.4): one that every rank knows as a whole, or
 * a distributed one, of which each rank knows its own edges.
 */
public sealed class GraphComm extends Intracomm permits Graphcomm {
    private final Topology topology;

    GraphComm(final Topology topology) {
        super("a graph communicator");
        this.topology = topology;
    }

    @Override
    final Topology topology() {
        return topology;
    }

    @Override
    final Graphcomm sibling() {
        return new Graphcomm(topology);
    }

    @Override
    public GraphComm dup() {
        return (GraphComm) super.dup();
    }

    @Override
    public GraphComm dupWithInfo(final Info info) {
        return (GraphComm) super.dupWithInfo(info);
    }

    @Override
    public GraphComm iDup() {
        return (GraphComm) super.iDup();
    }

    @Override
    public GraphComm clone() {
        return dup();
    }

    private GraphTopology graph(final String operation) {
        engine(operation);
        if (topology instanceof final GraphTopology graph) {
            return graph;
        }
        throw Faults.fault(MPI.ERR_TOPOLOGY, describe(operation),
            "the graph is distributed, use getDistGraphNeighbors");
    }

    /**
     * The graph (MPI 4.1, section 8.5.5). Local.
     *
     * @return index and edges
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_TOPOLOGY} if the graph is
     *     distributed
     */
    public final GraphParms getDims() {
        final GraphTopology graph = graph("graph_get");
        return new GraphParms(graph.index().clone(), graph.edges().clone());
    }

    /**
     * The neighbours of a rank (MPI 4.1, section 8.5.5). Local.
     *
     * @param rank the rank
     * @return its neighbours
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_RANK}, {@link MPI#ERR_TOPOLOGY}
     *     if the graph is distributed
     */
    public final int[] getNeighbors(final int rank) {
        final GraphTopology graph = graph("graph_neighbors");
        if (rank < 0 || rank >= size) {
            throw Faults.badRank(describe("graph_neighbors"), "member", rank, size, "");
        }
        return graph.sources(rank);
    }

    /**
     * The neighbours of this rank in a distributed graph (MPI 4.1, section 8.5.5). Local.
     *
     * @return sources and destinations with their weights
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_TOPOLOGY} if the graph is not
     *     distributed
     */
    public final DistGraphNeighbors getDistGraphNeighbors() {
        engine("dist_graph_neighbors");
        if (topology instanceof final DistGraphTopology graph) {
            return new DistGraphNeighbors(graph);
        }
        throw Faults.fault(MPI.ERR_TOPOLOGY, describe("dist_graph_neighbors"),
            "the graph is not distributed, use getNeighbors");
    }

    /**
     * The rank that this one would have in a graph (MPI 4.1, section 8.5.8). Local.
     *
     * @param index where the neighbours of each rank end in {@code edges}
     * @param edges the neighbours of all ranks, one rank's after the other's
     * @return the rank, or {@link MPI#UNDEFINED} beyond the graph
     * @throws MPIException as {@link Intracomm#createGraph}
     */
    public final int map(final int[] index, final int[] edges) {
        engine("graph_map");
        GraphTopology.of(describe("graph_map"), index, edges, size);
        return rank < index.length ? rank : MPI.UNDEFINED;
    }
}
