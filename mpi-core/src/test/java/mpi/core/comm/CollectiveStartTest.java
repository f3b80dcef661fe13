package mpi.core.comm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mpi.core.coll.CollectiveOracle;
import mpi.core.coll.CollectiveOracle.Prepared;
import mpi.core.coll.CollectiveOracle.Refilled;
import mpi.core.coll.Placement;
import mpi.core.coll.select.Operation;
import mpi.core.op.Operations;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.BasicType;
import mpi.spi.Collective.Kind;
import mpi.spi.CommEngine;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every collective operation, run and started, against what it must give. */
class CollectiveStartTest {
    static final long SEED = Long.getLong("mpj.test.seed", System.nanoTime());
    private static final int[] COUNTS = {0, 1, 3, 17, 3_000};
    private static final int SAMPLE = 12;

    /** The choices of one operation, the same at all ranks. */
    record Choice(Kind kind, Layout type, Reduction op, int count, int root, boolean inPlace, long seed) {
        static Choice of(final Kind kind, final int size, final Random shared) {
            final boolean isReduction = isReduction(kind);
            Layout type;
            Reduction op;
            do {
                type = switch (shared.nextInt(8)) {
                    case 0, 1 -> CollectiveOracle.MATRIX;
                    case 2, 3 -> CollectiveOracle.OBJECT;
                    default -> basic(BasicType.values()[shared.nextInt(BasicType.values().length)]);
                };
                op = operation(type, shared);
            } while (isReduction && (!Operations.isDefined(op, type) || type.basic() == BasicType.PACKED));
            return new Choice(kind, type, op, COUNTS[shared.nextInt(type.isRaw() ? COUNTS.length : 4)],
                kind.isRooted() ? shared.nextInt(size) : -1, shared.nextInt(3) == 0, shared.nextInt(1_000_000));
        }

        Prepared prepare(final CollectiveOracle oracle) {
            return oracle.prepare(kind, type, isReduction(kind) ? op : null, count, root, inPlace, seed);
        }

        Prepared prepare(final Refilled buffers) {
            return buffers.prepare(kind, type, isReduction(kind) ? op : null, count, root, inPlace, seed);
        }
    }

    static Layout basic(final BasicType type) {
        return type == BasicType.OBJECT ? CollectiveOracle.OBJECT
            : new Layout(type, type.sizeBytes(), type.sizeBytes(), null);
    }

    private static boolean isReduction(final Kind kind) {
        return switch (kind) {
            case REDUCE, ALLREDUCE, SCAN, EXSCAN, REDUCE_SCATTER, REDUCE_SCATTER_BLOCK -> true;
            default -> false;
        };
    }

    private static Reduction operation(final Layout type, final Random shared) {
        if (type == CollectiveOracle.MATRIX) {
            return CollectiveOracle.MATRICES;
        }
        if (!type.isRaw()) {
            return CollectiveOracle.CONCAT;
        }
        final Reduction.Kind[] kinds = Reduction.Kind.values();
        return new Reduction(kinds[shared.nextInt(kinds.length - 1)], true, null);
    }

    static Kind[] kinds() {
        return Arrays.stream(Kind.values()).filter(kind -> kind != Kind.REDUCE_LOCAL).toArray(Kind[]::new);
    }

    static CollectiveOracle oracle(final EngineRank rank) {
        final int[] all = IntStream.range(0, rank.world().size()).toArray();
        return new CollectiveOracle(rank.number(), all, all, false, new Random(SEED ^ rank.number()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void shouldRunAndStartEveryOperation(final int size) throws InterruptedException {
        everyOperation(size, SAMPLE, Map.of());
    }

    /** The k-th algorithm of each operation at once; where one has fewer, it begins anew. */
    static Stream<Arguments> algorithms() {
        return IntStream.range(0, 4).boxed().flatMap(k -> {
            final Map<Setting, String> forced = new EnumMap<>(Setting.class);
            for (final Operation operation : Operation.values()) {
                forced.put(operation.setting(),
                    operation.algorithms().get(k % operation.algorithms().size()).text());
            }
            forced.put(Setting.COLL_BCAST_CHAIN_SEGMENT, "16");
            return Stream.of(2, 3, 4, 5, 8, 9).map(size -> Arguments.of(size, forced));
        });
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldRunAndStartEveryAlgorithm(final int size, final Map<Setting, String> forced)
        throws InterruptedException {
        everyOperation(size, SAMPLE / 4, forced);
    }

    /** Engine invariant 24: of a schedule, point-to-point messages are counted. */
    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldSendTheSameMessagesWhetherItBlocksOrNot(final int size, final Map<Setting, String> forced)
        throws InterruptedException {
        new EngineJob(size, "loopback").set(forced).run(rank -> {
            final CollectiveOracle oracle = oracle(rank);
            final Reduction sum = new Reduction(Reduction.Kind.SUM, true, null);
            for (final Kind kind : kinds()) {
                final Choice choice = new Choice(kind, basic(BasicType.INT), sum, 17,
                    kind.isRooted() ? size - 1 : -1, false, 5);
                final long before = sent(rank);
                rank.world().run(choice.prepare(oracle).call());
                final long between = sent(rank);
                EngineRank.await(rank.world().start(choice.prepare(oracle).call()));
                assertEquals(between - before, sent(rank) - between, kind.text());
            }
        });
    }

    /** Messages and bytes in one number. */
    static long sent(final EngineRank rank) {
        long sent = 0;
        for (int peer = 0; peer < rank.world().size(); peer++) {
            sent += (rank.counters().sentMessages(peer) << 32) + rank.counters().sentBytes(peer);
        }
        return sent;
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("algorithms")
    void shouldRunAndStartEveryAlgorithmManyTimes(final int size, final Map<Setting, String> forced)
        throws InterruptedException {
        everyOperation(size, 50, forced);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void shouldRunAndStartEveryOperationManyTimes(final int size) throws InterruptedException {
        everyOperation(size, 150, Map.of());
    }

    private static void everyOperation(final int size, final int rounds, final Map<Setting, String> forced)
        throws InterruptedException {
        everyOperation(new EngineJob(size, "loopback").set(forced), size, rounds);
    }

    private static void everyOperation(final EngineJob job, final int size, final int rounds)
        throws InterruptedException {
        System.out.println("seed " + SEED);
        job.run(rank -> {
            final Random shared = new Random(SEED + size);
            final CollectiveOracle oracle = oracle(rank);
            for (int round = 0; round < rounds; round++) {
                for (final Kind kind : kinds()) {
                    final Choice choice = Choice.of(kind, size, shared);
                    final Prepared started = choice.prepare(oracle);
                    EngineRank.await(rank.world().start(started.call()));
                    started.check().run();
                    final Prepared run = choice.prepare(oracle);
                    rank.world().run(run.call());
                    run.check().run();
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"3, 2, CYCLIC", "8, 4, CYCLIC", "7, 3, BLOCK", "9, 3, UNEVEN"})
    void shouldRunAndStartEveryOperationAcrossHosts(final int size, final int hosts, final Placement.Way way)
        throws InterruptedException {
        everyOperation(acrossHosts(size, hosts, way), size, SAMPLE / 4);
    }

    @ParameterizedTest
    @CsvSource({"5, 2, CYCLIC", "8, 3, UNEVEN"})
    void shouldKeepOperationsApartAcrossHosts(final int size, final int hosts, final Placement.Way way)
        throws InterruptedException {
        keepApart(acrossHosts(size, hosts, way), size, 6, 12);
    }

    @Tag("soak")
    @ParameterizedTest
    @CsvSource({"3, 2, CYCLIC", "5, 2, BLOCK", "8, 4, CYCLIC", "9, 3, UNEVEN"})
    void shouldRunManyOperationsAcrossHosts(final int size, final int hosts, final Placement.Way way)
        throws InterruptedException {
        everyOperation(acrossHosts(size, hosts, way), size, 100);
        keepApart(acrossHosts(size, hosts, way), size, 100, 40);
    }

    private static EngineJob acrossHosts(final int size, final int hosts, final Placement.Way way) {
        return new EngineJob(size, "loopback").hosts(new Placement(hosts, way).hostIds(size))
            .set(Setting.COLL_TIERS_SEGMENT, 1_000);
    }

    /** Any number under way, on two communicators, among messages and blocking operations, completed in any order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void shouldKeepOperationsApart(final int size) throws InterruptedException {
        keepApart(new EngineJob(size, "loopback"), size, 6, 12);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void shouldKeepManyOperationsApart(final int size) throws InterruptedException {
        keepApart(new EngineJob(size, "loopback"), size, 200, 40);
    }

    private static void keepApart(final EngineJob job, final int size, final int rounds, final int operations)
        throws InterruptedException {
        System.out.println("seed " + SEED);
        job.run(rank -> {
            final Random shared = new Random(SEED + size);
            final Random own = new Random(SEED * 31 + rank.number());
            final CollectiveOracle oracle = oracle(rank);
            final CommEngine other = rank.world().dup();
            final Kind[] kinds = kinds();
            for (int round = 0; round < rounds; round++) {
                final List<RequestEngine> requests = new ArrayList<>();
                final List<Runnable> checks = new ArrayList<>();
                for (int i = 0; i < operations; i++) {
                    final CommEngine comm = shared.nextBoolean() ? rank.world() : other;
                    final boolean blocking = shared.nextInt(5) == 0;
                    final Prepared next =
                        Choice.of(kinds[shared.nextInt(kinds.length)], size, shared).prepare(oracle);
                    if (blocking) {
                        comm.run(next.call());
                    } else {
                        requests.add(comm.start(next.call()));
                    }
                    checks.add(next.check());
                    message(rank, i, requests, checks);
                    if (own.nextInt(4) == 0) {
                        EngineRank.await(requests.remove(own.nextInt(requests.size())));
                    }
                }
                Collections.shuffle(requests, own);
                requests.forEach(EngineRank::await);
                checks.forEach(Runnable::run);
            }
            other.free();
        });
    }

    static void message(final EngineRank rank, final int number, final List<RequestEngine> requests,
        final List<Runnable> checks) {
        final int size = rank.world().size();
        final byte[] room = new byte[8];
        final int from = (rank.number() + size - number % size) % size;
        requests.add(rank.irecv(room, from, 7));
        requests.add(rank.isend(("message" + number % 10).getBytes(), (rank.number() + number) % size, 7));
        checks.add(() -> assertEquals("message" + number % 10, new String(room)));
    }

    /** A rank that is blocked in something else moves what it has started. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void shouldGoOnWhileARankWaitsForAMessage(final int size) throws InterruptedException {
        new EngineJob(size, "loopback").run(rank -> {
            final CollectiveOracle oracle = oracle(rank);
            final Prepared sum = oracle.prepare(Kind.ALLREDUCE, CollectiveOracle.MATRIX, CollectiveOracle.MATRICES, 5,
                -1, false, 1);
            final Prepared joined = oracle.prepare(Kind.SCAN, CollectiveOracle.OBJECT, CollectiveOracle.CONCAT, 3, -1,
                true, 2);
            final RequestEngine first = rank.world().start(sum.call());
            final RequestEngine second = rank.world().start(joined.call());
            if (rank.number() == 0) {
                // Sent only after the others have completed both.
                for (int from = 1; from < size; from++) {
                    rank.recv(new byte[1], from, 3);
                }
            }
            EngineRank.await(second);
            EngineRank.await(first);
            if (rank.number() != 0) {
                rank.send(new byte[1], 0, 3);
            }
            sum.check().run();
            joined.check().run();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void shouldNotCompleteABarrierThatOneHasNotStarted(final int size) throws InterruptedException {
        new EngineJob(size, "loopback").run(rank -> {
            final Prepared barrier = oracle(rank).prepare(Kind.BARRIER, EngineRank.BYTE, null, 0, -1, false, 0);
            if (rank.number() == 0) {
                for (int from = 1; from < size; from++) {
                    rank.recv(new byte[1], from, 3);
                }
            }
            final RequestEngine request = rank.world().start(barrier.call());
            if (rank.number() != 0) {
                for (int i = 0; i < 100; i++) {
                    assertFalse(request.test(new mpi.spi.Completion()), "rank 0 has not started");
                }
                rank.send(new byte[1], 0, 3);
            }
            EngineRank.await(request);
        });
    }

    /** Two threads of each rank, each with a communicator of its own: either may take the other's steps. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shouldRunInTwoThreadsAtOnce(final int size) throws InterruptedException {
        System.out.println("seed " + SEED);
        new EngineJob(size, "loopback").run(rank -> {
            final CommEngine[] comms = {rank.world().dup(), rank.world().dup()};
            final List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (int i = 0; i < comms.length; i++) {
                final CommEngine comm = comms[i];
                final Random shared = new Random(SEED + i);
                final CollectiveOracle oracle = oracle(rank);
                final CompletableFuture<Void> ended = new CompletableFuture<>();
                threads.add(ended);
                Thread.ofPlatform().daemon().start(() -> {
                    try {
                        startAndRun(comm, oracle, size, shared);
                        ended.complete(null);
                    } catch (final RuntimeException | AssertionError e) {
                        ended.completeExceptionally(e);
                        rank.die(e.toString());
                    }
                });
            }
            threads.forEach(CompletableFuture::join);
        });
    }

    private static void startAndRun(final CommEngine comm, final CollectiveOracle oracle, final int size,
        final Random shared) {
        final Kind[] kinds = kinds();
        for (int round = 0; round < 30; round++) {
            final Prepared first = Choice.of(kinds[shared.nextInt(kinds.length)], size, shared).prepare(oracle);
            final Prepared second = Choice.of(kinds[shared.nextInt(kinds.length)], size, shared).prepare(oracle);
            final RequestEngine request = comm.start(first.call());
            comm.run(second.call());
            EngineRank.await(request);
            first.check().run();
            second.check().run();
        }
    }
}
