package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mpi.core.coll.CollectiveOracle;
import mpi.core.coll.CollectiveOracle.Prepared;
import mpi.core.coll.CollectiveOracle.Refilled;
import mpi.core.coll.Placement;
import mpi.core.comm.CollectiveStartTest.Choice;
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
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Non-blocking operations that are called again with the same arguments, or on other buffers: the steps of the last
 * call serve them.
 */
class RepeatedCallTest {
    private static final int ROUNDS = 8;
    /** More than a communicator remembers. */
    private static final int OPERATIONS = 10;
    private static final Layout DOUBLE = CollectiveStartTest.basic(BasicType.DOUBLE);
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    private static final Reduction MAX = new Reduction(Reduction.Kind.MAX, true, null);

    /** An operation of which the buffers are filled anew before each call. */
    private record Operation(Choice choice, Refilled buffers) {
        Prepared prepare() {
            return choice.prepare(buffers);
        }
    }

    /** Any of them are under way at once, started by all ranks in one order and awaited in each rank's own. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8})
    void shouldGiveTheResultsOfEachCall(final int size) throws InterruptedException {
        System.out.println("seed " + CollectiveStartTest.SEED);
        new EngineJob(size, "loopback").run(rank -> {
            final Random shared = new Random(CollectiveStartTest.SEED + size);
            final Random own = new Random(CollectiveStartTest.SEED * 31 + rank.number());
            final CollectiveOracle oracle = CollectiveStartTest.oracle(rank);
            for (final Kind kind : CollectiveStartTest.kinds()) {
                final List<Operation> operations = new ArrayList<>();
                for (int i = 0; i < OPERATIONS; i++) {
                    operations.add(new Operation(Choice.of(kind, size, shared), oracle.new Refilled()));
                }
                for (int round = 0; round < ROUNDS; round++) {
                    Collections.shuffle(operations, shared);
                    final List<RequestEngine> requests = new ArrayList<>();
                    final List<Runnable> checks = new ArrayList<>();
                    for (final Operation operation : operations.subList(0, 1 + shared.nextInt(OPERATIONS))) {
                        final Prepared prepared = operation.prepare();
                        requests.add(rank.world().start(prepared.call()));
                        checks.add(prepared.check());
                    }
                    Collections.shuffle(requests, own);
                    requests.forEach(EngineRank::await);
                    checks.forEach(Runnable::run);
                }
            }
        });
    }

    /** Each call has buffers of its own, of any kind; what is in place in one call may not be in the next. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8})
    void shouldServeOtherBuffers(final int size) throws InterruptedException {
        onOtherBuffers(new EngineJob(size, "loopback"), size);
    }

    @ParameterizedTest
    @CsvSource({"3, 2, CYCLIC", "8, 3, UNEVEN"})
    void shouldServeOtherBuffersAcrossHosts(final int size, final int hosts, final Placement.Way way)
        throws InterruptedException {
        onOtherBuffers(new EngineJob(size, "loopback").hosts(new Placement(hosts, way).hostIds(size))
            .set(Setting.COLL_TIERS_SEGMENT, 1_000), size);
    }

    @ParameterizedTest
    @MethodSource("mpi.core.comm.CollectiveStartTest#algorithms")
    void shouldServeOtherBuffersByEveryAlgorithm(final int size, final Map<Setting, String> forced)
        throws InterruptedException {
        onOtherBuffers(new EngineJob(size, "loopback").set(forced), size);
    }

    private static void onOtherBuffers(final EngineJob job, final int size) throws InterruptedException {
        System.out.println("seed " + CollectiveStartTest.SEED);
        job.run(rank -> {
            final Random shared = new Random(CollectiveStartTest.SEED + size);
            final Random own = new Random(CollectiveStartTest.SEED * 31 + rank.number());
            final CollectiveOracle oracle = CollectiveStartTest.oracle(rank);
            for (final Kind kind : CollectiveStartTest.kinds()) {
                final Choice choice = Choice.of(kind, size, shared);
                for (int round = 0; round < ROUNDS; round++) {
                    final List<RequestEngine> requests = new ArrayList<>();
                    final List<Runnable> checks = new ArrayList<>();
                    for (int i = shared.nextInt(OPERATIONS); i >= 0; i--) {
                        final Choice next = new Choice(kind, choice.type(), choice.op(), choice.count(), choice.root(),
                            shared.nextInt(3) == 0, choice.seed());
                        final Prepared prepared = next.prepare(oracle);
                        requests.add(rank.world().start(prepared.call()));
                        checks.add(prepared.check());
                    }
                    Collections.shuffle(requests, own);
                    requests.forEach(EngineRank::await);
                    checks.forEach(Runnable::run);
                }
            }
        });
    }

    private static Collective reduction(final Kind kind, final double[] send, final int count, final double[] recv,
        final Reduction op, final int root, final int rank) {
        final BufferBlocks received =
            root < 0 || rank == root ? BufferBlocks.one(recv, 0, count, DOUBLE) : BufferBlocks.NONE;
        return new Collective(kind, BufferBlocks.one(send, 0, count, DOUBLE), received, op, root, null);
    }

    private static double result(final CommEngine world, final Collective call, final double[] recv) {
        EngineRank.await(world.start(call));
        return recv[0];
    }

    /** Each call differs from the one before it in one argument. */
    @Test
    void shouldTellCallsApartByEveryArgument() throws InterruptedException {
        new EngineJob(3, "loopback").run(rank -> {
            final int number = rank.number();
            final CommEngine world = rank.world();
            final double[] send = {number + 1, 10};
            final double[] otherSend = {2 * number + 2, 10};
            final double[] recv = new double[2];
            final double[] otherRecv = new double[2];
            for (int i = 0; i < 3; i++) {
                assertEquals(6, result(world, reduction(Kind.ALLREDUCE, send, 1, recv, SUM, -1, number), recv));
                assertEquals(3, result(world, reduction(Kind.ALLREDUCE, send, 1, recv, MAX, -1, number), recv));
                recv[1] = -1;
                assertEquals(6, result(world, reduction(Kind.ALLREDUCE, send, 2, recv, SUM, -1, number), recv));
                assertEquals(30, recv[1]);
                assertEquals(12,
                    result(world, reduction(Kind.ALLREDUCE, otherSend, 1, recv, SUM, -1, number), recv));
                otherRecv[0] = 0;
                assertEquals(12,
                    result(world, reduction(Kind.ALLREDUCE, otherSend, 1, otherRecv, SUM, -1, number), otherRecv));
                for (int root = 0; root < 3; root++) {
                    recv[0] = 0;
                    final double sum =
                        result(world, reduction(Kind.REDUCE, send, 1, recv, SUM, root, number), recv);
                    assertEquals(root == number ? 6 : 0, sum);
                }
                assertEquals(number == 0 ? 1 : number == 1 ? 3 : 6,
                    result(world, reduction(Kind.SCAN, send, 1, recv, SUM, -1, number), recv));
            }
        });
    }

    /**
     * Vectors of several pipeline segments: what goes out may be what comes in, may overlap it in part, or lie apart.
     * Steps that read one segment after another are right for the first and the last, but not if a result lies where
     * the next segment is still to be read. All lie within their array, so that nothing else tells them apart.
     */
    @ParameterizedTest
    @ValueSource(ints = {800, 1_500, 2_500})
    void shouldTellTheSameMemoryFromShiftedMemory(final int count) throws InterruptedException {
        new EngineJob(4, "loopback").hosts(0, 0, 1, 1).set(Setting.COLL_TIERS_SEGMENT, 1_000).run(rank -> {
            final int first = 4;
            final int[] shifts = {0, 300, count};
            final int[] memory = new int[first + 2 * count];
            for (int call = 0; call < 4 * shifts.length; call++) {
                final int shift = shifts[call % shifts.length];
                final int[] expected = new int[count];
                for (int i = 0; i < count; i++) {
                    memory[first + i] = 1_000 * i + 10 * call + rank.number();
                    expected[i] = 4 * (1_000 * i + 10 * call) + 6;
                }
                EngineRank.await(rank.world()
                    .start(new Collective(Kind.ALLREDUCE,
                        BufferBlocks.one(memory, first * Integer.BYTES, count, EngineRank.INT),
                        BufferBlocks.one(memory, (first + shift) * Integer.BYTES, count, EngineRank.INT), SUM,
                        Collective.NO_ROOT, null)));
                assertArrayEquals(expected, Arrays.copyOfRange(memory, first + shift, first + shift + count),
                    "call " + call + ", shifted by " + shift);
            }
        });
    }
}
