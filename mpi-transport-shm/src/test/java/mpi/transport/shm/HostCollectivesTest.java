package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.coll.CollectiveOracle;
import mpi.core.coll.CollectiveOracle.Prepared;
import mpi.core.coll.host.BoardLayout;
import mpi.core.diag.Counters;
import mpi.core.op.Operations;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collectives through shared memory against what they must give, and when they are messages instead. */
class HostCollectivesTest {
    private static final long SEED = Long.getLong("mpj.test.seed", System.nanoTime());
    private static final Kind[] KINDS = {Kind.BARRIER, Kind.BCAST, Kind.GATHER, Kind.SCATTER, Kind.ALLGATHER,
        Kind.ALLTOALL, Kind.REDUCE, Kind.ALLREDUCE, Kind.REDUCE_SCATTER_BLOCK, Kind.GATHERV, Kind.ALLTOALLV,
        Kind.REDUCE_SCATTER, Kind.SCAN};
    /** Of items of up to 16 bytes: inside a line, about a line, in a cell, several cells. */
    private static final int[] COUNTS = {0, 1, 2, 3, 6, 7, 17, 300, 3_000, 9_000};
    /** More ranks of one JVM have no room for exchanges of long blocks. */
    private static final int MANY_RANKS = 33;
    private static final int MOST_EXACT_RANKS = 33;
    private static final int SHORT_COUNTS = 8;
    private static final Layout DOUBLE = new Layout(BasicType.DOUBLE, Double.BYTES, Double.BYTES, null);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    private static final int SMALL_CELL_BYTES = 1024;
    /** With no more a cell has long pieces for all. */
    private static final int FEW_RANKS = 4;
    private static final int ROOM_FOR_ALL_BYTES = 8 * 1024 * 1024;

    /** A communicator and the world ranks of its members. */
    private record Group(CommEngine comm, int[] ranks) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void shouldGiveTheRightResultsOnOverlappingCommunicators(final int size) throws InterruptedException {
        mixed(new EngineJob(size, "shm"), size, 400, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void shouldGiveTheRightResultsInManySmallCells(final int size) throws InterruptedException {
        mixed(new EngineJob(size, "shm").set(Setting.COLL_HOST_CELL, 256), size, 200, true);
    }

    /** Of 9 ranks a cell has 64 bytes for each other; exchanges of blocks of any length go through them even so. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 9})
    void shouldGiveTheRightResultsInShortPiecesOfLongBlocks(final int size) throws InterruptedException {
        mixed(new EngineJob(size, "shm").set(Setting.COLL_HOST_CELL, 640).set(Setting.COLL_HOST_PIECES_THRESHOLD, 1),
            size, 200, rank -> {
                assertEquals(0, rank.counters().sentMessages(Counters.Purpose.ALLTOALL));
                assertEquals(0, rank.counters().sentMessages(Counters.Purpose.ALLTOALLV));
            });
    }

    /** As many as one host may have. */
    @Test
    void shouldGiveTheRightResultsOf64Ranks() throws InterruptedException {
        mixed(new EngineJob(64, "shm"), 64, 25, false);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 9, 16, 33, 64})
    void shouldGiveTheRightResultsForLong(final int size) throws InterruptedException {
        mixed(new EngineJob(size, "shm").limit(Duration.ofMinutes(10)), size, 30_000 / size, false);
    }

    private static void mixed(final EngineJob job, final int size, final int operations, final boolean isOfSmallCells)
        throws InterruptedException {
        mixed(job, size, operations, rank -> {
            assertTrue(size == 1 || rank.counters().get(Counters.Value.HOST_STEPS) > 0, "no shared memory");
            if (size <= FEW_RANKS && !isOfSmallCells) {
                assertEquals(0, rank.counters().sentMessages(Counters.Purpose.ALLTOALL));
                assertEquals(0, rank.counters().sentMessages(Counters.Purpose.ALLTOALLV));
            }
        });
    }

    /** Random operations on overlapping communicators, alike at all ranks. */
    static void mixed(final EngineJob job, final int size, final int operations, final Consumer<EngineRank> end)
        throws InterruptedException {
        System.out.println("seed " + SEED);
        job.set(Setting.COLL_HOST_POOL, ROOM_FOR_ALL_BYTES).run(rank -> {
            final Random shared = new Random(SEED + size);
            final List<Group> groups = groups(rank);
            for (int i = 0; i < operations; i++) {
                final Group group = groups.get(shared.nextInt(groups.size()));
                final Case next = Case.of(group.ranks().length, shared);
                if (group.comm() != null) {
                    run(group, rank.number(), next);
                }
            }
            end.accept(rank);
            groups.stream()
                .map(Group::comm)
                .filter(comm -> comm != null && comm != rank.world())
                .forEach(CommEngine::free);
        });
    }

    private static List<Group> groups(final EngineRank rank) {
        final int size = rank.world().size();
        final int[] all = IntStream.range(0, size).toArray();
        final int[] backwards = IntStream.range(0, size).map(i -> size - 1 - i).toArray();
        final int[] half = IntStream.range(0, size).filter(i -> i % 2 == rank.number() % 2).toArray();
        final List<Group> groups = new ArrayList<>(List.of(new Group(rank.world(), all),
            new Group(rank.world().dup(), all), new Group(rank.world().create(backwards), backwards)));
        final CommEngine halves = rank.world().split(rank.number() % 2, 0);
        // Both halves draw alike: only where they are of one size.
        if (size % 2 == 0) {
            groups.add(new Group(halves, half));
        } else {
            halves.free();
        }
        final int[] upper = IntStream.range(size / 3, size).toArray();
        groups.add(new Group(rank.world().create(upper), upper));
        // The first operation of all agrees on the board: by a barrier, so that no messages are counted below.
        for (final Group group : groups) {
            if (group.comm() != null) {
                group.comm().barrier();
            }
        }
        return groups;
    }

    /** The choices of one operation, the same at all ranks. */
    private record Case(Kind kind, Layout type, Reduction op, int count, int root, boolean inPlace, long seed) {
        static Case of(final int size, final Random shared) {
            final Kind kind = KINDS[shared.nextInt(KINDS.length)];
            Layout type;
            Reduction op;
            do {
                final BasicType basic = BasicType.values()[shared.nextInt(BasicType.values().length)];
                final boolean isMatrix = shared.nextInt(4) == 0;
                type = isMatrix ? CollectiveOracle.MATRIX
                    : new Layout(basic, basic.sizeBytes(), basic.sizeBytes(), null);
                final Reduction.Kind[] kinds = Reduction.Kind.values();
                op = isMatrix ? CollectiveOracle.MATRICES
                    : new Reduction(kinds[shared.nextInt(kinds.length - 1)], true, null);
            } while (type.isObject() || type.basic() == BasicType.PACKED || !Operations.isDefined(op, type)
                || size > MOST_EXACT_RANKS && isRounded(op, type.basic()));
            return new Case(kind, type, isReduction(kind) ? op : null,
                COUNTS[shared.nextInt(size > MANY_RANKS ? SHORT_COUNTS : COUNTS.length)],
                kind.isRooted() ? shared.nextInt(size) : -1, shared.nextInt(3) == 0, shared.nextInt(1_000_000));
        }

        /** Of many numbers a product has more digits than they: it depends on the order of the operands. */
        private static boolean isRounded(final Reduction op, final BasicType basic) {
            return op.kind() == Reduction.Kind.PROD && switch (basic) {
                case FLOAT, DOUBLE, FLOAT_COMPLEX, DOUBLE_COMPLEX -> true;
                default -> false;
            };
        }

        private static boolean isReduction(final Kind kind) {
            return kind.name().contains("REDUCE") || kind == Kind.SCAN;
        }
    }

    private static void run(final Group group, final int me, final Case c) {
        final CollectiveOracle oracle =
            new CollectiveOracle(me, group.ranks(), group.ranks(), false, new Random(SEED ^ me + c.seed()));
        final Prepared prepared =
            oracle.prepare(c.kind(), c.type(), c.op(), c.count(), c.root(), c.inPlace(), c.seed());
        call(group.comm(), prepared.call(), c);
        prepared.check().run();
    }

    /** As the API calls the engine: most operations by methods of their own. */
    private static void call(final CommEngine comm, final Collective call, final Case c) {
        final Side send = new Side(call.send());
        final Side recv = new Side(call.recv());
        final Layout type = c.type();
        switch (call.kind()) {
            case BARRIER -> comm.barrier();
            case BCAST -> {
                final Side side = comm.rank() == call.root() ? send : recv;
                comm.bcast(side.buffer, side.offset, c.count(), type, call.root());
            }
            case GATHER -> comm.gather(send.buffer, send.offset, c.count(), type, recv.buffer, recv.offset, c.count(),
                type, call.root());
            case SCATTER -> comm.scatter(send.buffer, send.offset, c.count(), type, recv.buffer, recv.offset,
                c.count(), type, call.root());
            case ALLGATHER -> comm.allgather(send.buffer, send.offset, c.count(), type, recv.buffer, recv.offset,
                c.count(), type);
            case ALLTOALL -> comm.alltoall(send.buffer, send.offset, c.count(), type, recv.buffer, recv.offset,
                c.count(), type);
            case REDUCE -> comm.reduce(send.buffer, send.offset, recv.buffer, recv.offset, c.count(), type, call.op(),
                call.root());
            case ALLREDUCE -> comm.allreduce(send.buffer, send.offset, recv.buffer, recv.offset, c.count(), type,
                call.op());
            default -> comm.run(call);
        }
    }

    private static final class Side {
        private final Object buffer;
        private final long offset;

        Side(final BufferBlocks blocks) {
            buffer = blocks.buffer();
            offset = blocks.offset();
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldUseMessagesWhereThereIsNoMemory() {
        return Map.of(Setting.COLL_HOST, "false", Setting.COLL_HOST_POOL, "1", Setting.COLL_HOST_CELL, "1048576")
            .entrySet()
            .stream()
            .map(setting -> DynamicTest.dynamicTest(setting.toString(),
                () -> new EngineJob(3, "shm").set(setting.getKey(), setting.getValue()).run(rank -> {
                    final Random shared = new Random(SEED);
                    final Group world = new Group(rank.world(), new int[] {0, 1, 2});
                    for (int i = 0; i < 100; i++) {
                        run(world, rank.number(), Case.of(3, shared));
                    }
                    assertEquals(0, rank.counters().get(Counters.Value.HOST_STEPS));
                })));
    }

    /** Who asks what the program has sent need not know how memory is found for its first collective. */
    @Test
    void shouldNotCountTheWayToTheMemoryAsTheOperation() throws InterruptedException {
        new EngineJob(3, "shm").run(rank -> {
            rank.world().barrier();
            assertEquals(0, rank.counters().sentMessages(Counters.Purpose.BARRIER));
            assertTrue(rank.counters().sentMessages(Counters.Purpose.COMMUNICATOR) > 0);
        });
    }

    /** What is forced is what runs; other operations go on through shared memory. */
    @ParameterizedTest
    @CsvSource({"COLL_ALLREDUCE, ring, ALLREDUCE, 6", "COLL_ALLREDUCE, recursive_doubling, ALLREDUCE, 2",
        "COLL_BARRIER, dissemination, BARRIER, 2", "COLL_ALLGATHER, bruck, ALLGATHER, 2",
        "COLL_ALLTOALL, pairwise, ALLTOALL, 3", "COLL_ALLTOALL, scattered, ALLTOALLV, 3",
        "COLL_REDUCE_SCATTER, pairwise, REDUCE_SCATTER_BLOCK, 3"})
    void shouldRunWhatIsForced(final Setting setting, final String algorithm, final Kind kind, final int messages)
        throws InterruptedException {
        new EngineJob(4, "shm").set(setting, algorithm).run(rank -> {
            final Case c = new Case(kind, DOUBLE, Case.isReduction(kind) ? SUM : null, 17, -1, false, SEED);
            run(new Group(rank.world(), new int[] {0, 1, 2, 3}), rank.number(), c);
            assertEquals(0, rank.counters().get(Counters.Value.HOST_STEPS));
            assertEquals(messages, rank.counters().sentMessages(Counters.Purpose.valueOf(kind.name())));
            rank.world().bcast(new double[1], 0, 1, DOUBLE, 0);
            assertTrue(rank.number() > 0 || rank.counters().get(Counters.Value.HOST_STEPS) > 0);
        });
    }

    /** The pool holds one board of two. */
    @Test
    void shouldGiveMemoryBackWhenACommunicatorIsFreed() throws InterruptedException {
        final int boardBytes = (int) BoardLayout.of(2, SMALL_CELL_BYTES).lengthBytes();
        new EngineJob(2, "shm").set(Setting.COLL_HOST_CELL, SMALL_CELL_BYTES)
            .set(Setting.COLL_HOST_POOL, boardBytes + boardBytes / 2)
            .run(rank -> {
                final CommEngine first = rank.world().dup();
                final CommEngine second = rank.world().dup();
                assertTrue(isShared(first, rank));
                assertEquals(false, isShared(second, rank));
                first.free();
                assertEquals(false, isShared(second, rank), "decided once");
                final CommEngine third = rank.world().dup();
                assertTrue(isShared(third, rank));
                second.free();
                third.free();
                assertEquals(false, isShared(rank.world(), rank) && isShared(rank.world().dup(), rank));
            });
    }

    /**
     * Rank 0, in whose memory the board is, or rank 1, without which it may be given back: communicators of those that
     * are left have memory for as many boards as ever.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldGiveMemoryBackThoughAMemberIsDead(final int dead) throws InterruptedException {
        final int[] left = IntStream.range(0, 3).filter(i -> i != dead).toArray();
        final int boardBytes = (int) BoardLayout.of(3, SMALL_CELL_BYTES).lengthBytes();
        final CyclicBarrier members = new CyclicBarrier(3);
        final CyclicBarrier survivors = new CyclicBarrier(2);
        new EngineJob(3, "shm").set(Setting.COLL_HOST_CELL, SMALL_CELL_BYTES)
            .set(Setting.COLL_HOST_POOL, boardBytes + boardBytes / 4)
            .limit(Duration.ofSeconds(20))
            .disorderly()
            .run(rank -> {
                final CommEngine all = rank.world().dup();
                assertTrue(isShared(all, rank));
                members.await(10, TimeUnit.SECONDS); // nobody is in the barrier any more
                if (rank.number() == dead) {
                    rank.die("killed by signal 9");
                    return;
                }
                assertEquals(MPI.ERR_PROC_FAILED, assertThrows(MPIException.class, all::barrier).getErrorClass());
                for (int i = 0; i < 3; i++) {
                    final CommEngine both = rank.world().create(left);
                    assertEquals(dead == 0 || i > 0, isShared(both, rank), "communicator " + i);
                    both.free();
                    if (i == 0) {
                        all.free();
                    }
                }
                survivors.await(10, TimeUnit.SECONDS); // who leaves first counts as dead for the other
            });
    }

    @Test
    void shouldHaveRoomForABoardInLessThanAMegabyteARank() {
        for (int ranks = 2; ranks <= 64; ranks++) {
            final int poolBytes = HostPool.capacity(0, ranks);
            assertTrue(BoardLayout.of(ranks, 0).lengthBytes() <= poolBytes, "no room for one of " + ranks + " ranks");
            assertTrue(ranks <= 4 || poolBytes < 1_000_000, poolBytes + " bytes");
        }
    }

    private static boolean isShared(final CommEngine comm, final EngineRank rank) {
        final long before = rank.counters().get(Counters.Value.HOST_STEPS);
        comm.barrier();
        return rank.counters().get(Counters.Value.HOST_STEPS) > before;
    }

    @Test
    void shouldTellOfAMessageThatIsTooLongAndGoOn() throws InterruptedException {
        new EngineJob(3, "shm").run(rank -> {
            final byte[] room = new byte[100_000];
            for (final int count : new int[] {8, 1_000, 50_000}) {
                Arrays.fill(room, (byte) rank.number());
                final int mine = rank.number() == 2 ? count / 2 : count;
                if (rank.number() == 2) {
                    final MPIException error = assertThrows(MPIException.class,
                        () -> rank.world().bcast(room, 0, mine, EngineRank.BYTE, 1));
                    assertEquals(MPI.ERR_TRUNCATE, error.getErrorClass());
                } else {
                    rank.world().bcast(room, 0, mine, EngineRank.BYTE, 1);
                }
                assertEquals(1, room[mine - 1]);
                assertEquals(rank.number(), room[mine], "behind the buffer");
                final double[] sum = {rank.number()};
                rank.world().allreduce(CommEngine.IN_PLACE, 0, sum, 0, 1, DOUBLE, SUM);
                assertEquals(3, sum[0]);
                assertThrows(MPIException.class, () -> rank.world()
                    .allreduce(new double[100], 0, new double[100], 0, rank.number() + 1, DOUBLE, SUM));
                rank.world().barrier();
            }
        });
    }

    /** Of each rank's items some are too few or too many: whatever way each takes by its own length, all learn it. */
    @ParameterizedTest
    @ValueSource(strings = {"2000 2000 1000", "2000 1000 2000", "1000 2000 2000", "300 300 2000", "2000 300 300",
        "2000 2000 300", "300 2000 2000", "0 2000 2000", "2000 0 2000", "0 300 0", "300 300 0", "0 0 1"})
    void shouldTellAllThatLengthsDiffer(final String counts) throws InterruptedException {
        final int[] count = Arrays.stream(counts.split(" ")).mapToInt(Integer::parseInt).toArray();
        new EngineJob(3, "shm").limit(Duration.ofSeconds(20)).run(rank -> {
            final double[] values = new double[count[rank.number()]];
            for (int i = 0; i < 3; i++) {
                final MPIException error = assertThrows(MPIException.class, () -> rank.world()
                    .allreduce(CommEngine.IN_PLACE, 0, values, 0, values.length, DOUBLE, SUM));
                assertEquals(MPI.ERR_TRUNCATE, error.getErrorClass(), error.getMessage());
                final double[] sums = new double[1_000];
                Arrays.fill(sums, rank.number());
                rank.world().allreduce(CommEngine.IN_PLACE, 0, sums, 0, sums.length, DOUBLE, SUM);
                assertEquals(3, sums[999]);
            }
        });
    }

    /** Who has nothing to combine need not learn that the others have; these do, and nobody waits for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"0 20 20", "20 0 20", "20 20 0", "0 9000 0", "0 0 9000"})
    void shouldEndReductionsToWhichSomeGiveNothing(final String counts) throws InterruptedException {
        final int[] count = Arrays.stream(counts.split(" ")).mapToInt(Integer::parseInt).toArray();
        new EngineJob(3, "shm").limit(Duration.ofSeconds(20)).run(rank -> {
            final CommEngine world = rank.world();
            final int mine = count[rank.number()];
            final double[] values = new double[3 * mine];
            for (int root = 0; root < 3; root++) {
                final int to = root;
                final boolean isTold = rank.number() == root;
                assertTruncatedIf(isTold, () -> world.reduce(values, 0, new double[mine], 0, mine, DOUBLE, SUM, to));
                assertTruncatedIf(true, () -> world.run(new Collective(Kind.REDUCE_SCATTER_BLOCK,
                    BufferBlocks.equal(values, 0, 3, mine, DOUBLE),
                    BufferBlocks.one(new double[mine], 0, mine, DOUBLE), SUM, Collective.NO_ROOT, null)));
                world.barrier();
            }
        });
    }

    private static void assertTruncatedIf(final boolean isTold, final Runnable call) {
        if (isTold) {
            assertEquals(MPI.ERR_TRUNCATE, assertThrows(MPIException.class, call::run).getErrorClass());
        } else {
            call.run();
        }
    }

    /** Cells have room for 64 bytes for each other rank. */
    @Test
    void shouldSendLongBlocksByMessagesWherePiecesAreShort() throws InterruptedException {
        new EngineJob(3, "shm").set(Setting.COLL_HOST_CELL, 128).run(rank -> {
            final int me = rank.number();
            rank.world().barrier();
            for (final int count : new int[] {256, 257}) {
                final double[] mine = new double[3 * count];
                final double[] theirs = new double[3 * count];
                Arrays.fill(mine, me);
                rank.world().alltoall(mine, 0, count, DOUBLE, theirs, 0, count, DOUBLE);
                assertEquals(2, theirs[3 * count - 1]);
                assertEquals(1, theirs[count]);
                rank.world().scatter(mine, 0, count, DOUBLE, theirs, 0, count, DOUBLE, 1);
                assertEquals(1, theirs[count - 1]);
                assertEquals(count > 256, rank.counters().sentMessages(Counters.Purpose.ALLTOALL) > 0);
                assertEquals(count > 256 && me == 1, rank.counters().sentMessages(Counters.Purpose.SCATTER) > 0);
            }
            // Lengths are compared even so.
            final double[] room = new double[3_000];
            assertThrows(MPIException.class, () -> rank.world()
                .alltoall(room, 0, 500 + me, DOUBLE, new double[3_000], 0, 500 + me, DOUBLE));
            rank.world().barrier();
        });
    }

    /** Rank 1 dies when it sees rank 0 blocked; rank 2 waits as well. */
    @ParameterizedTest
    @ValueSource(strings = {"BARRIER", "ALLREDUCE", "ALLTOALL", "ALLTOALLV", "REDUCE", "SCATTER"})
    void shouldEndWhatIsBlockedForTheDead(final String kind) throws InterruptedException {
        final CompletableFuture<EngineRank> survivor = new CompletableFuture<>();
        final CyclicBarrier survivors = new CyclicBarrier(2);
        new EngineJob(3, "shm").limit(Duration.ofSeconds(20)).disorderly().run(rank -> {
            rank.world().barrier();
            if (rank.number() == 1) {
                survivor.get().awaitBlocked();
                rank.die("killed by signal 9");
                return;
            }
            if (rank.number() == 0) {
                survivor.complete(rank);
            }
            final double[] mine = new double[9_000];
            final double[] theirs = new double[9_000];
            final MPIException error = assertThrows(MPIException.class, () -> {
                switch (Kind.valueOf(kind)) {
                    case BARRIER -> rank.world().barrier();
                    case ALLREDUCE -> rank.world().allreduce(mine, 0, theirs, 0, 9_000, DOUBLE, SUM);
                    case ALLTOALL -> rank.world().alltoall(mine, 0, 3_000, DOUBLE, theirs, 0, 3_000, DOUBLE);
                    case ALLTOALLV -> {
                        final int[] counts = {3_000, 3_000, 3_000};
                        final int[] displs = {0, 3_000, 6_000};
                        rank.world().alltoallv(mine, 0, counts, displs, DOUBLE, theirs, 0, counts, displs, DOUBLE);
                    }
                    case REDUCE -> {
                        rank.world().reduce(mine, 0, theirs, 0, 9_000, DOUBLE, SUM, 0);
                        rank.world().barrier();
                    }
                    default -> rank.world().scatter(mine, 0, 3_000, DOUBLE, theirs, 0, 3_000, DOUBLE, 1);
                }
            });
            assertEquals(MPI.ERR_PROC_FAILED, error.getErrorClass(), error.getMessage());
            assertTrue(error.getMessage().contains("rank 1 of the world has failed"), error.getMessage());
            survivors.await(10, TimeUnit.SECONDS); // who leaves first counts as dead for the other
        });
    }
}
