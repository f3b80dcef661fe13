package mpi.core.kit;

import java.util.Arrays;
import mpi.CartComm;
import mpi.Comm;
import mpi.Datatype;
import mpi.GraphComm;
import mpi.Info;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;

/**
 * Collectives among neighbours (MPI 4.1, section 8.6) in the three topologies. Only the lowerCamelCase dialect has
 * them.
 */
final class NeighbourCases {
    private static final int GUARD = -7;

    private final Intracomm comm;
    private final int me;
    private final int size;

    NeighbourCases(final Intracomm comm) {
        this.comm = comm;
        this.me = comm.getRank();
        this.size = comm.getSize();
    }

    /** A line has ends, a ring has none; of both the lower neighbour comes first. */
    void shouldExchangeOnAGrid() {
        for (final boolean periodic : new boolean[] {false, true}) {
            final CartComm line = comm.createCart(new int[] {size}, new boolean[] {periodic}, false);
            final int below = me > 0 ? me - 1 : periodic ? size - 1 : MPI.PROC_NULL;
            final int above = me < size - 1 ? me + 1 : periodic ? 0 : MPI.PROC_NULL;
            final int[] neighbours = {below, above};
            gather(line, neighbours);
            final int[] sent = {10 * me, 10 * me + 1}; // down, up
            final int[] expected = {
                below == MPI.PROC_NULL ? GUARD : 10 * below + 1, above == MPI.PROC_NULL ? GUARD : 10 * above, GUARD};
            final int[] received = guards(3);
            line.neighborAllToAll(sent, 1, MPI.INT, received, 1, MPI.INT);
            Expect.equal("neighborAllToAll, periodic " + periodic, expected, received);
            final int[] started = guards(3);
            final Request request = line.iNeighborAllToAll(sent, 1, MPI.INT, started, 1, MPI.INT);
            request.waitFor();
            Expect.equal("iNeighborAllToAll, periodic " + periodic, expected, started);
            line.free();
        }
    }

    /** Each rank but the first knows the first one, and it knows them all. */
    void shouldExchangeOnAStar() {
        final int[] index = new int[size];
        final int[] edges = new int[2 * (size - 1)];
        for (int i = 0; i < size; i++) {
            index[i] = size - 1 + i;
            if (i > 0) {
                edges[i - 1] = i;
                edges[size - 2 + i] = 0;
            }
        }
        final GraphComm star = comm.createGraph(index, edges, false);
        final int[] neighbours = star.getNeighbors(me);
        gather(star, neighbours);
        final Object[] words = new Object[neighbours.length];
        final Object[] sent = new Object[neighbours.length];
        final Object[] expected = new Object[neighbours.length];
        for (int i = 0; i < neighbours.length; i++) {
            sent[i] = me + " to " + neighbours[i];
            expected[i] = neighbours[i] + " to " + me;
        }
        star.neighborAllToAll(sent, 1, MPI.OBJECT, words, 1, MPI.OBJECT);
        Expect.equal("objects", expected, words);
        star.free();
    }

    /** Edges lead to the next rank and the one behind it only; blocks differ in length. */
    void shouldExchangeAlongDirectedEdges() {
        final int[] destinations = {(me + 1) % size, (me + 2) % size};
        final int[] sources = {(me + size - 1) % size, (me + 2 * size - 2) % size};
        final GraphComm graph = comm.createDistGraphAdjacent(sources, destinations, new Info(), false);
        if (size > 2) { // fewer ranks have two edges to one neighbour, of which the order tells which is which
            gather(graph, sources);
        }
        final int[] sent = {me, 100 + me, 101 + me, GUARD};
        final int[] received = guards(6);
        graph.neighborAllToAllv(sent, new int[] {1, 2}, new int[] {0, 1}, MPI.INT, received, new int[] {1, 2},
            new int[] {4, 1}, MPI.INT);
        Expect.equal("neighborAllToAllv",
            new int[] {GUARD, 100 + sources[1], 101 + sources[1], GUARD, sources[0], GUARD}, received);
        final int[] again = guards(6);
        graph.iNeighborAllToAllv(sent, new int[] {1, 2}, new int[] {0, 1}, MPI.INT, again, new int[] {1, 2},
            new int[] {4, 1}, MPI.INT)
            .waitFor();
        Expect.equal("iNeighborAllToAllv", received, again);
        graph.free();
    }

    /** What is sent to all neighbours: dense items, and a column into columns. */
    private void gather(final Comm graph, final int[] sources) {
        final int count = 2;
        final int[] expected = guards(count * sources.length + 1);
        final int[] spread = guards(2 * count * sources.length + 1);
        for (int i = 0; i < count * sources.length; i++) {
            if (sources[i / count] != MPI.PROC_NULL) {
                expected[i] = 10 * sources[i / count] + i % count;
                spread[2 * i] = expected[i];
            }
        }
        final int[] sent = {10 * me, 10 * me + 1};
        final int[] received = guards(expected.length);
        graph.neighborAllGather(sent, count, MPI.INT, received, count, MPI.INT);
        Expect.equal("neighborAllGather", expected, received);
        final int[] started = guards(expected.length);
        graph.iNeighborAllGather(sent, count, MPI.INT, started, count, MPI.INT).waitFor();
        Expect.equal("iNeighborAllGather", expected, started);
        final Datatype spaced = Datatype.createResized(MPI.INT, 0, 2 * Integer.BYTES);
        spaced.commit();
        final int[] counts = new int[sources.length];
        Arrays.fill(counts, count);
        final int[] displs = new int[sources.length];
        Arrays.setAll(displs, i -> count * i);
        final int[] apart = guards(spread.length);
        graph.neighborAllGatherv(new int[] {10 * me, GUARD, 10 * me + 1}, count, spaced, apart, counts, displs,
            spaced);
        Expect.equal("neighborAllGatherv with gaps", spread, apart);
        spaced.free();
    }

    void shouldNeedATopology() {
        final int[] one = new int[1];
        Expect.failure("no topology", MPI.ERR_TOPOLOGY,
            () -> comm.neighborAllToAll(one, 1, MPI.INT, one, 1, MPI.INT));
        Expect.failure("no topology", MPI.ERR_TOPOLOGY,
            () -> comm.iNeighborAllGather(one, 1, MPI.INT, one, 1, MPI.INT));
    }

    private static int[] guards(final int length) {
        final int[] values = new int[length];
        Arrays.fill(values, GUARD);
        return values;
    }
}
