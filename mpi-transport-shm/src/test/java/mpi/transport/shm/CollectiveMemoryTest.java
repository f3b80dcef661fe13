package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import mpi.core.coll.KeptMemory;
import mpi.core.coll.host.BoardLayout;
import mpi.core.diag.Counters;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.CommEngine;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import org.junit.jupiter.api.Test;

/** What 16 ranks of a host need for collectives once all have run, blocking and not, with short and long vectors. */
class CollectiveMemoryTest {
    private static final int RANKS = 16;
    private static final long MEGABYTE = 1_000_000;
    private static final Layout DOUBLE = new Layout(BasicType.DOUBLE, Double.BYTES, Double.BYTES, null);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    /** Of a block: the vector of all ranks has up to 1 MiB. */
    private static final int[] COUNTS = {1, 100, 512, 2_048, 8_192};

    @Test
    void shouldKeepLessThanAMegabyteARank() throws InterruptedException {
        final AtomicLong most = new AtomicLong();
        new EngineJob(RANKS, "shm").limit(Duration.ofSeconds(60)).run(rank -> {
            final double[] send = new double[RANKS * COUNTS[COUNTS.length - 1]];
            final double[] recv = new double[send.length];
            for (final int count : COUNTS) {
                for (final Kind kind : Kind.values()) {
                    if (!kind.isNeighbourhood()) {
                        runOnce(rank, call(kind, rank.number() == 0, send, recv, count));
                    }
                }
                runTypes(rank, RANKS * count);
                most.accumulateAndGet(KeptMemory.lengthBytes(rank.world()), Math::max);
            }
            assertTrue(rank.counters().get(Counters.Value.HOST_STEPS) > 0, "no shared memory");
        });
        final int poolBytes = HostPool.capacity(0, RANKS);
        assertTrue(BoardLayout.of(RANKS, 0).lengthBytes() < poolBytes, "a board is all that is shared");
        assertTrue(most.get() > 0, "nothing has been counted");
        assertTrue(most.get() + poolBytes / RANKS < MEGABYTE,
            most + " bytes of heap of one rank and " + poolBytes + " of memory shared by all");
    }

    /** Each works in arrays of its own. */
    private static void runTypes(final EngineRank rank, final int count) {
        final Layout type = new Layout(BasicType.LONG, Long.BYTES, Long.BYTES, null);
        final long[] longs = new long[count];
        runOnce(rank, new Collective(Kind.SCAN, BufferBlocks.one(longs, 0, count, type),
            BufferBlocks.one(new long[count], 0, count, type), SUM, Collective.NO_ROOT, null));
        final int[] ints = new int[count];
        runOnce(rank, new Collective(Kind.SCAN, BufferBlocks.one(ints, 0, count, EngineRank.INT),
            BufferBlocks.one(new int[count], 0, count, EngineRank.INT), SUM, Collective.NO_ROOT, null));
    }

    private static void runOnce(final EngineRank rank, final Collective call) {
        final CommEngine world = rank.world();
        world.run(call);
        if (call.kind() != Kind.REDUCE_LOCAL) {
            EngineRank.await(world.start(call));
        }
    }

    private static Collective call(final Kind kind, final boolean isRoot, final double[] send, final double[] recv,
        final int count) {
        final BufferBlocks none = BufferBlocks.NONE;
        final BufferBlocks vector = BufferBlocks.one(send, 0, RANKS * count, DOUBLE);
        final BufferBlocks result = BufferBlocks.one(recv, 0, RANKS * count, DOUBLE);
        final BufferBlocks block = BufferBlocks.one(send, 0, count, DOUBLE);
        final BufferBlocks received = BufferBlocks.one(recv, 0, count, DOUBLE);
        final BufferBlocks blocks = BufferBlocks.equal(send, 0, RANKS, count, DOUBLE);
        final BufferBlocks all = BufferBlocks.equal(recv, 0, RANKS, count, DOUBLE);
        final int root = kind.isRooted() ? 0 : Collective.NO_ROOT;
        return switch (kind) {
            case BARRIER -> new Collective(kind, none, none, null, root, null);
            case BCAST -> new Collective(kind, isRoot ? vector : none, isRoot ? none : vector, null, root, null);
            case GATHER, GATHERV -> new Collective(kind, block, isRoot ? all : none, null, root, null);
            case SCATTER, SCATTERV -> new Collective(kind, isRoot ? blocks : none, received, null, root, null);
            case ALLGATHER, ALLGATHERV -> new Collective(kind, block, all, null, root, null);
            case ALLTOALL, ALLTOALLV, ALLTOALLW -> new Collective(kind, blocks, all, null, root, null);
            case REDUCE -> new Collective(kind, vector, isRoot ? result : none, SUM, root, null);
            case ALLREDUCE, SCAN, EXSCAN, REDUCE_LOCAL -> new Collective(kind, vector, result, SUM, root, null);
            case REDUCE_SCATTER, REDUCE_SCATTER_BLOCK -> new Collective(kind, blocks, received, SUM, root, null);
            default -> throw new IllegalArgumentException(kind.name());
        };
    }
}
