package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BiConsumer;
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

    private static void assertCost(final int size, final long messages, final long bytes,
        final BiConsumer<Collectives, Integer> operation) {
        final FakePeers peers = new FakePeers(size, true);
        peers.run(link -> operation.accept(Cases.engine(link), link.rank()));
        assertEquals(messages, peers.messages(), "messages");
        assertEquals(bytes, peers.bytes(), "bytes");
    }

    private static int log2(final int size) {
        return size == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(size - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void barrierShouldTakePTimesLMessages(final int size) {
        assertCost(size, (long) size * log2(size), 0, (engine, rank) -> engine.barrier());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void treesShouldTakeOneMessageARank(final int size) {
        for (int r = 0; r < size; r++) {
            final int root = r;
            assertCost(size, size - 1, (size - 1) * BLOCK,
                (engine, rank) -> engine.bcast(new int[ITEMS], 0, ITEMS, INT, root));
            assertCost(size, size - 1, (size - 1) * BLOCK,
                (engine, rank) -> engine.reduce(new int[ITEMS], 0, new int[ITEMS], 0, ITEMS, INT, SUM, root));
            final int more = root == 0 ? 0 : 1;
            assertCost(size, size - 1 + more, (size - 1 + more) * BLOCK,
                (engine, rank) -> engine.reduce(new int[ITEMS], 0, new int[ITEMS], 0, ITEMS, INT, ORDERED, root));
            assertCost(size, size - 1, (size - 1) * BLOCK, (engine, rank) -> engine.gather(new int[ITEMS], 0, ITEMS,
                INT, new int[size * ITEMS], 0, ITEMS, INT, root));
            assertCost(size, size - 1, (size - 1) * BLOCK, (engine, rank) -> engine.scatter(new int[size * ITEMS], 0,
                ITEMS, INT, new int[ITEMS], 0, ITEMS, INT, root));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void allreduceShouldTakePTimesLMessagesAtPowersOfTwo(final int size) {
        final int members = Integer.highestOneBit(size);
        final long messages = (long) members * log2(members) + 2L * (size - members);
        assertTrue(messages <= (long) size * log2(size));
        assertCost(size, messages, messages * BLOCK,
            (engine, rank) -> engine.allreduce(new int[ITEMS], 0, new int[ITEMS], 0, ITEMS, INT, SUM));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void exchangesShouldMoveEachBlockOnceToEachRank(final int size) {
        final long messages = (long) size * (size - 1);
        final long all = size * BLOCK;
        assertCost(size, messages, (size - 1) * all, (engine, rank) -> engine.allgather(new int[ITEMS], 0, ITEMS, INT,
            new int[size * ITEMS], 0, ITEMS, INT));
        assertCost(size, messages, (size - 1) * all, (engine, rank) -> engine.alltoall(new int[size * ITEMS], 0,
            ITEMS, INT, new int[size * ITEMS], 0, ITEMS, INT));
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
            assertCost(size, messages, messages * BLOCK, (engine, rank) -> engine.run(reduction(kind, send)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33})
    void reduceScatterShouldMoveEachBlockOnce(final int size) {
        final long messages = (long) size * (size - 1);
        assertCost(size, messages, messages * BLOCK, (engine, rank) -> engine.run(reduction(
            Collective.Kind.REDUCE_SCATTER, BufferBlocks.equal(new int[size * ITEMS], 0, size, ITEMS, INT))));
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
        assertCost(size, 0, 0, (engine, rank) -> engine.allreduce(null, 0, null, 0, 0, INT, SUM));
        assertCost(size, 0, 0, (engine, rank) -> engine.reduce(null, 0, null, 0, 0, INT, SUM, 1));
    }
}
