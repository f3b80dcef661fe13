package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.coll.CollectiveOracle;
import mpi.core.coll.CollectiveOracle.Prepared;
import mpi.core.coll.CollectiveOracle.Refilled;
import mpi.core.comm.CollectiveStartTest.Choice;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.CommEngine;
import mpi.spi.PersistentEngine;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every collective operation, prepared once and started again and again with other contents. */
class PersistentCollectiveTest {
    private static final int STARTS = 3;

    /** An operation that is prepared, and what fills its buffers. */
    private record Repeated(Choice choice, Refilled buffers, PersistentEngine engine, Prepared[] latest) {
        static Repeated of(final Choice choice, final CollectiveOracle oracle, final CommEngine comm) {
            final Refilled buffers = oracle.new Refilled();
            final Prepared first = choice.prepare(buffers);
            return new Repeated(choice, buffers, comm.init(first.call()), new Prepared[] {first});
        }

        /** Fills the buffers anew, and only then starts. */
        RequestEngine start() {
            latest[0] = choice.prepare(buffers);
            return engine.start();
        }

        void check() {
            latest[0].check().run();
        }
    }

    private static void everyOperation(final int size, final int rounds, final Map<Setting, String> forced)
        throws InterruptedException {
        System.out.println("seed " + CollectiveStartTest.SEED);
        new EngineJob(size, "loopback").set(forced).run(rank -> {
            final Random shared = new Random(CollectiveStartTest.SEED + size);
            final CollectiveOracle oracle = CollectiveStartTest.oracle(rank);
            for (int round = 0; round < rounds; round++) {
                for (final Kind kind : CollectiveStartTest.kinds()) {
                    final Repeated repeated = Repeated.of(Choice.of(kind, size, shared), oracle, rank.world());
                    for (int start = 0; start < STARTS; start++) {
                        EngineRank.await(repeated.start());
                        repeated.check();
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void shouldRepeatEveryOperation(final int size) throws InterruptedException {
        everyOperation(size, 5, Map.of());
    }

    @ParameterizedTest
    @MethodSource("mpi.core.comm.CollectiveStartTest#algorithms")
    void shouldRepeatEveryAlgorithm(final int size, final Map<Setting, String> forced) throws InterruptedException {
        everyOperation(size, 1, forced);
    }

    /** Several are under way at once, started in an order of the rank's own, among messages and other operations. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void shouldKeepOperationsApart(final int size) throws InterruptedException {
        System.out.println("seed " + CollectiveStartTest.SEED);
        new EngineJob(size, "loopback").run(rank -> {
            final Random shared = new Random(CollectiveStartTest.SEED + size);
            final Random own = new Random(CollectiveStartTest.SEED * 31 + rank.number());
            final CollectiveOracle oracle = CollectiveStartTest.oracle(rank);
            final Kind[] kinds = CollectiveStartTest.kinds();
            final List<Repeated> prepared = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                prepared.add(Repeated.of(Choice.of(kinds[shared.nextInt(kinds.length)], size, shared), oracle,
                    rank.world()));
            }
            for (int round = 0; round < 6; round++) {
                final List<RequestEngine> requests = new ArrayList<>();
                final List<Runnable> checks = new ArrayList<>();
                final Prepared started =
                    Choice.of(kinds[shared.nextInt(kinds.length)], size, shared).prepare(oracle);
                requests.add(rank.world().start(started.call()));
                checks.add(started.check());
                final List<Repeated> order = new ArrayList<>(prepared);
                Collections.shuffle(order, own);
                for (final Repeated repeated : order) {
                    requests.add(repeated.start());
                    checks.add(repeated::check);
                }
                CollectiveStartTest.message(rank, round, requests, checks);
                rank.world().barrier();
                Collections.shuffle(requests, own);
                requests.forEach(EngineRank::await);
                checks.forEach(Runnable::run);
            }
        });
    }

    private static Collective sum(final double[] send, final double[] recv) {
        return new Collective(Kind.ALLREDUCE, BufferBlocks.one(send, 0, send.length, DOUBLE),
            BufferBlocks.one(recv, 0, recv.length, DOUBLE), SUM, Collective.NO_ROOT, null);
    }

    private static final mpi.spi.Layout DOUBLE = CollectiveStartTest.basic(BasicType.DOUBLE);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);

    /** Steps are written once: a start sends what a non-blocking operation sends, and allocates nothing. */
    @Test
    void shouldSendTheSameMessagesAtEachStart() throws InterruptedException {
        new EngineJob(4, "loopback").run(rank -> {
            final double[] send = new double[100];
            final double[] recv = new double[100];
            long before = CollectiveStartTest.sent(rank);
            EngineRank.await(rank.world().start(sum(send, recv)));
            final long once = CollectiveStartTest.sent(rank) - before;
            final PersistentEngine prepared = rank.world().init(sum(send, recv));
            before = CollectiveStartTest.sent(rank);
            for (int start = 1; start <= 5; start++) {
                EngineRank.await(prepared.start());
                assertEquals(before + start * once, CollectiveStartTest.sent(rank));
            }
        });
    }

    @Test
    void shouldRefuseAtInit() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final String where = " on COMM_WORLD, rank " + rank.number() + " of 2";
            final MPIException op = assertThrows(MPIException.class, () -> rank.world()
                .init(new Collective(Kind.ALLREDUCE, BufferBlocks.one(new double[1], 0, 1, DOUBLE),
                    BufferBlocks.one(new double[1], 0, 1, DOUBLE), new Reduction(Reduction.Kind.BAND, true, null),
                    Collective.NO_ROOT, null)));
            assertEquals("allreduce_init" + where + ": operation MPI.BAND is not defined for MPI.DOUBLE (MPI.ERR_OP)",
                op.getMessage());
            final MPIException room = assertThrows(MPIException.class, () -> rank.world()
                .init(new Collective(Kind.ALLGATHER, BufferBlocks.one(new double[2], 0, 2, DOUBLE),
                    BufferBlocks.equal(new double[2], 0, 2, 1, DOUBLE), null, Collective.NO_ROOT, null)));
            assertEquals(MPI.ERR_TRUNCATE, room.getErrorClass());
            // what is refused takes no place in the order
            final double[] result = new double[1];
            if (rank.number() == 0) {
                assertThrows(MPIException.class, () -> rank.world()
                    .init(new Collective(Kind.BCAST, BufferBlocks.NONE, BufferBlocks.NONE, null, 7, null)));
            }
            final PersistentEngine prepared = rank.world().init(sum(new double[] {1}, result));
            EngineRank.await(prepared.start());
            assertEquals(2, result[0]);
        });
    }

    @Test
    void shouldRefuseToStartWithMemoryThatIsGone() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final double[] recv = new double[1];
            final PersistentEngine prepared;
            try (Arena arena = Arena.ofShared()) {
                prepared = rank.world()
                    .init(new Collective(Kind.ALLREDUCE,
                        BufferBlocks.one(arena.allocate(8, 8), 0, 1, DOUBLE), BufferBlocks.one(recv, 0, 1, DOUBLE), SUM,
                        Collective.NO_ROOT, null));
                EngineRank.await(prepared.start());
            }
            final MPIException e = assertThrows(MPIException.class, prepared::start);
            assertEquals(MPI.ERR_BUFFER, e.getErrorClass());
            assertEquals("allreduce_init on COMM_WORLD, rank " + rank.number()
                + " of 2: the arena of the MemorySegment is closed (MPI.ERR_BUFFER)", e.getMessage());
        });
    }

    /** A start that fails does not spoil the next. */
    @Test
    void shouldStartAgainAfterAFailure() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final boolean[] fails = {true};
            final IllegalStateException thrown = new IllegalStateException("thrown by the user");
            final Reduction first = new Reduction(Reduction.Kind.USER, true, (_, _, inout, at, _, _) -> {
                if (fails[0]) {
                    throw thrown;
                }
                ((double[]) inout)[at] = 42;
            });
            final double[] result = new double[1];
            final PersistentEngine prepared = rank.world()
                .init(new Collective(Kind.ALLREDUCE,
                    BufferBlocks.one(new double[1], 0, 1, DOUBLE), BufferBlocks.one(result, 0, 1, DOUBLE), first,
                    Collective.NO_ROOT, null));
            final RequestEngine request = prepared.start();
            final MPIException e = assertThrows(MPIException.class, () -> EngineRank.await(request));
            assertSame(thrown, e.getCause());
            fails[0] = false;
            EngineRank.await(prepared.start());
            assertEquals(42, result[0]);
        });
    }

    /** Objects are serialised at the start, not before. */
    @Test
    void shouldSendTheObjectsOfTheMoment() throws InterruptedException {
        new EngineJob(3, "loopback").run(rank -> {
            final Object[] mine = new Object[1];
            final Object[] all = new Object[3];
            final PersistentEngine prepared = rank.world()
                .init(new Collective(Kind.ALLGATHER,
                    BufferBlocks.one(mine, 0, 1, CollectiveOracle.OBJECT),
                    BufferBlocks.equal(all, 0, 3, 1, CollectiveOracle.OBJECT), null, Collective.NO_ROOT, null));
            for (int start = 0; start < 3; start++) {
                mine[0] = "start " + start + " of " + rank.number();
                Arrays.fill(all, null);
                EngineRank.await(prepared.start());
                for (int from = 0; from < 3; from++) {
                    assertEquals("start " + start + " of " + from, all[from]);
                }
            }
        });
    }

    /** What cannot be serialised fails one start, at all ranks, and not the next. */
    @Test
    void shouldStartAgainOnceObjectsCanBeSerialised() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final Object[] mine = {"first of " + rank.number()};
            final Object[] all = new Object[2];
            final PersistentEngine prepared = rank.world()
                .init(new Collective(Kind.ALLGATHER,
                    BufferBlocks.one(mine, 0, 1, CollectiveOracle.OBJECT),
                    BufferBlocks.equal(all, 0, 2, 1, CollectiveOracle.OBJECT), null, Collective.NO_ROOT, null));
            EngineRank.await(prepared.start());
            assertEquals("first of 1", all[1]);
            if (rank.number() == 1) {
                mine[0] = new Object();
            }
            final RequestEngine failing = prepared.start();
            assertThrows(MPIException.class, () -> EngineRank.await(failing));
            mine[0] = "third of " + rank.number();
            EngineRank.await(prepared.start());
            assertEquals("third of 0", all[0]);
            assertEquals("third of 1", all[1]);
        });
    }
}
