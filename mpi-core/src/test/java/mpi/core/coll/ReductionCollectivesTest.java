package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mpi.core.coll.Cases.Case;
import mpi.core.coll.select.Operation;
import mpi.core.op.Operands;
import mpi.core.op.Operations;
import mpi.core.runtime.Setting;
import mpi.core.transport.Allocation;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.CommEngine;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.Reduction.Kind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reductions against combining the contributions one after the other in rank order. */
class ReductionCollectivesTest {
    private static final int SAMPLE = 20;
    private static final List<Operation> REDUCTIONS =
        List.of(Operation.REDUCE, Operation.ALLREDUCE, Operation.REDUCE_SCATTER);

    /** Associative, not commutative: the product of two by two matrices, modulo 2^32. */
    private static final Reduction MATRICES =
        new Reduction(Kind.USER, false, (in, inOffset, inout, inoutOffset, count, type) -> {
            final int[] a = (int[]) in;
            final int[] b = (int[]) inout;
            for (int i = 0; i < count; i++) {
                final int p = inOffset + 4 * i;
                final int q = inoutOffset + 4 * i;
                final int b0 = b[q];
                final int b1 = b[q + 1];
                b[q] = a[p] * b0 + a[p + 1] * b[q + 2];
                b[q + 1] = a[p] * b1 + a[p + 1] * b[q + 3];
                b[q + 2] = a[p + 2] * b0 + a[p + 3] * b[q + 2];
                b[q + 3] = a[p + 2] * b1 + a[p + 3] * b[q + 3];
            }
        });

    /** Associative, not commutative, defined for booleans: the left operand. */
    private static final Reduction LEFT =
        new Reduction(Kind.USER, false, (in, inOffset, inout, inoutOffset, count, type) -> {
            assertEquals(type.basic().arrayClass(), in.getClass());
            System.arraycopy(in, inOffset, inout, inoutOffset, count * Operations.elementsPerItem(type));
        });

    /** The k-th algorithm of each operation at once; where one has fewer, it begins anew. */
    static Stream<Forcing> forcings() {
        return Stream.concat(Stream.of(Forcing.none()), IntStream.range(0, 3).mapToObj(k -> {
            final Map<String, String> environment = new HashMap<>();
            for (final Operation operation : REDUCTIONS) {
                environment.put(operation.setting().variable(),
                    operation.algorithms().get(k % operation.algorithms().size()).text());
            }
            return new Forcing(environment.values().toString(), environment);
        }));
    }

    @ParameterizedTest
    @MethodSource("forcings")
    void shouldReduceInASample(final Forcing forcing) {
        for (int size = 1; size <= 9; size++) {
            Cases.run(size, SAMPLE * size, forcing, ReductionCollectivesTest::everyOperation);
            Cases.runLongest(size, forcing, ReductionCollectivesTest::everyOperation);
        }
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("forcings")
    void shouldReduceInEveryCase(final Forcing forcing) {
        for (int size = 1; size <= 9; size++) {
            Cases.run(size, 1, forcing, ReductionCollectivesTest::everyOperation);
        }
        for (final int size : new int[] {16, 33}) {
            Cases.run(size, 50, forcing, ReductionCollectivesTest::everyOperation);
        }
    }

    /** One item more than each switch point, and than a segment. */
    @Tag("soak")
    @ParameterizedTest
    @MethodSource("forcings")
    void shouldReduceLongVectors(final Forcing forcing) {
        final Forcing some = "auto".equals(forcing.name()) ? new Forcing("auto", Map.of()) : forcing;
        final Reduction sum = new Reduction(Kind.SUM, true, null);
        for (final int size : new int[] {3, 4, 8, 9}) {
            for (final int bytes : new int[] {2 << 10, 512 << 10, 4 << 20}) {
                Cases.runOne(size, bytes / Double.BYTES + 1, some, c -> reduceAllWays(c, sum));
            }
        }
    }

    static void everyOperation(final Case c) {
        for (final Kind kind : Kind.values()) {
            final Reduction op = kind == Kind.USER ? LEFT : new Reduction(kind, true, null);
            if (Operations.isDefined(op, c.type()) && c.type().basic() != BasicType.PACKED) {
                reduceAllWays(c, op);
            }
        }
    }

    static void reduceAllWays(final Case c, final Reduction op) {
        for (int way = 0; way < 3; way++) {
            reduce(c, op, way == 1, way == 2);
            allreduce(c, op, way == 1, way == 2);
        }
        reduceScatter(c, op, false);
        reduceScatter(c, op, true);
    }

    private static byte[] contribution(final Case c, final int rank, final Reduction op) {
        return message(typedContribution(c, rank, op), c.blockBytes());
    }

    private static Object typedContribution(final Case c, final int rank, final Reduction op) {
        return op == MATRICES
            ? Operands.small(c.type().basic(), 4 * c.count(), c.shared(rank)).array
            : Operands.small(c.type().basic(), c.count(), c.shared(rank)).array;
    }

    private static byte[] message(final Object typed, final int lengthBytes) {
        final byte[] bytes = new byte[lengthBytes];
        if (typed instanceof final boolean[] flags) {
            for (int i = 0; i < lengthBytes; i++) {
                bytes[i] = flags[i] ? (byte) 1 : 0;
            }
        } else {
            Memory.copy(typed, 0, bytes, 0, lengthBytes);
        }
        return bytes;
    }

    private static byte[] expected(final Case c, final Reduction op) {
        final Object result = typedContribution(c, c.size() - 1, op);
        for (int rank = c.size() - 2; rank >= 0; rank--) {
            Operations.combine(op, c.type(), typedContribution(c, rank, op), result, 0, Array.getLength(result));
        }
        return message(result, c.blockBytes());
    }

    private static void reduce(final Case c, final Reduction op, final boolean inPlace, final boolean same) {
        final boolean isRoot = c.rank() == c.root();
        final UserMemory send = c.memory(c.blockBytes());
        final UserMemory recv = same && isRoot ? send : c.memory(c.blockBytes());
        send.put(0, contribution(c, c.rank(), op));
        if (inPlace && isRoot) {
            recv.put(0, contribution(c, c.rank(), op));
        }
        c.engine()
            .reduce(inPlace && isRoot ? CommEngine.IN_PLACE : send.buffer, send.offset,
                isRoot ? recv.buffer : null, recv.offset, c.count(), c.type(), op, c.root());
        if (isRoot) {
            recv.expect(0, expected(c, op));
        }
        recv.check(() -> "reduce " + op + " in place " + inPlace + ", same " + same + ", " + c);
        send.check(c::toString);
    }

    private static void allreduce(final Case c, final Reduction op, final boolean inPlace, final boolean same) {
        final UserMemory send = c.memory(c.blockBytes());
        final UserMemory recv = same ? send : c.memory(c.blockBytes());
        send.put(0, contribution(c, c.rank(), op));
        if (inPlace) {
            recv.put(0, contribution(c, c.rank(), op));
        }
        c.engine()
            .allreduce(inPlace ? CommEngine.IN_PLACE : send.buffer, send.offset, recv.buffer, recv.offset,
                c.count(), c.type(), op);
        recv.expect(0, expected(c, op));
        recv.check(() -> "allreduce " + op + " in place " + inPlace + ", same " + same + ", " + c);
        send.check(c::toString);
    }

    /** Rank r gets what is left of the count when its share is cut off: some get nothing. */
    private static void reduceScatter(final Case c, final Reduction op, final boolean inPlace) {
        final long[] counts = new long[c.size()];
        long rest = c.count();
        for (int rank = 0; rank < c.size(); rank++) {
            counts[rank] = rank == c.size() - 1 ? rest : Math.min(rest, (rank * 7L + c.count()) % 5);
            rest -= counts[rank];
        }
        final int itemBytes = (int) c.type().sizeBytes();
        final UserMemory send = c.memory(c.blockBytes());
        send.put(0, contribution(c, c.rank(), op));
        final UserMemory recv = inPlace ? send : c.memory(counts[c.rank()] * itemBytes);
        final BufferBlocks blocks = BufferBlocks.consecutive(send.buffer, send.offset, counts, c.type());
        c.engine()
            .run(new Collective(Collective.Kind.REDUCE_SCATTER, inPlace ? BufferBlocks.IN_PLACE : blocks,
                inPlace ? blocks : BufferBlocks.one(recv.buffer, recv.offset, counts[c.rank()], c.type()), op,
                Collective.NO_ROOT, null));
        final int from = (int) Arrays.stream(counts, 0, c.rank()).sum() * itemBytes;
        recv.expect(0, Arrays.copyOfRange(expected(c, op), from, from + (int) counts[c.rank()] * itemBytes));
        recv.check(() -> "reduce_scatter " + op + " in place " + inPlace + ", " + c);
        send.check(c::toString);
    }

    @ParameterizedTest
    @MethodSource("forcings")
    void shouldKeepTheOrderOfRanksForOperationsThatDoNotCommute(final Forcing forcing) {
        for (final int size : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 33}) {
            keepTheOrderOfRanks(size, forcing);
        }
    }

    static void keepTheOrderOfRanks(final int size, final Forcing forcing) {
        final Layout matrix = new Layout(BasicType.INT, 16, 16, "matrix");
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        for (final boolean synchronous : new boolean[] {false, true}) {
            new FakePeers(size, synchronous).run(link -> {
                final Collectives engine = Cases.engine(link, forcing);
                for (int root = 0; root < size; root += Math.max(1, size / 9)) {
                    reduceAllWays(new Case(engine, link, matrix, 3, root, seed + root,
                        new Random(seed ^ link.rank())), MATRICES);
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("forcings")
    void shouldGiveBitwiseEqualResultsEverywhere(final Forcing forcing) {
        for (final int size : new int[] {2, 3, 4, 5, 6, 7, 8, 9, 16, 33}) {
            giveBitwiseEqualResultsEverywhere(size, forcing);
        }
    }

    static void giveBitwiseEqualResultsEverywhere(final int size, final Forcing forcing) {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final List<byte[]> results = new ArrayList<>();
        final ConcurrentHashMap<Integer, byte[]> byRank = new ConcurrentHashMap<>();
        new FakePeers(size, false).run(link -> {
            final double[] values = new Random(seed + link.rank()).doubles(1001, -1e8, 1e8).toArray();
            // The place of the contribution decides whether it is read there or copied: it must not show.
            final double[] shifted = new double[values.length + link.rank() % 2];
            System.arraycopy(values, 0, shifted, link.rank() % 2, values.length);
            final double[] sum = new double[values.length];
            Cases.engine(link, forcing)
                .allreduce(shifted, 8L * (link.rank() % 2), sum, 0, sum.length,
                    Cases.layout(BasicType.DOUBLE), new Reduction(Kind.SUM, true, null));
            byRank.put(link.rank(), message(sum, 8 * sum.length));
        });
        results.addAll(byRank.values());
        for (final byte[] result : results) {
            assertArrayEquals(results.get(0), result, () -> "seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, recursive_doubling, 4", "1, recursive_doubling, 4", "5, recursive_doubling, 4",
        "1, rabenseifner, 6", "5, ring, 12"})
    void shouldCutLongVectorsIntoSegments(final int shift, final String algorithm, final int messages) {
        final int size = 3;
        final int count = (int) (RawCollectives.SEGMENT_BYTES / 4) * 2 + 5;
        final FakePeers peers = new FakePeers(size, true);
        peers.run(link -> {
            // One array for both, the result a little further on: still the mathematical answer.
            final int[] values = new int[count + shift];
            for (int i = 0; i < count; i++) {
                values[i] = i * (link.rank() + 1);
            }
            Cases.engine(link, Map.of(Setting.COLL_ALLREDUCE.variable(), algorithm))
                .allreduce(values, 0, values, 4L * shift, count, Cases.layout(BasicType.INT),
                    new Reduction(Kind.SUM, true, null));
            for (int i = 0; i < count; i++) {
                assertEquals(6 * i, values[shift + i]);
            }
        });
        assertEquals(3 * messages, peers.messages());
    }

    /** All algorithms, and on one engine, as the program's arrays and types change. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void shouldNotAllocateForShortVectors(final int which) {
        final Map<String, String> environment = new HashMap<>();
        for (final Operation operation : Operation.values()) {
            environment.put(operation.setting().variable(),
                operation.algorithms().get(which % operation.algorithms().size()).text());
        }
        assertDoesNotAllocate(new Forcing("", environment));
    }

    /** Rank 2 is a leader of some of its operations. */
    @ParameterizedTest
    @EnumSource
    void shouldNotAllocateForShortVectorsAcrossHosts(final Placement.Way way) {
        assertDoesNotAllocate(new Forcing("", Map.of(), new Placement(3, way)));
    }

    private static void assertDoesNotAllocate(final Forcing forcing) {
        // Rank 2 of 8, whose peers send nothing but in time; the engine neither stores nor allocates for them.
        final Collectives engine = Cases.engine(new EchoLink(2, 8), forcing);
        final double[] send = new double[64];
        final double[] recv = new double[64];
        final Layout type = Cases.layout(BasicType.DOUBLE);
        final Reduction max = new Reduction(Kind.MAX, true, null);
        Allocation.assertSettlesAtNone(() -> {
            for (int i = 0; i < 1_000; i++) {
                engine.allreduce(send, 8, recv, 0, 63, type, max);
                engine.reduce(send, 0, recv, 0, 64, type, max, i & 7);
                engine.bcast(send, 0, 64, type, i & 7);
                engine.allgather(send, 0, 8, type, recv, 0, 8, type);
                engine.gather(send, 0, 8, type, recv, 0, 8, type, i & 7);
                engine.scatter(send, 0, 8, type, recv, 0, 8, type, i & 7);
                engine.alltoall(send, 0, 8, type, recv, 0, 8, type);
                engine.barrier();
            }
        });
    }

    /** The other ranks answer at once with nothing. */
    private record EchoLink(int rank, int size) implements PeerLink {
        private void check(final int peer) {
            assertTrue(peer >= 0 && peer < size && peer != rank);
        }

        @Override
        public void send(final int dest, final Object base, final long offset, final long lengthBytes) {
            check(dest);
        }

        @Override
        public void sendLoss(final int dest) {
            throw new AssertionError("nothing is lost");
        }

        @Override
        public void recv(final int source, final Object base, final long offset, final long lengthBytes) {
            check(source);
        }

        @Override
        public void sendrecv(final int dest, final Object sendBase, final long sendOffset, final long sendBytes,
            final int source, final Object recvBase, final long recvOffset, final long recvBytes) {
            check(dest);
            check(source);
        }

        @Override
        public void postSend(final int dest, final Object base, final long offset, final long lengthBytes) {
            check(dest);
        }

        @Override
        public void postRecv(final int source, final Object base, final long offset, final long lengthBytes) {
            check(source);
        }

        @Override
        public void awaitPosted() {
            // nothing is under way
        }
    }
}
