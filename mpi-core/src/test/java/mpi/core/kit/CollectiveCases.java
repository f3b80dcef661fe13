package mpi.core.kit;

import java.util.Arrays;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Op;

/**
 * Each collective operation with each rank as the root, in both dialects; not a test of algorithms but of the
 * way there.
 */
final class CollectiveCases {
    private static final int[] COUNTS = {0, 1, 5, 3_000, 40_000};
    private static final int GUARD = -1;
    /** A range of ranks is first rank * RANGE + last rank. */
    private static final int RANGE = 1000;
    private static final int NO_RANGE = 999_999_999;

    private final Intracomm comm;
    private final int me;
    private final int size;

    CollectiveCases(final Intracomm comm) {
        this.comm = comm;
        this.me = comm.getRank();
        this.size = comm.getSize();
    }

    void shouldBroadcast() {
        for (int root = 0; root < size; root++) {
            for (final int count : COUNTS) {
                final int[] expected = guarded(count + 2, 1, count, root);
                final int[] capitals = me == root ? expected.clone() : guarded(count + 2, 0, 0, 0);
                comm.Bcast(capitals, 1, count, MPI.INT, root);
                Expect.equal("Bcast of " + count + " from " + root, expected, capitals);
                final int[] lower = me == root ? expected.clone() : guarded(count + 2, 0, 0, 0);
                comm.bcast(lower, count + 1, MPI.INT, root);
                Expect.equal("bcast of " + count + " from " + root, expected, lower);
            }
        }
    }

    void shouldBroadcastOneAfterTheOther() {
        final long[] value = new long[1];
        for (int i = 0; i < 100; i++) {
            value[0] = i % size == me ? i : GUARD;
            comm.bcast(value, 1, MPI.LONG, i % size);
            Expect.equal("value", (long) i, value[0]);
        }
    }

    void shouldBroadcastObjects() {
        final Object[] values = me == 0 ? new Object[] {"a", null, 3} : new Object[3];
        comm.bcast(values, 3, MPI.OBJECT, 0);
        Expect.equal("objects", new Object[] {"a", null, 3}, values);
    }

    void shouldReduce() {
        for (final int count : COUNTS) {
            final double[] mine = new double[count + 1];
            final double[] sum = new double[count + 1];
            final double[] max = new double[count + 1];
            for (int i = 0; i < count; i++) {
                mine[i] = i + me;
                sum[i] = (double) size * i + size * (size - 1) / 2;
                max[i] = i + size - 1;
            }
            sum[count] = GUARD;
            max[count] = GUARD;
            for (int root = 0; root < size; root++) {
                final double[] lower = new double[count + 1];
                lower[count] = GUARD;
                comm.reduce(mine, lower, count, MPI.DOUBLE, MPI.SUM, root);
                final double[] capitals = new double[count + 1];
                capitals[count] = GUARD;
                comm.Reduce(mine, 0, capitals, 0, count, MPI.DOUBLE, MPI.MAX, root);
                if (me == root) {
                    Expect.equal("sum of " + count + " at " + root, sum, lower);
                    Expect.equal("maximum of " + count + " at " + root, max, capitals);
                }
            }
            final double[] everywhere = new double[count + 1];
            everywhere[count] = GUARD;
            comm.allReduce(mine, everywhere, count, MPI.DOUBLE, MPI.SUM);
            Expect.equal("sum of " + count + " at all", sum, everywhere);
            mine[count] = GUARD;
            comm.allReduce(mine, count, MPI.DOUBLE, MPI.MAX);
            Expect.equal("maximum of " + count + " in place", max, mine);
        }
    }

    /** Joins ranges of ranks, and notices when two that are no neighbours are to be joined. */
    void shouldReduceInTheOrderOfRanksIfItMatters() {
        final Op join = new Op((in, inOut, count, type) -> {
            final int[] left = (int[]) in;
            final int[] right = (int[]) inOut;
            for (int i = 0; i < count; i++) {
                final boolean neighbours = left[i] % RANGE + 1 == right[i] / RANGE;
                right[i] = neighbours ? left[i] / RANGE * RANGE + right[i] % RANGE : NO_RANGE;
            }
        }, false);
        for (final int count : COUNTS) {
            final int[] mine = new int[count];
            Arrays.fill(mine, me * RANGE + me);
            final int[] expected = new int[count];
            Arrays.fill(expected, size - 1);
            final int[] joined = new int[count];
            comm.allReduce(mine, joined, count, MPI.INT, join);
            Expect.equal("range of all ranks", expected, joined);
            for (int root = 0; root < size; root++) {
                final int[] atRoot = new int[count];
                comm.reduce(mine, atRoot, count, MPI.INT, join, root);
                Expect.equal("range at " + root, me == root ? expected : new int[count], atRoot);
            }
        }
        join.free();
    }

    void shouldReduceTruthValues() {
        final boolean[] all = {true, me != 0};
        comm.allReduce(all, 2, MPI.BOOLEAN, MPI.LAND);
        Expect.equal("true of all", new boolean[] {true, false}, all);
        final boolean[] any = {false, me == size - 1};
        comm.allReduce(any, 2, MPI.BOOLEAN, MPI.LOR);
        Expect.equal("true of any", new boolean[] {false, true}, any);
    }

    void shouldGatherAndScatter() {
        for (int root = 0; root < size; root++) {
            for (final int count : new int[] {0, 1, 5, 3_000}) {
                final int[] mine = guarded(count, 0, count, me);
                final int[] all = blocks(count);
                final int[] gathered = new int[me == root ? size * count : 0];
                comm.gather(mine, count, MPI.INT, me == root ? gathered : null, count, MPI.INT, root);
                if (me == root) {
                    Expect.equal("gather of " + count + " at " + root, all, gathered);
                }
                final int[] part = new int[count];
                comm.Scatter(me == root ? all : null, 0, count, MPI.INT, part, 0, count, MPI.INT, root);
                Expect.equal("Scatter of " + count + " from " + root, mine, part);
                final int[] everywhere = new int[size * count];
                comm.allGather(mine, count, MPI.INT, everywhere, count, MPI.INT);
                Expect.equal("allGather of " + count, all, everywhere);
            }
        }
    }

    /** Rank r contributes r + 1 items; blocks lie in opposite order, with a gap of one behind each. */
    void shouldGatherAndScatterBlocksOfAnySize() {
        final int[] counts = new int[size];
        final int[] displacements = new int[size];
        int length = 0;
        for (int rank = size - 1; rank >= 0; rank--) {
            counts[rank] = rank + 1;
            displacements[rank] = length;
            length += rank + 2;
        }
        final int[] all = new int[length];
        Arrays.fill(all, GUARD);
        for (int rank = 0; rank < size; rank++) {
            Arrays.fill(all, displacements[rank], displacements[rank] + counts[rank], rank);
        }
        final int[] mine = new int[me + 1];
        Arrays.fill(mine, me);
        for (int root = 0; root < size; root++) {
            final int[] gathered = new int[length];
            Arrays.fill(gathered, GUARD);
            comm.gatherv(mine, me + 1, MPI.INT, gathered, counts, displacements, MPI.INT, root);
            if (me == root) {
                Expect.equal("gatherv at " + root, all, gathered);
            }
            final int[] part = new int[me + 1];
            comm.scatterv(all, counts, displacements, MPI.INT, part, me + 1, MPI.INT, root);
            Expect.equal("scatterv from " + root, mine, part);
        }
        final int[] everywhere = new int[length];
        Arrays.fill(everywhere, GUARD);
        comm.Allgatherv(mine, 0, me + 1, MPI.INT, everywhere, 0, counts, displacements, MPI.INT);
        Expect.equal("Allgatherv", all, everywhere);
    }

    void shouldExchangeAllWithAll() {
        for (final int count : new int[] {0, 1, 5, 3_000}) {
            final long[] sent = new long[size * count];
            final long[] expected = new long[size * count];
            for (int rank = 0; rank < size; rank++) {
                Arrays.fill(sent, rank * count, (rank + 1) * count, 100L * me + rank);
                Arrays.fill(expected, rank * count, (rank + 1) * count, 100L * rank + me);
            }
            final long[] lower = new long[size * count];
            comm.allToAll(sent, count, MPI.LONG, lower, count, MPI.LONG);
            Expect.equal("allToAll of " + count, expected, lower);
            final long[] capitals = new long[size * count];
            comm.Alltoall(sent, 0, count, MPI.LONG, capitals, 0, count, MPI.LONG);
            Expect.equal("Alltoall of " + count, expected, capitals);
        }
    }

    /** Rank s sends s + r items to rank r. */
    void shouldExchangeBlocksOfAnySizeAllWithAll() {
        exchangeBlocks(1);
        exchangeBlocks(5_000); // of few ranks more than a cell has room for
    }

    private void exchangeBlocks(final int unit) {
        final int[] sendCounts = new int[size];
        final int[] sendDisplacements = new int[size];
        int length = 0;
        for (int rank = 0; rank < size; rank++) {
            sendCounts[rank] = (me + rank) * unit;
            sendDisplacements[rank] = length;
            length += sendCounts[rank];
        }
        final int[] sent = new int[length];
        final int[] expected = new int[length];
        for (int rank = 0; rank < size; rank++) {
            final int from = sendDisplacements[rank];
            Arrays.fill(sent, from, from + sendCounts[rank], 100 * me + rank);
            Arrays.fill(expected, from, from + sendCounts[rank], 100 * rank + me);
        }
        final int[] received = new int[length];
        comm.allToAllv(sent, sendCounts, sendDisplacements, MPI.INT, received, sendCounts, sendDisplacements, MPI.INT);
        Expect.equal("allToAllv", expected, received);
    }

    void shouldPassOneBarrierAfterTheOther() {
        for (int i = 0; i < 20; i++) {
            comm.barrier();
            comm.Barrier();
        }
    }

    private int[] blocks(final int count) {
        final int[] all = new int[size * count];
        for (int rank = 0; rank < size; rank++) {
            System.arraycopy(guarded(count, 0, count, rank), 0, all, rank * count, count);
        }
        return all;
    }

    private static int[] guarded(final int length, final int from, final int count, final int seed) {
        final int[] array = new int[length];
        Arrays.fill(array, GUARD);
        for (int i = 0; i < count; i++) {
            array[from + i] = 1000 * seed + i;
        }
        return array;
    }
}
