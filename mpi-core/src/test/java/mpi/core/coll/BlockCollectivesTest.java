package mpi.core.coll;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mpi.core.coll.Cases.Case;
import mpi.core.coll.select.Operation;
import mpi.core.runtime.Setting;
import mpi.spi.CommEngine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations that move blocks, against what each rank knows all others have sent. */
class BlockCollectivesTest {
    private static final int SAMPLE = 20;
    private static final int MANY_RANKS_SAMPLE = 50;

    record Row(String name, Operation family, Consumer<Case> body) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Blocks of random sizes at random places that do not overlap. */
    private record Places(int[] counts, int[] displs, int items) {
        static Places random(final int size, final int longest, final Random random) {
            final int[] counts = new int[size];
            final int[] displs = new int[size];
            final List<Integer> order = new ArrayList<>();
            for (int rank = 0; rank < size; rank++) {
                order.add(rank);
                counts[rank] = random.nextInt(longest + 1);
            }
            Collections.shuffle(order, random);
            int next = 0;
            for (final int rank : order) {
                next += random.nextInt(3);
                displs[rank] = next;
                next += counts[rank];
            }
            return new Places(counts, displs, next);
        }
    }

    static List<Row> rows() {
        return List.of(
            new Row("bcast", Operation.BCAST, BlockCollectivesTest::bcast),
            new Row("gather", Operation.GATHER, c -> gather(c, false, false)),
            new Row("gather in place", Operation.GATHER, c -> gather(c, true, false)),
            new Row("gather, same array", Operation.GATHER, c -> gather(c, false, true)),
            new Row("gatherv", Operation.GATHER, BlockCollectivesTest::gatherv),
            new Row("scatter", Operation.SCATTER, c -> scatter(c, false, false)),
            new Row("scatter in place", Operation.SCATTER, c -> scatter(c, true, false)),
            new Row("scatter, same array", Operation.SCATTER, c -> scatter(c, false, true)),
            new Row("scatterv", Operation.SCATTER, BlockCollectivesTest::scatterv),
            new Row("allgather", Operation.ALLGATHER, c -> allgather(c, false, false)),
            new Row("allgather in place", Operation.ALLGATHER, c -> allgather(c, true, false)),
            new Row("allgather, same array", Operation.ALLGATHER, c -> allgather(c, false, true)),
            new Row("allgatherv", Operation.ALLGATHER, BlockCollectivesTest::allgatherv),
            new Row("alltoall", Operation.ALLTOALL, c -> alltoall(c, false, false)),
            new Row("alltoall in place", Operation.ALLTOALL, c -> alltoall(c, true, false)),
            new Row("alltoall, same array", Operation.ALLTOALL, c -> alltoall(c, false, true)),
            new Row("alltoallv", Operation.ALLTOALL, c -> alltoallv(c, false)),
            new Row("alltoallv in place", Operation.ALLTOALL, c -> alltoallv(c, true)));
    }

    static Stream<Arguments> operations() {
        return rows().stream()
            .flatMap(op -> Forcing.all(op.family()).stream().map(forcing -> Arguments.of(op, forcing)));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("operations")
    void shouldMoveBlocks(final Row operation, final Forcing forcing) {
        for (int size = 1; size <= 9; size++) {
            Cases.run(size, SAMPLE * size, forcing, operation.body());
            Cases.runLongest(size, forcing, operation.body());
        }
    }

    @Tag("soak")
    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("operations")
    void shouldMoveBlocksInEveryCase(final Row operation, final Forcing forcing) {
        for (int size = 1; size <= 9; size++) {
            Cases.run(size, 1, forcing, operation.body());
        }
        for (final int size : new int[] {16, 33}) {
            Cases.run(size, MANY_RANKS_SAMPLE, forcing, operation.body());
        }
    }

    /** One item more than each switch point, as the settings are by default. */
    @Tag("soak")
    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("operations")
    void shouldMoveLongBlocks(final Row operation, final Forcing forcing) {
        final Forcing some = "auto".equals(forcing.name()) ? new Forcing("auto", Map.of()) : forcing;
        for (final int size : new int[] {3, 4, 8, 9}) {
            for (final int bytes : new int[] {256, 12 << 10, 32 << 10, 80 << 10, 512 << 10}) {
                Cases.runOne(size, bytes / Double.BYTES + 1, new Forcing(some.name(), withoutSegments(some)),
                    operation.body());
            }
        }
    }

    private static Map<String, String> withoutSegments(final Forcing forcing) {
        final Map<String, String> environment = new HashMap<>(forcing.environment());
        environment.remove(Setting.COLL_BCAST_CHAIN_SEGMENT.variable());
        return environment;
    }

    private static void bcast(final Case c) {
        final UserMemory memory = c.memory(c.blockBytes());
        if (c.rank() == c.root()) {
            memory.put(0, c.block(0));
        }
        c.engine().bcast(memory.buffer, memory.offset, c.count(), c.type(), c.root());
        memory.expect(0, c.block(0));
        memory.check(c::toString);
    }

    private static void gather(final Case c, final boolean inPlace, final boolean same) {
        final boolean isRoot = c.rank() == c.root();
        final UserMemory recv = isRoot ? c.memory((long) c.size() * c.blockBytes()) : null;
        final UserMemory send = isRoot && same ? recv : c.memory(c.blockBytes());
        send.put(0, c.block(c.rank()));
        if (isRoot && inPlace) {
            recv.put((long) c.rank() * c.blockBytes(), c.block(c.rank()));
        }
        c.engine()
            .gather(isRoot && inPlace ? CommEngine.IN_PLACE : send.buffer, send.offset, c.count(), c.type(),
                isRoot ? recv.buffer : null, isRoot ? recv.offset : 0, c.count(), isRoot ? c.type() : null, c.root());
        if (isRoot) {
            expectAll(c, recv);
        }
        send.check(c::toString);
    }

    private static void gatherv(final Case c) {
        final boolean isRoot = c.rank() == c.root();
        final Places places = Places.random(c.size(), c.count(), c.shared(-1));
        final UserMemory send = c.memory(lengthBytes(c, places, c.rank()));
        send.put(0, c.block(c.rank(), lengthBytes(c, places, c.rank())));
        final UserMemory recv = c.memory(places.items() * c.type().extentBytes());
        c.engine()
            .gatherv(send.buffer, send.offset, places.counts()[c.rank()], c.type(),
                isRoot ? recv.buffer : null, recv.offset, isRoot ? places.counts() : null,
                isRoot ? places.displs() : null, isRoot ? c.type() : null, c.root());
        if (isRoot) {
            expectAll(c, recv, places);
        }
        recv.check(c::toString);
        send.check(c::toString);
    }

    private static void scatter(final Case c, final boolean inPlace, final boolean same) {
        final boolean isRoot = c.rank() == c.root();
        final UserMemory send = isRoot ? c.memory((long) c.size() * c.blockBytes()) : null;
        if (isRoot) {
            for (int rank = 0; rank < c.size(); rank++) {
                send.put((long) rank * c.blockBytes(), c.block(rank));
            }
        }
        final UserMemory recv = isRoot && same ? send : c.memory(c.blockBytes());
        c.engine()
            .scatter(isRoot ? send.buffer : null, isRoot ? send.offset : 0, c.count(), isRoot ? c.type() : null,
                isRoot && inPlace ? CommEngine.IN_PLACE : recv.buffer, recv.offset, c.count(), c.type(), c.root());
        if (!isRoot || !inPlace) {
            recv.expect(0, c.block(c.rank()));
        }
        recv.check(c::toString);
        if (isRoot) {
            send.check(c::toString);
        }
    }

    private static void scatterv(final Case c) {
        final boolean isRoot = c.rank() == c.root();
        final Places places = Places.random(c.size(), c.count(), c.shared(-1));
        final UserMemory send = c.memory(places.items() * c.type().extentBytes());
        for (int rank = 0; rank < c.size(); rank++) {
            send.put(places.displs()[rank] * c.type().extentBytes(), c.block(rank, lengthBytes(c, places, rank)));
        }
        final UserMemory recv = c.memory(lengthBytes(c, places, c.rank()));
        c.engine()
            .scatterv(isRoot ? send.buffer : null, send.offset, isRoot ? places.counts() : null,
                isRoot ? places.displs() : null, isRoot ? c.type() : null, recv.buffer, recv.offset,
                places.counts()[c.rank()], c.type(), c.root());
        recv.expect(0, c.block(c.rank(), lengthBytes(c, places, c.rank())));
        recv.check(c::toString);
        send.check(c::toString);
    }

    private static void allgather(final Case c, final boolean inPlace, final boolean same) {
        final UserMemory recv = c.memory((long) c.size() * c.blockBytes());
        final UserMemory send = same ? recv : c.memory(c.blockBytes());
        send.put(0, c.block(c.rank()));
        if (inPlace) {
            recv.put((long) c.rank() * c.blockBytes(), c.block(c.rank()));
        }
        c.engine()
            .allgather(inPlace ? CommEngine.IN_PLACE : send.buffer, send.offset, c.count(), c.type(),
                recv.buffer, recv.offset, c.count(), c.type());
        expectAll(c, recv);
        send.check(c::toString);
    }

    private static void allgatherv(final Case c) {
        final Places places = Places.random(c.size(), c.count(), c.shared(-1));
        final UserMemory send = c.memory(lengthBytes(c, places, c.rank()));
        send.put(0, c.block(c.rank(), lengthBytes(c, places, c.rank())));
        final UserMemory recv = c.memory(places.items() * c.type().extentBytes());
        c.engine()
            .allgatherv(send.buffer, send.offset, places.counts()[c.rank()], c.type(), recv.buffer, recv.offset,
                places.counts(), places.displs(), c.type());
        expectAll(c, recv, places);
        send.check(c::toString);
    }

    private static void alltoall(final Case c, final boolean inPlace, final boolean same) {
        final UserMemory recv = c.memory((long) c.size() * c.blockBytes());
        final UserMemory send = inPlace || same ? recv : c.memory((long) c.size() * c.blockBytes());
        for (int rank = 0; rank < c.size(); rank++) {
            send.put((long) rank * c.blockBytes(), c.block(c.rank() * 100L + rank));
        }
        c.engine()
            .alltoall(inPlace ? CommEngine.IN_PLACE : send.buffer, send.offset, c.count(), c.type(), recv.buffer,
                recv.offset, c.count(), c.type());
        for (int rank = 0; rank < c.size(); rank++) {
            recv.expect((long) rank * c.blockBytes(), c.block(rank * 100L + c.rank()));
        }
        recv.check(c::toString);
        send.check(c::toString);
    }

    private static void alltoallv(final Case c, final boolean inPlace) {
        final int size = c.size();
        // In place, what goes from i to j is as long as what goes from j to i.
        final int[][] counts = new int[size][size];
        final Random shared = c.shared(-1);
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                counts[from][to] = inPlace && to < from ? counts[to][from] : shared.nextInt(c.count() + 1);
            }
        }
        final Places recvPlaces = placed(size, rank -> counts[rank][c.rank()], c.random());
        final Places sendPlaces = inPlace ? recvPlaces : placed(size, rank -> counts[c.rank()][rank], c.random());
        final UserMemory recv = c.memory(recvPlaces.items() * c.type().extentBytes());
        final UserMemory send = inPlace ? recv : c.memory(sendPlaces.items() * c.type().extentBytes());
        for (int rank = 0; rank < size; rank++) {
            send.put(sendPlaces.displs()[rank] * c.type().extentBytes(),
                c.block(c.rank() * 100L + rank, lengthBytes(c, sendPlaces, rank)));
        }
        c.engine()
            .alltoallv(inPlace ? CommEngine.IN_PLACE : send.buffer, send.offset,
                inPlace ? null : sendPlaces.counts(), inPlace ? null : sendPlaces.displs(), inPlace ? null : c.type(),
                recv.buffer, recv.offset, recvPlaces.counts(), recvPlaces.displs(), c.type());
        for (int rank = 0; rank < size; rank++) {
            recv.expect(recvPlaces.displs()[rank] * c.type().extentBytes(),
                c.block(rank * 100L + c.rank(), lengthBytes(c, recvPlaces, rank)));
        }
        recv.check(c::toString);
        send.check(c::toString);
    }

    private static Places placed(final int size, final java.util.function.IntUnaryOperator count, final Random random) {
        final Places places = Places.random(size, 0, random);
        int moved = 0;
        // Widens the empty blocks in the order of their places.
        final List<Integer> order = new ArrayList<>();
        for (int rank = 0; rank < size; rank++) {
            order.add(rank);
        }
        order.sort((a, b) -> Integer.compare(places.displs()[a], places.displs()[b]));
        for (final int rank : order) {
            places.displs()[rank] += moved;
            places.counts()[rank] = count.applyAsInt(rank);
            moved += places.counts()[rank];
        }
        return new Places(places.counts(), places.displs(), places.items() + moved);
    }

    private static int lengthBytes(final Case c, final Places places, final int rank) {
        return (int) (places.counts()[rank] * c.type().sizeBytes());
    }

    private static void expectAll(final Case c, final UserMemory recv) {
        for (int rank = 0; rank < c.size(); rank++) {
            recv.expect((long) rank * c.blockBytes(), c.block(rank));
        }
        recv.check(c::toString);
    }

    private static void expectAll(final Case c, final UserMemory recv, final Places places) {
        for (int rank = 0; rank < c.size(); rank++) {
            recv.expect(places.displs()[rank] * c.type().extentBytes(),
                c.block(rank, lengthBytes(c, places, rank)));
        }
        recv.check(c::toString);
    }
}
