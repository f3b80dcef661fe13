package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import mpi.core.coll.host.BoardLayout;
import mpi.core.coll.host.FakeMembers;
import mpi.core.coll.host.HostLimits;
import mpi.core.coll.host.HostSpace;
import mpi.core.coll.select.Selector;
import mpi.core.datatype.ObjectCodec;
import mpi.core.datatype.Packing;
import mpi.core.diag.Counters;
import mpi.core.progress.Progress;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.core.transport.HostMemory;
import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import org.junit.jupiter.api.Test;

/** More ranks than a cell has bytes, so that it has no piece for each of them. */
class CrowdedCellTest {
    private static final int CELL_BYTES = 128;
    private static final int RANKS = CELL_BYTES + 3;
    private static final int ROOT = 77;
    private static final Layout BYTE = Cases.layout(BasicType.BYTE);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    private static final Settings SETTINGS =
        new Settings(Map.of(Setting.IDLE_SLEEP.variable(), "100000"), new Properties());

    private final BoardLayout layout = BoardLayout.of(RANKS, CELL_BYTES);
    private final MemorySegment memory = Arena.ofAuto().allocate(layout.lengthBytes(), CELL_BYTES);

    /** One rank and what it calls. */
    private final class Member {
        private final int rank;
        private final Counters counters = new Counters(RANKS);
        private final HostTier tier;
        private final Collectives engine;
        private long operation;

        Member(final PeerLink link) {
            rank = link.rank();
            tier = new HostTier(new HostSpace(new Progress(SETTINGS, counters, true), counters, new Piece(), CELL_BYTES,
                true, HostLimits.of(SETTINGS)), new FakeMembers(rank, RANKS, memory.address()));
            engine = new Collectives(link, new Packing(new ObjectCodec(SETTINGS)), new Selector(SETTINGS),
                () -> "CROWD", tier, Hosts.one(RANKS));
        }

        void run(final Kind kind, final BufferBlocks send, final BufferBlocks recv, final Reduction op,
            final int root) {
            tier.announce(++operation, true);
            engine.run(new Collective(kind, send, recv, op, root, null));
        }
    }

    private static byte value(final int from, final int to) {
        return (byte) (3 * from + 5 * to);
    }

    /** Blocks of each rank for each other, as one sends them or has received them. */
    private static byte[] blocks(final int rank, final int count, final boolean isSender) {
        final byte[] blocks = new byte[RANKS * count];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = isSender ? value(rank, i / count) : value(i / count, rank);
        }
        return blocks;
    }

    private static byte[] block(final int count, final int value) {
        final byte[] block = new byte[count];
        Arrays.fill(block, (byte) value);
        return block;
    }

    private static BufferBlocks all(final byte[] blocks, final int count) {
        return BufferBlocks.equal(blocks, 0, RANKS, count, BYTE);
    }

    private static BufferBlocks one(final byte[] block) {
        return BufferBlocks.one(block, 0, block.length, BYTE);
    }

    @Test
    void shouldExchangeBlocksAllTheSame() {
        final FakePeers peers = new FakePeers(RANKS, false);
        peers.run(link -> {
            final Member me = new Member(link);
            for (final int count : new int[] {0, 1, 3, 0, CELL_BYTES + 1}) {
                exchange(me, count);
            }
            assertTrue(me.counters.get(Counters.Value.HOST_STEPS) > 0, "no shared memory");
        });
        assertTrue(peers.messages() > 3L * 8 * RANKS,
            "blocks that have no piece are messages, of alltoall in 8 rounds");
    }

    private static void exchange(final Member me, final int count) {
        final boolean isRoot = me.rank == ROOT;
        final byte[] sent = blocks(me.rank, count, true);
        final byte[] received = new byte[sent.length];
        me.run(Kind.ALLTOALL, all(sent, count), all(received, count), null, Collective.NO_ROOT);
        assertArrayEquals(blocks(me.rank, count, false), received, "alltoall");
        final byte[] mine = new byte[count];
        exchangeVarying(me, count);
        me.run(Kind.SCATTER, isRoot ? all(sent, count) : BufferBlocks.NONE, one(mine), null, ROOT);
        assertArrayEquals(block(count, value(ROOT, me.rank)), mine, "scatter");
        final byte[] gathered = new byte[sent.length];
        me.run(Kind.GATHER, one(block(count, value(me.rank, ROOT))), isRoot ? all(gathered, count) : BufferBlocks.NONE,
            null, ROOT);
        assertArrayEquals(isRoot ? blocks(ROOT, count, false) : new byte[sent.length], gathered, "gather");
        me.run(Kind.ALLGATHER, one(block(count, value(me.rank, 0))), all(gathered, count), null, Collective.NO_ROOT);
        assertArrayEquals(blocks(0, count, false), gathered, "allgather");
        me.run(Kind.REDUCE_SCATTER_BLOCK, all(sent, count), one(mine), SUM, Collective.NO_ROOT);
        int sum = 0;
        for (int rank = 0; rank < RANKS; rank++) {
            sum += value(rank, me.rank);
        }
        assertArrayEquals(block(count, sum), mine, "reduce_scatter_block");
        final byte[] vector = block(count, me.rank);
        final byte[] reduced = new byte[count];
        me.run(Kind.ALLREDUCE, one(vector), one(reduced), SUM, Collective.NO_ROOT);
        assertArrayEquals(block(count, RANKS * (RANKS - 1) / 2), reduced, "allreduce");
        me.run(Kind.BARRIER, BufferBlocks.NONE, BufferBlocks.NONE, null, Collective.NO_ROOT);
    }

    /** Ranks of odd numbers exchange blocks among themselves, and so do the others. */
    private static void exchangeVarying(final Member me, final int count) {
        final int[] counts = new int[RANKS];
        final int[] displs = new int[RANKS];
        final byte[] sent = blocks(me.rank, count, true);
        final byte[] received = new byte[sent.length];
        final byte[] expected = new byte[sent.length];
        for (int rank = 0; rank < RANKS; rank++) {
            counts[rank] = (rank + me.rank) % 2 == 0 ? count : 0;
            displs[rank] = rank * count;
            Arrays.fill(expected, displs[rank], displs[rank] + counts[rank], value(rank, me.rank));
        }
        me.run(Kind.ALLTOALLV, BufferBlocks.varying(sent, 0, RANKS, counts, displs, BYTE),
            BufferBlocks.varying(received, 0, RANKS, counts, displs, BYTE), null, Collective.NO_ROOT);
        assertArrayEquals(expected, received, "alltoallv");
    }

    @Test
    void shouldHaveNoPieceForEachRank() {
        assertEquals(CELL_BYTES, layout.cellBytes());
        assertEquals(0, HostLimits.partBytes(RANKS, CELL_BYTES));
        assertEquals(1, HostLimits.partBytes(CELL_BYTES + 1, CELL_BYTES));
        final HostLimits limits = HostLimits.of(SETTINGS);
        assertEquals(false, limits.areMessages(RANKS, CELL_BYTES, 0));
        assertTrue(limits.areMessages(RANKS, CELL_BYTES, 1));
        assertEquals(false, limits.areOfAnyLength(RANKS, CELL_BYTES));
    }

    /** The memory, which is nobody's in particular. */
    private final class Piece implements HostMemory {
        @Override
        public long allot(final int lengthBytes) {
            return lengthBytes;
        }

        @Override
        public long address(final long descriptor) {
            return memory.address();
        }

        @Override
        public void release(final long descriptor) {
            throw new AssertionError("nobody frees it");
        }
    }
}
