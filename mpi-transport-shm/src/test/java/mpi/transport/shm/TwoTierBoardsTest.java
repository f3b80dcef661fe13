package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.coll.Placement;
import mpi.core.diag.Counters;
import mpi.core.diag.Counters.Purpose;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.CommEngine;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collectives across hosts whose ranks share memory with those of their host. */
class TwoTierBoardsTest {
    private static final Layout DOUBLE = new Layout(BasicType.DOUBLE, Double.BYTES, Double.BYTES, null);
    private static final int SHORT_SLEEP_NANOS = 100_000;
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);

    /** Memory where ranks count as on one host, other messages elsewhere; who waits for these hears no bell of that. */
    private static EngineJob job(final int size, final Placement placement) {
        return new EngineJob(size, "loopback").first(new ShmTransportProvider())
            .hosts(placement.hostIds(size))
            .set(Setting.IDLE_SLEEP, SHORT_SLEEP_NANOS);
    }

    @ParameterizedTest
    @CsvSource({"4, 2, CYCLIC", "5, 2, BLOCK", "7, 3, CYCLIC", "8, 4, CYCLIC", "8, 3, BLOCK", "9, 3, UNEVEN"})
    void shouldGiveTheRightResultsOnOverlappingCommunicators(final int size, final int hosts, final Placement.Way way)
        throws InterruptedException {
        HostCollectivesTest.mixed(job(size, new Placement(hosts, way)).set(Setting.COLL_TIERS_SEGMENT, 20_000), size,
            150, TwoTierBoardsTest::assertSharesMemory);
    }

    @ParameterizedTest
    @CsvSource({"5, 2, CYCLIC", "8, 3, UNEVEN"})
    void shouldGiveTheRightResultsInManySmallCells(final int size, final int hosts, final Placement.Way way)
        throws InterruptedException {
        HostCollectivesTest.mixed(job(size, new Placement(hosts, way)).set(Setting.COLL_HOST_CELL, 256)
            .set(Setting.COLL_TIERS_SEGMENT, 3_000), size, 60, TwoTierBoardsTest::assertSharesMemory);
    }

    @Tag("soak")
    @ParameterizedTest
    @CsvSource({"3, 2, CYCLIC", "4, 2, CYCLIC", "5, 2, BLOCK", "7, 3, CYCLIC", "8, 4, CYCLIC", "9, 3, UNEVEN",
        "16, 4, CYCLIC", "33, 4, UNEVEN"})
    void shouldGiveTheRightResultsForLong(final int size, final int hosts, final Placement.Way way)
        throws InterruptedException {
        HostCollectivesTest.mixed(job(size, new Placement(hosts, way)).set(Setting.COLL_TIERS_SEGMENT, 20_000)
            .limit(Duration.ofMinutes(10)), size, 20_000 / size, TwoTierBoardsTest::assertSharesMemory);
    }

    /** Rank 0 is nowhere alone on its host. */
    private static void assertSharesMemory(final EngineRank rank) {
        assertTrue(rank.number() > 0 || rank.counters().get(Counters.Value.HOST_STEPS) > 0, "no shared memory");
    }

    /** Once a host has agreed on its memory, messages are those between leaders alone. */
    @Test
    void shouldSendNoMessagesButBetweenLeaders() throws InterruptedException {
        job(8, new Placement(4, Placement.Way.CYCLIC)).run(rank -> {
            final CommEngine world = rank.world();
            world.barrier();
            final double[] values = {rank.number()};
            world.bcast(values, 0, 1, DOUBLE, 6);
            assertEquals(6, values[0]);
            // Leaders are 0, 1, 6 and 3: from 6, number 2 of them, down a tree to 3 and 0, and from 0 to 1.
            final int sends = rank.number() == 6 ? 2 : rank.number() == 0 ? 1 : 0;
            assertEquals(sends, rank.counters().sentMessages(Purpose.BCAST));
            world.allreduce(CommEngine.IN_PLACE, 0, values, 0, 1, DOUBLE, SUM);
            assertEquals(48, values[0]);
            assertTrue(rank.number() < 4 || rank.counters().sentMessages(Purpose.ALLREDUCE) == 0, "not a leader");
            world.barrier();
        });
    }

    /** The memory of a host is that of its ranks alone, and they give it back. */
    @Test
    void shouldShareMemoryOnEachHost() throws InterruptedException {
        job(4, new Placement(2, Placement.Way.CYCLIC)).run(rank -> {
            final CommEngine copy = rank.world().dup();
            final CommEngine host = rank.world().splitShared(0);
            for (final CommEngine comm : new CommEngine[] {rank.world(), copy, host}) {
                final long before = rank.counters().get(Counters.Value.HOST_STEPS);
                comm.barrier();
                assertTrue(rank.counters().get(Counters.Value.HOST_STEPS) > before);
            }
            copy.free();
            host.free();
        });
    }

    @Test
    void shouldTellOfAMessageThatIsTooLongAndGoOn() throws InterruptedException {
        job(5, new Placement(2, Placement.Way.CYCLIC)).run(rank -> {
            final byte[] room = new byte[1_000];
            for (final int count : new int[] {8, 900}) {
                final int mine = rank.number() == 3 ? count / 2 : count;
                if (rank.number() == 3) {
                    final MPIException error = assertThrows(MPIException.class,
                        () -> rank.world().bcast(room, 0, mine, EngineRank.BYTE, 0));
                    assertEquals(MPI.ERR_TRUNCATE, error.getErrorClass());
                } else {
                    rank.world().bcast(room, 0, mine, EngineRank.BYTE, 0);
                }
                final double[] sum = {rank.number()};
                rank.world().allreduce(CommEngine.IN_PLACE, 0, sum, 0, 1, DOUBLE, SUM);
                assertEquals(10, sum[0]);
            }
        });
    }

    /** Rank 2 gives its leader too little or too much; the other host does not wait for it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 3_000})
    void shouldGoOnWhereContributionsOfOneHostDiffer(final int count) throws InterruptedException {
        job(5, new Placement(2, Placement.Way.CYCLIC)).limit(Duration.ofSeconds(20)).run(rank -> {
            for (int i = 0; i < 3; i++) {
                final double[] values = new double[rank.number() == 2 ? count : 5];
                if (rank.number() % 2 == 0) {
                    final MPIException error = assertThrows(MPIException.class, () -> rank.world()
                        .allreduce(CommEngine.IN_PLACE, 0, values, 0, values.length, DOUBLE, SUM));
                    assertEquals(MPI.ERR_TRUNCATE, error.getErrorClass(), error.getMessage());
                } else {
                    rank.world().allreduce(CommEngine.IN_PLACE, 0, values, 0, values.length, DOUBLE, SUM);
                }
                final double[] sum = {rank.number()};
                rank.world().allreduce(CommEngine.IN_PLACE, 0, sum, 0, 1, DOUBLE, SUM);
                assertEquals(10, sum[0]);
            }
        });
    }

    /** Blocks of a host have more than a leader has room for; those of rank 1 have more alone. */
    @Test
    void shouldPassOnLongBlocksOneByOne() throws InterruptedException {
        final int[] counts = {10, 700_000, 3, 200_000, 400_000};
        final int[] displs = {0, 10, 700_010, 700_013, 900_013};
        final int each = 300_000;
        job(5, new Placement(2, Placement.Way.CYCLIC)).run(rank -> {
            final double[] mine = new double[700_000];
            final double[] all = new double[1_500_000];
            for (final int root : new int[] {0, 4}) {
                Arrays.fill(mine, rank.number() + 1);
                Arrays.fill(all, 0);
                gatherAndScatter(rank, mine, all, counts, displs, root);
                Arrays.fill(mine, rank.number() + 1);
                Arrays.fill(all, 0);
                rank.world().gather(mine, 0, each, DOUBLE, all, 0, each, DOUBLE, root);
                Arrays.fill(mine, 0);
                rank.world().scatter(all, 0, each, DOUBLE, mine, 0, each, DOUBLE, root);
                assertEquals(rank.number() + 1, mine[0]);
                assertEquals(rank.number() + 1, mine[each - 1]);
                assertEquals(0, mine[each]);
            }
        });
    }

    private static void gatherAndScatter(final EngineRank rank, final double[] mine, final double[] all,
        final int[] counts, final int[] displs, final int root) {
        final int count = counts[rank.number()];
        final BufferBlocks own = BufferBlocks.one(mine, 0, count, DOUBLE);
        final BufferBlocks blocks =
            rank.number() == root ? BufferBlocks.varying(all, 0, 5, counts, displs, DOUBLE) : BufferBlocks.NONE;
        rank.world().run(new Collective(Kind.GATHERV, own, blocks, null, root, null));
        Arrays.fill(mine, 0);
        rank.world().run(new Collective(Kind.SCATTERV, blocks, own, null, root, null));
        assertEquals(rank.number() + 1, mine[0]);
        assertEquals(rank.number() + 1, mine[count - 1]);
        assertTrue(count == mine.length || mine[count] == 0, "behind the block");
    }

    /** Around a ring, each pack being unpacked while the next comes. */
    @Test
    void shouldGatherLongBlocksOfHostsThatAreNotConsecutive() throws InterruptedException {
        final int each = 20_000;
        job(7, new Placement(3, Placement.Way.CYCLIC)).run(rank -> {
            final double[] all = new double[7 * each];
            Arrays.fill(all, rank.number() * each, (rank.number() + 1) * each, rank.number() + 1);
            rank.world().allgather(CommEngine.IN_PLACE, 0, each, DOUBLE, all, 0, each, DOUBLE);
            for (int i = 0; i < all.length; i++) {
                assertEquals(i / each + 1, all[i]);
            }
        });
    }

    /** Rank 1, a leader, dies when it sees rank 0 blocked; who waits at the board of its host hears of it, too. */
    @Test
    void shouldEndWhatIsBlockedForTheDead() throws InterruptedException {
        final CompletableFuture<EngineRank> survivor = new CompletableFuture<>();
        final CyclicBarrier survivors = new CyclicBarrier(3);
        job(4, new Placement(2, Placement.Way.CYCLIC)).limit(Duration.ofSeconds(20)).disorderly().run(rank -> {
            rank.world().barrier();
            if (rank.number() == 1) {
                survivor.get().awaitBlocked();
                rank.die("killed by signal 9");
                return;
            }
            if (rank.number() == 0) {
                survivor.complete(rank);
            }
            final MPIException error = assertThrows(MPIException.class, () -> rank.world().barrier());
            assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
            survivors.await(10, TimeUnit.SECONDS); // who leaves first counts as dead for the others
        });
    }

    /**
     * Rank 2, no leader, is dead: its host finds out at the board, the other one, ranks 1 and 3, is told by its leader.
     */
    @ParameterizedTest
    @CsvSource({"BARRIER, 0", "ALLREDUCE, 1", "ALLREDUCE, 9000", "BCAST, 1", "BCAST, 9000", "ALLGATHER, 1",
        "ALLGATHER, 900", "ALLTOALL, 1", "REDUCE_SCATTER_BLOCK, 3"})
    void shouldTellBothHostsOfALoss(final Kind kind, final int count) throws InterruptedException {
        final CyclicBarrier all = new CyclicBarrier(4);
        final CyclicBarrier survivors = new CyclicBarrier(3);
        job(4, new Placement(2, Placement.Way.CYCLIC)).limit(Duration.ofSeconds(20)).disorderly().run(rank -> {
            rank.world().barrier();
            all.await(10, TimeUnit.SECONDS); // nobody is in it any more
            if (rank.number() == 2) {
                rank.die("killed by signal 9");
                return;
            }
            for (int i = 0; i < 2; i++) {
                final MPIException error =
                    assertThrows(MPIException.class, () -> rank.world().run(call(kind, count, 2)));
                assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
            }
            survivors.await(10, TimeUnit.SECONDS); // who leaves first counts as dead for the others
        });
    }

    private static Collective call(final Kind kind, final int count, final int root) {
        final BufferBlocks mine = BufferBlocks.one(new double[count], 0, count, DOUBLE);
        final BufferBlocks all = BufferBlocks.equal(new double[4 * count], 0, 4, count, DOUBLE);
        final BufferBlocks none = BufferBlocks.NONE;
        return switch (kind) {
            case BARRIER -> new Collective(kind, none, none, null, Collective.NO_ROOT, null);
            case BCAST -> new Collective(kind, none, mine, null, root, null);
            case ALLGATHER -> new Collective(kind, mine, all, null, Collective.NO_ROOT, null);
            case ALLTOALL -> new Collective(kind, all, BufferBlocks.equal(new double[4 * count], 0, 4, count, DOUBLE),
                null, Collective.NO_ROOT, null);
            case ALLREDUCE -> new Collective(kind, mine, BufferBlocks.one(new double[count], 0, count, DOUBLE), SUM,
                Collective.NO_ROOT, null);
            default -> new Collective(kind, all, mine, SUM, Collective.NO_ROOT, null);
        };
    }

    /**
     * The message of rank 0 goes in segments to rank 1, the leader of the other host, which has posted a receive for
     * the next one: rank 2 dies when rank 0 waits for it at the board, or rank 1 when rank 0 waits for it to receive.
     */
    @ParameterizedTest
    @CsvSource({"2, 3000", "1, 300000"})
    void shouldEndAPipelineInWhichARankDies(final int dead, final int segmentBytes) throws InterruptedException {
        final CompletableFuture<EngineRank> root = new CompletableFuture<>();
        final CyclicBarrier all = new CyclicBarrier(4);
        final CyclicBarrier survivors = new CyclicBarrier(3);
        final int count = 10 * segmentBytes / Double.BYTES;
        job(4, new Placement(2, Placement.Way.CYCLIC)).set(Setting.COLL_TIERS_SEGMENT, segmentBytes)
            .limit(Duration.ofSeconds(20))
            .disorderly()
            .run(rank -> {
                rank.world().barrier();
                all.await(10, TimeUnit.SECONDS); // nobody is in it any more
                if (rank.number() == dead) {
                    root.get().awaitBlocked();
                    rank.die("killed by signal 9");
                    return;
                }
                if (rank.number() == 0) {
                    root.complete(rank);
                }
                final double[] values = new double[count];
                Arrays.fill(values, rank.number() == 0 ? 5 : 0);
                MPIException error = null;
                try {
                    rank.world().bcast(values, 0, count, DOUBLE, 0);
                } catch (final MPIException e) {
                    error = e;
                }
                if (error != null) {
                    assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
                } else {
                    assertTrue(rank.number() > 0 && rank.number() != dead + 2, "it has needed the dead one");
                    assertEquals(5, Arrays.stream(values).min().orElseThrow());
                }
                assertEquals(MPI.ERR_PROC_FAILED,
                    assertThrows(MPIException.class, () -> rank.world().barrier()).getErrorClass());
                survivors.await(10, TimeUnit.SECONDS); // who leaves first counts as dead for the others
            });
    }
}
