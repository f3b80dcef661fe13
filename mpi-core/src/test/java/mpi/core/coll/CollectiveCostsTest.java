package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.function.BiConsumer;
import mpi.core.coll.select.Algorithm;
import mpi.core.coll.select.Operation;
import mpi.core.runtime.Setting;
import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and bytes of each algorithm, against the formulas its Javadoc states. */
class CollectiveCostsTest {
    private static final int ITEMS = 5;
    private static final long BLOCK = 4L * ITEMS;
    private static final Layout INT = Cases.layout(BasicType.INT);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    private static final Reduction ORDERED = new Reduction(Reduction.Kind.REPLACE, false, null);

    private static void assertCost(final int size, final Map<String, String> environment, final long messages,
        final long bytes, final BiConsumer<Collectives, Integer> operation) {
        final FakePeers peers = new FakePeers(size, true);
        peers.run(link -> operation.accept(Cases.engine(link, environment), link.rank()));
        assertEquals(messages, peers.messages(), "messages");
        assertEquals(bytes, peers.bytes(), "bytes");
    }

    private static Map<String, String> forced(final Operation operation, final Algorithm algorithm) {
        return Map.of(operation.setting().variable(), algorithm.text(), Setting.COLL_BCAST_CHAIN_SEGMENT.variable(),
            "32");
    }

    private static int log2(final int size) {
        return size == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(size - 1);
    }

    /** How often all blocks are sent on their way through a binomial tree: once a bit of their place. */
    private static long hops(final int size) {
        long hops = 0;
        for (int place = 0; place < size; place++) {
            hops += Integer.bitCount(place);
        }
        return hops;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void barrierShouldTakePTimesLMessages(final int size) {
        assertCost(size, Map.of(), (long) size * log2(size), 0, (engine, rank) -> engine.barrier());
    }

    private static void assertBcast(final int size, final Algorithm algorithm, final long messages, final long bytes) {
        for (int r = 0; r < size; r += Math.max(1, size / 3)) {
            final int root = r;
            assertCost(size, forced(Operation.BCAST, algorithm), messages, bytes,
                (engine, rank) -> engine.bcast(new int[size * ITEMS], 0, size * ITEMS, INT, root));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void broadcasts(final int size) {
        final long length = size * BLOCK;
        final long least = (size - 1) * length;
        final long segments = (length + 31) / 32;
        assertBcast(size, Algorithm.BINOMIAL, size - 1, least);
        assertBcast(size, Algorithm.CHAIN, (size - 1) * segments, least);
        assertBcast(size, Algorithm.SCATTER_RING, size - 1 + (long) size * (size - 1), hops(size) * BLOCK + least);
        if (Integer.bitCount(size) == 1) {
            assertBcast(size, Algorithm.SCATTER_DOUBLING, size - 1 + (long) size * log2(size),
                hops(size) * BLOCK + least);
            assertEquals(log2(size) * length / 2, hops(size) * BLOCK, "L n/2 at powers of two");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void gathersAndScattersShouldTakeOneMessageARank(final int size) {
        for (int r = 0; r < size; r += Math.max(1, size / 3)) {
            final int root = r;
            for (final Algorithm algorithm : Operation.GATHER.algorithms()) {
                final long bytes = (algorithm == Algorithm.LINEAR ? size - 1 : hops(size)) * BLOCK;
                assertCost(size, forced(Operation.GATHER, algorithm), size - 1, bytes, (engine, rank) -> engine
                    .gather(new int[ITEMS], 0, ITEMS, INT, new int[size * ITEMS], 0, ITEMS, INT, root));
                assertCost(size, forced(Operation.SCATTER, algorithm), size - 1, bytes, (engine, rank) -> engine
                    .scatter(new int[size * ITEMS], 0, ITEMS, INT, new int[ITEMS], 0, ITEMS, INT, root));
            }
        }
    }

    private static void assertReduce(final int size, final Algorithm algorithm, final int items, final int root,
        final Reduction op, final long messages, final long bytes) {
        assertCost(size, forced(Operation.REDUCE, algorithm), messages, bytes,
            (engine, rank) -> engine.reduce(new int[items], 0, new int[items], 0, items, INT, op, root));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void reductions(final int size) {
        final int members = Integer.highestOneBit(size);
        final int items = members * ITEMS;
        final long length = 4L * items;
        for (int root = 0; root < size; root += Math.max(1, size / 3)) {
            final int more = root == 0 ? 0 : 1;
            assertReduce(size, Algorithm.BINOMIAL, items, root, SUM, size - 1, (size - 1) * length);
            assertReduce(size, Algorithm.ORDERED, items, root, SUM, size - 1 + more, (size - 1 + more) * length);
            assertReduce(size, Algorithm.BINOMIAL, items, root, ORDERED, size - 1 + more, (size - 1 + more) * length);
            assertReduce(size, Algorithm.RABENSEIFNER, items, root, SUM,
                (long) members * log2(members) + members - 1 + size - members,
                (size - 1) * length + log2(members) * length / 2);
        }
    }

    private static void assertAllreduce(final int size, final Algorithm algorithm, final int items,
        final long messages, final long bytes) {
        assertCost(size, forced(Operation.ALLREDUCE, algorithm), messages, bytes,
            (engine, rank) -> engine.allreduce(new int[items], 0, new int[items], 0, items, INT, SUM));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void allreduces(final int size) {
        final int members = Integer.highestOneBit(size);
        final int items = members * ITEMS;
        final long length = 4L * items;
        final long messages = (long) members * log2(members) + 2L * (size - members);
        assertTrue(messages <= (long) size * log2(size));
        assertAllreduce(size, Algorithm.RECURSIVE_DOUBLING, items, messages, messages * length);
        assertAllreduce(size, Algorithm.RABENSEIFNER, items, 2L * members * log2(members) + 2L * (size - members),
            2L * (size - 1) * length);
        assertAllreduce(size, Algorithm.RING, size * ITEMS, 2L * size * (size - 1), 2L * (size - 1) * size * BLOCK);
    }

    private static void assertAllgather(final int size, final Algorithm algorithm, final long messages) {
        assertCost(size, forced(Operation.ALLGATHER, algorithm), messages, (size - 1) * size * BLOCK,
            (engine, rank) -> engine.allgather(new int[ITEMS], 0, ITEMS, INT, new int[size * ITEMS], 0, ITEMS, INT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void allgathersShouldMoveEachBlockOnceToEachRank(final int size) {
        assertAllgather(size, Algorithm.RING, (long) size * (size - 1));
        assertAllgather(size, Algorithm.BRUCK, (long) size * log2(size));
        assertAllgather(size, Algorithm.RECURSIVE_DOUBLING, (long) size * log2(size));
        if (size % 2 == 0) {
            assertAllgather(size, Algorithm.NEIGHBOUR_EXCHANGE, (long) size * size / 2);
        }
    }

    private static void assertAlltoall(final int size, final Algorithm algorithm, final long messages,
        final long bytes) {
        assertCost(size, forced(Operation.ALLTOALL, algorithm), messages, bytes, (engine, rank) -> engine
            .alltoall(new int[size * ITEMS], 0, ITEMS, INT, new int[size * ITEMS], 0, ITEMS, INT));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void totalExchanges(final int size) {
        final long pairs = (long) size * (size - 1);
        assertAlltoall(size, Algorithm.PAIRWISE, pairs, pairs * BLOCK);
        assertAlltoall(size, Algorithm.SCATTERED, pairs, pairs * BLOCK);
        assertAlltoall(size, Algorithm.BRUCK, (long) size * log2(size), size * hops(size) * BLOCK);
    }

    private static Collective reduction(final Collective.Kind kind, final BufferBlocks send) {
        return new Collective(kind, send, BufferBlocks.one(new int[ITEMS], 0, ITEMS, INT), SUM, Collective.NO_ROOT,
            null);
    }

    /** Every pair of ranks that differ in one bit exchanges, as far as both are there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void prefixReductionsShouldTakeOneMessageABitAtMost(final int size) {
        long messages = 0;
        for (int rank = 0; rank < size; rank++) {
            for (int mask = 1; mask < size; mask <<= 1) {
                messages += (rank ^ mask) < size ? 1 : 0;
            }
        }
        assertTrue(messages <= (long) size * log2(size));
        final BufferBlocks send = BufferBlocks.one(new int[ITEMS], 0, ITEMS, INT);
        for (final Collective.Kind kind : new Collective.Kind[] {Collective.Kind.SCAN, Collective.Kind.EXSCAN}) {
            assertCost(size, Map.of(), messages, messages * BLOCK, (engine, rank) -> engine.run(reduction(kind, send)));
        }
    }

    private static void assertReduceScatter(final int size, final Algorithm algorithm, final long messages,
        final long bytes) {
        assertCost(size, forced(Operation.REDUCE_SCATTER, algorithm), messages, bytes,
            (engine, rank) -> engine.run(reduction(Collective.Kind.REDUCE_SCATTER,
                BufferBlocks.equal(new int[size * ITEMS], 0, size, ITEMS, INT))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void reduceScatters(final int size) {
        final long pairs = (long) size * (size - 1);
        final int members = Integer.highestOneBit(size);
        final int folded = size - members;
        assertReduceScatter(size, Algorithm.PAIRWISE, pairs, pairs * BLOCK);
        assertReduceScatter(size, Algorithm.RECURSIVE_HALVING, (long) members * log2(members) + 2L * folded,
            (size - 1) * size * BLOCK + folded * BLOCK);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9})
    void objectsShouldTakeTwiceTheMessages(final int size) {
        final Layout type = Cases.layout(BasicType.OBJECT);
        final FakePeers peers = new FakePeers(size, true);
        peers.run(link -> Cases.engine(link).allgather(new Object[] {"a"}, 0, 1, type, new Object[size], 0, 1, type));
        assertEquals(2L * size * (size - 1), peers.messages());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 9})
    void emptyReductionsShouldSendNothing(final int size) {
        assertCost(size, Map.of(), 0, 0, (engine, rank) -> engine.allreduce(null, 0, null, 0, 0, INT, SUM));
        assertCost(size, Map.of(), 0, 0, (engine, rank) -> engine.reduce(null, 0, null, 0, 0, INT, SUM, 1));
    }
}
