package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import mpi.CartComm;
import mpi.CartParms;
import mpi.Cartcomm;
import mpi.DistGraphNeighbors;
import mpi.GraphComm;
import mpi.GraphParms;
import mpi.Graphcomm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.ShiftParms;
import mpi.core.kit.MpiTest;

/** Topologies as programs of both dialects see them. */
class TopologyTest {
    @MpiTest(ranks = {6, 7})
    void shouldMakeAGrid(final Intracomm world) {
        final int me = world.getRank();
        final int[] dims = {2, 3};
        final boolean[] periods = {false, true};
        final CartComm grid = world.createCart(dims, periods, true);
        final Cartcomm capital = world.Create_cart(dims, periods, false);
        if (me == 6) {
            assertTrue(grid.isNull());
            assertNull(capital);
            assertFails(MPI.ERR_COMM, grid::getTopo);
            assertFails(MPI.ERR_COMM, () -> grid.getCoords(0));
            assertFails(MPI.ERR_COMM, () -> grid.shift(0, 1));
            assertFails(MPI.ERR_COMM, () -> grid.sub(new boolean[2]));
            return;
        }
        assertEquals(MPI.CART, grid.getTopology());
        assertEquals(MPI.CART, capital.Topo_test());
        assertEquals(MPI.UNDEFINED, world.getTopology());
        assertArrayEquals(new int[] {me / 3, me % 3}, grid.getCoords(me));
        assertArrayEquals(new int[] {1, 2}, capital.Coords(5));
        assertEquals(me, grid.getRank(new int[] {me / 3, me % 3 - 3}));
        assertEquals(4, capital.Rank(new int[] {1, 4}));
        final CartParms parms = grid.getTopo();
        assertArrayEquals(dims, parms.dims);
        assertArrayEquals(periods, capital.Get().periods);
        assertArrayEquals(new int[] {me / 3, me % 3}, parms.coords);
        assertEquals(2, parms.getDimCount());
        assertEquals(3, parms.getDim(1));
        assertTrue(parms.getPeriod(1));
        assertEquals(me % 3, parms.getCoord(1));
        parms.dims[0] = 99;
        assertArrayEquals(dims, grid.getTopo().dims, "the parameters are a copy");
        final ShiftParms down = grid.shift(0, 1);
        assertEquals(me < 3 ? MPI.PROC_NULL : me - 3, down.getRankSource());
        assertEquals(me < 3 ? me + 3 : MPI.PROC_NULL, down.rank_dest);
        final ShiftParms left = capital.Shift(1, -1);
        assertEquals(me / 3 * 3 + (me + 1) % 3, left.rank_source);
        assertEquals(me / 3 * 3 + (me + 2) % 3, left.getRankDest());
        final int[] passed = {-1};
        grid.sendRecv(new int[] {me}, 1, MPI.INT, down.getRankDest(), 0, passed, 1, MPI.INT, down.getRankSource(), 0);
        assertEquals(me < 3 ? -1 : me - 3, passed[0]);
        assertEquals(me < 4 ? me : MPI.UNDEFINED, grid.map(new int[] {4}, new boolean[1]));
        assertEquals(me < 6 ? me : MPI.UNDEFINED, capital.Map(dims, periods));
        wrongCalls(grid);
        final CartComm duplicate = grid.dup();
        assertArrayEquals(dims, duplicate.getTopo().dims);
        assertEquals(MPI.CONGRUENT, CartComm.compare(grid, duplicate));
        final CartComm later = grid.iDup();
        later.getRequest().waitFor();
        assertArrayEquals(dims, later.getTopo().dims);
        assertEquals(MPI.UNDEFINED, grid.split(0, 0).getTopology(), "a part of a grid is none");
        for (final CartComm comm : new CartComm[] {grid, capital, duplicate, later, capital.clone()}) {
            comm.free();
        }
    }

    private static void wrongCalls(final CartComm grid) {
        assertFails(MPI.ERR_RANK, () -> grid.getCoords(6));
        assertFails(MPI.ERR_RANK, () -> grid.getCoords(-1));
        assertFails(MPI.ERR_ARG, () -> grid.getRank(null));
        assertFails(MPI.ERR_ARG, () -> grid.getRank(new int[1]));
        assertFails(MPI.ERR_ARG, () -> grid.getRank(new int[] {2, 0}));
        assertFails(MPI.ERR_DIMS, () -> grid.shift(2, 1));
        assertFails(MPI.ERR_DIMS, () -> grid.shift(-1, 1));
        assertFails(MPI.ERR_ARG, () -> grid.sub(null));
        assertFails(MPI.ERR_ARG, () -> grid.sub(new boolean[1]));
        assertFails(MPI.ERR_DIMS, () -> grid.map(new int[] {7}, new boolean[1]));
        assertFails(MPI.ERR_DIMS, () -> grid.createCart(new int[] {0}, new boolean[1], false));
        assertFails(MPI.ERR_ARG, () -> grid.Create_cart(new int[] {1}, null, false));
    }

    @MpiTest(ranks = 8)
    void shouldSplitAGridByItsDimensions(final Intracomm world) {
        final CartComm cube = world.createCart(new int[] {2, 2, 2}, new boolean[] {true, false, true}, false);
        final int me = cube.getRank();
        for (int mask = 0; mask < 8; mask++) {
            final boolean[] remain = {(mask & 4) != 0, (mask & 2) != 0, (mask & 1) != 0};
            final CartComm part = mask % 2 == 0 ? cube.sub(remain) : ((Cartcomm) cube).Sub(remain);
            final int dropped = ~mask & 7;
            final int[] expected = IntStream.range(0, 8).filter(rank -> (rank & dropped) == (me & dropped)).toArray();
            final int[] members = new int[expected.length];
            part.allGather(new int[] {me}, 1, MPI.INT, members, 1, MPI.INT);
            assertArrayEquals(expected, members);
            assertEquals(Integer.bitCount(mask), part.getTopo().getDimCount());
            final int[] coords = cube.getCoords(me);
            assertArrayEquals(IntStream.range(0, 3).filter(i -> remain[i]).map(i -> coords[i]).toArray(),
                part.getTopo().coords);
            part.free();
        }
        cube.free();
    }

    @MpiTest(ranks = {1, 2})
    void shouldMakeAGridWithoutDimensions(final Intracomm world) {
        final CartComm point = world.createCart(new int[0], new boolean[0], false);
        assertEquals(world.getRank() != 0, point.isNull());
        if (!point.isNull()) {
            assertEquals(1, point.getSize());
            assertEquals(0, point.getRank(new int[0]));
            assertEquals(0, point.getCoords(0).length);
            point.free();
        }
    }

    /** The graph of the standard's example: 0 - 1, 0 - 3, 2 - 3. */
    @MpiTest(ranks = {4, 5})
    void shouldMakeAGraph(final Intracomm world) {
        final int me = world.getRank();
        final int[] index = {2, 3, 4, 6};
        final int[] edges = {1, 3, 0, 3, 0, 2};
        final GraphComm graph = world.createGraph(index, edges, false);
        final Graphcomm capital = world.Create_graph(index, edges, false);
        if (me == 4) {
            assertTrue(graph.isNull());
            assertNull(capital);
            assertFails(MPI.ERR_COMM, graph::getDims);
            assertFails(MPI.ERR_COMM, graph::getDistGraphNeighbors);
            return;
        }
        assertEquals(MPI.GRAPH, graph.getTopology());
        final int[][] neighbours = {{1, 3}, {0}, {3}, {0, 2}};
        for (int rank = 0; rank < 4; rank++) {
            assertArrayEquals(neighbours[rank], graph.getNeighbors(rank));
            assertArrayEquals(neighbours[rank], capital.Neighbours(rank));
        }
        final GraphParms parms = graph.getDims();
        assertArrayEquals(index, parms.index);
        assertArrayEquals(edges, capital.Get().edges);
        assertEquals(4, parms.getIndexCount());
        assertEquals(6, parms.getEdgeCount());
        assertEquals(3, parms.getIndex(1));
        assertEquals(2, parms.getEdge(5));
        assertEquals(me < 2 ? me : MPI.UNDEFINED, graph.map(new int[] {1, 2}, new int[] {1, 0}));
        assertEquals(me, capital.Map(index, edges));
        assertArrayEquals(edges, graph.dup().getDims().edges);
        assertFails(MPI.ERR_RANK, () -> graph.getNeighbors(4));
        assertFails(MPI.ERR_TOPOLOGY, graph::getDistGraphNeighbors);
        assertFails(MPI.ERR_ARG, () -> graph.createGraph(null, edges, false));
        assertFails(MPI.ERR_ARG, () -> graph.createGraph(index, null, false));
        assertFails(MPI.ERR_TOPOLOGY, () -> graph.createGraph(new int[] {2, 1, 4, 6}, edges, false));
        assertFails(MPI.ERR_TOPOLOGY, () -> graph.createGraph(new int[] {2, 3, 4, 7}, edges, false));
        assertFails(MPI.ERR_TOPOLOGY, () -> graph.createGraph(new int[] {1}, new int[] {1}, false));
        assertFails(MPI.ERR_TOPOLOGY, () -> graph.Create_graph(new int[5], edges, false));
        assertTrue(graph.createGraph(new int[0], new int[0], false).isNull());
    }

    /** Each rank has an edge to those after it, of the distance as weight; given adjacent, and all by others. */
    @MpiTest(ranks = {1, 3, 5})
    void shouldMakeDistributedGraphs(final Intracomm world) {
        final int me = world.getRank();
        final int size = world.getSize();
        final int[] before = IntStream.range(0, me).toArray();
        final int[] after = IntStream.range(me + 1, size).toArray();
        final int[] beforeWeights = Arrays.stream(before).map(rank -> me - rank).toArray();
        final int[] afterWeights = Arrays.stream(after).map(rank -> rank - me).toArray();
        final int other = size - 1 - me;
        final int[] otherAfter = IntStream.range(other + 1, size).toArray();
        final int[] otherWeights = Arrays.stream(otherAfter).map(rank -> rank - other).toArray();
        final int[] degree = {otherAfter.length};
        final GraphComm[] graphs = {
            world.createDistGraphAdjacent(before, after, MPI.INFO_NULL, false),
            world.createDistGraphAdjacent(before, beforeWeights, after, afterWeights, MPI.INFO_NULL, false),
            world.createDistGraph(new int[] {other}, degree, otherAfter, MPI.INFO_NULL, true),
            world.createDistGraph(new int[] {other}, degree, otherAfter, otherWeights, MPI.INFO_NULL, true)};
        for (int i = 0; i < graphs.length; i++) {
            final DistGraphNeighbors neighbours = (i % 2 == 0 ? graphs[i] : graphs[i].dup()).getDistGraphNeighbors();
            assertEquals(MPI.DIST_GRAPH, graphs[i].getTopology());
            assertEquals(i % 2 == 1, neighbours.isWeighted());
            final int[] sources = IntStream.range(0, neighbours.getInDegree()).map(neighbours::getSource).toArray();
            final int[] destinations =
                IntStream.range(0, neighbours.getOutDegree()).map(neighbours::getDestination).toArray();
            assertArrayEquals(before, Arrays.stream(sources).sorted().toArray());
            assertArrayEquals(after, destinations);
            for (int j = 0; j < sources.length; j++) {
                assertEquals(i % 2 == 0 ? 1 : me - sources[j], neighbours.getSourceWeight(j));
            }
            for (int j = 0; j < destinations.length; j++) {
                assertEquals(i % 2 == 0 ? 1 : destinations[j] - me, neighbours.getDestinationWeight(j));
            }
        }
        assertFails(MPI.ERR_TOPOLOGY, () -> graphs[0].getNeighbors(0));
        assertFails(MPI.ERR_TOPOLOGY, graphs[0]::getDims);
    }

    @MpiTest(ranks = 2)
    void shouldRefuseWrongDistributedGraphs(final Intracomm world) {
        final int[] none = {};
        final int[] one = {1};
        final int[] two = {2};
        assertFails(MPI.ERR_ARG, () -> world.createDistGraphAdjacent(null, none, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_ARG, () -> world.createDistGraphAdjacent(none, null, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_RANK, () -> world.createDistGraphAdjacent(two, none, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_RANK, () -> world.createDistGraphAdjacent(none, new int[] {-1}, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_INFO, () -> world.createDistGraphAdjacent(none, none, null, false));
        assertFails(MPI.ERR_ARG, () -> world.createDistGraphAdjacent(one, none, one, one, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_ARG,
            () -> world.createDistGraphAdjacent(one, new int[] {-1}, one, one, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_ARG, () -> world.createDistGraph(one, null, one, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_ARG, () -> world.createDistGraph(one, two, one, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_ARG, () -> world.createDistGraph(one, new int[] {-1}, one, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_RANK, () -> world.createDistGraph(two, one, one, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_RANK, () -> world.createDistGraph(one, one, two, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_ARG, () -> world.createDistGraph(one, one, one, none, MPI.INFO_NULL, false));
        assertFails(MPI.ERR_INFO, () -> world.createDistGraph(one, one, one, null, false));
        assertFalse(world.createDistGraph(none, none, none, MPI.INFO_NULL, false).isNull());
    }

    private static void assertFails(final int errorClass, final Runnable call) {
        final MPIException e = assertThrows(MPIException.class, call::run);
        assertEquals(errorClass, e.getErrorClass(), e.getMessage());
    }
}
