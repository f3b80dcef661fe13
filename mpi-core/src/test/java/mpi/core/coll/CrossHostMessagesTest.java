package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mpi.core.diag.Counters.Purpose;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.Reduction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses a boundary between hosts, against the bounds that there are for each operation. */
class CrossHostMessagesTest {
    private static final int ITEMS = 6;
    private static final long BLOCK = (long) ITEMS * Integer.BYTES;
    private static final Reduction SUM = new Reduction(Reduction.Kind.SUM, true, null);
    private static final Reduction LEFT = new Reduction(Reduction.Kind.USER, false, (a, i, b, j, n, t) -> System
        .arraycopy(a, i, b, j, n));

    /** What all ranks have sent in one operation. */
    private record Traffic(long messages, long crossing, long crossingBytes) {}

    @FunctionalInterface
    private interface Operation {
        void run(EngineRank rank);
    }

    private static Traffic traffic(final EngineJob job, final int[] hosts, final Purpose purpose,
        final Operation operation) throws InterruptedException {
        final AtomicLong messages = new AtomicLong();
        final AtomicLong crossing = new AtomicLong();
        final AtomicLong crossingBytes = new AtomicLong();
        job.hosts(hosts).run(rank -> {
            final long before = rank.counters().crossHostMessages();
            final long bytesBefore = rank.counters().crossHostBytes();
            operation.run(rank);
            messages.addAndGet(rank.counters().sentMessages(purpose));
            crossing.addAndGet(rank.counters().crossHostMessages() - before);
            crossingBytes.addAndGet(rank.counters().crossHostBytes() - bytesBefore);
        });
        return new Traffic(messages.get(), crossing.get(), crossingBytes.get());
    }

    private static Traffic traffic(final int[] hosts, final Purpose purpose, final Operation operation)
        throws InterruptedException {
        return traffic(new EngineJob(hosts.length, "loopback"), hosts, purpose, operation);
    }

    static Stream<Arguments> placements() {
        return Placement.all()
            .stream()
            .flatMap(placement -> IntStream.of(5, 8, 9).mapToObj(size -> Arguments.of(placement, size)));
    }

    private static int log2(final int hosts) {
        return 32 - Integer.numberOfLeadingZeros(hosts - 1);
    }

    private static int[] mine(final EngineRank rank) {
        final int[] mine = new int[ITEMS];
        Arrays.fill(mine, rank.number());
        return mine;
    }

    private static BufferBlocks one(final EngineRank rank) {
        return BufferBlocks.one(mine(rank), 0, ITEMS, EngineRank.INT);
    }

    private static BufferBlocks all(final EngineRank rank) {
        final int size = rank.world().size();
        return BufferBlocks.equal(new int[size * ITEMS], 0, size, ITEMS, EngineRank.INT);
    }

    /** An operation of items of one length, or whose root alone knows that lengths are the same. */
    private static Collective call(final Kind kind, final EngineRank rank, final int root) {
        final boolean isRoot = rank.number() == root;
        final BufferBlocks none = BufferBlocks.NONE;
        return switch (kind) {
            case BARRIER -> new Collective(kind, none, none, null, Collective.NO_ROOT, null);
            case BCAST -> new Collective(kind, isRoot ? one(rank) : none, isRoot ? none : one(rank), null, root, null);
            case GATHER, GATHERV -> new Collective(kind, one(rank), isRoot ? all(rank) : none, null, root, null);
            case SCATTER, SCATTERV -> new Collective(kind, isRoot ? all(rank) : none, one(rank), null, root, null);
            case ALLGATHER, ALLGATHERV -> new Collective(kind, one(rank), all(rank), null, Collective.NO_ROOT, null);
            case ALLTOALL -> new Collective(kind, all(rank), all(rank), null, Collective.NO_ROOT, null);
            case REDUCE -> new Collective(kind, one(rank), isRoot ? one(rank) : none, SUM, root, null);
            case ALLREDUCE -> new Collective(kind, one(rank), one(rank), SUM, Collective.NO_ROOT, null);
            case REDUCE_SCATTER_BLOCK ->
                new Collective(kind, all(rank), one(rank), SUM, Collective.NO_ROOT, null);
            default -> throw new IllegalArgumentException(kind.name());
        };
    }

    private static Traffic traffic(final Kind kind, final int[] hosts, final int root, final boolean blocks)
        throws InterruptedException {
        return traffic(hosts, Purpose.valueOf(kind.name()), rank -> {
            final Collective call = call(kind, rank, root);
            if (blocks) {
                rank.world().run(call);
            } else {
                EngineRank.await(rank.world().start(call));
            }
        });
    }

    @Test
    void shouldSendThreeOfSevenMessagesAcrossFourHosts() throws InterruptedException {
        final int[] hosts = new Placement(4, Placement.Way.CYCLIC).hostIds(8);
        for (int root = 0; root < hosts.length; root++) {
            assertEquals(new Traffic(7, 3, 3 * BLOCK), traffic(Kind.BCAST, hosts, root, true), "root " + root);
            assertEquals(new Traffic(7, 3, 3 * BLOCK), traffic(Kind.BCAST, hosts, root, false), "root " + root);
            assertEquals(new Traffic(7, 3, 3 * BLOCK), traffic(Kind.REDUCE, hosts, root, true), "root " + root);
        }
    }

    @ParameterizedTest
    @MethodSource("placements")
    void shouldCrossOnceForEachHost(final Placement placement, final int size) throws InterruptedException {
        final int[] hosts = placement.hostIds(size);
        final int count = placement.hosts();
        final int root = size / 2;
        final long ranksElsewhere = Arrays.stream(hosts).filter(host -> host != hosts[root]).count();
        for (final boolean blocks : new boolean[] {true, false}) {
            for (final Kind kind : new Kind[] {Kind.BCAST, Kind.REDUCE}) {
                final Traffic traffic = traffic(kind, hosts, root, blocks);
                assertEquals(new Traffic(size - 1, count - 1, (count - 1) * BLOCK), traffic, kind.name());
            }
            for (final Kind kind : new Kind[] {Kind.GATHER, Kind.SCATTER}) {
                final Traffic traffic = traffic(kind, hosts, root, blocks);
                assertEquals(new Traffic(size - 1, count - 1, ranksElsewhere * BLOCK), traffic, kind.name());
            }
        }
        for (final Kind kind : new Kind[] {Kind.GATHERV, Kind.SCATTERV}) {
            final Traffic traffic = traffic(kind, hosts, root, true);
            assertEquals(count - 1, traffic.crossing(), kind.name());
            assertEquals(ranksElsewhere * BLOCK, traffic.crossingBytes(), kind.name());
        }
    }

    @ParameterizedTest
    @MethodSource("placements")
    void shouldCrossNoMoreThanNeededForAllToKnow(final Placement placement, final int size)
        throws InterruptedException {
        final int[] hosts = placement.hostIds(size);
        final int count = placement.hosts();
        final int least = 2 * (count - 1);
        long pairsApart = 0;
        for (final int from : hosts) {
            pairsApart += Arrays.stream(hosts).filter(to -> to != from).count();
        }
        for (final boolean blocks : new boolean[] {true, false}) {
            final Traffic barrier = traffic(Kind.BARRIER, hosts, 0, blocks);
            assertEquals(new Traffic(2L * (size - count) + count * log2(count), count * log2(count), 0), barrier);
            final Traffic allreduce = traffic(Kind.ALLREDUCE, hosts, 0, blocks);
            assertTrue(allreduce.crossing() <= least && allreduce.crossingBytes() <= least * BLOCK, "" + allreduce);
            final Traffic alltoall = traffic(Kind.ALLTOALL, hosts, 0, blocks);
            assertEquals(count * (count - 1), alltoall.crossing());
            assertEquals(pairsApart * BLOCK, alltoall.crossingBytes());
            for (final Kind kind : new Kind[] {Kind.ALLGATHER, Kind.ALLGATHERV}) {
                final Traffic allgather = traffic(kind, hosts, 0, blocks);
                assertEquals((long) (count - 1) * size * BLOCK, allgather.crossingBytes(), kind.name());
                assertEquals(count * log2(count), allgather.crossing(), kind.name());
            }
            final Traffic scattered = traffic(Kind.REDUCE_SCATTER_BLOCK, hosts, 0, blocks);
            assertTrue(scattered.crossing() <= least + count * log2(count), "" + scattered);
        }
    }

    @ParameterizedTest
    @MethodSource("placements")
    void shouldSendEachByteOnceThoughInSegments(final Placement placement, final int size)
        throws InterruptedException {
        final int[] hosts = placement.hostIds(size);
        final int more = placement.hosts() - 1;
        final int count = 1000;
        final long lengthBytes = (long) count * Integer.BYTES;
        final int segments = 5;
        final int root = size - 2;
        final Traffic bcast = traffic(segmented(size), hosts, Purpose.BCAST, rank -> {
            final int[] values = new int[count];
            Arrays.setAll(values, i -> rank.number() == root ? i : -1);
            rank.world().bcast(values, 0, count, EngineRank.INT, root);
            assertEquals(count - 1, values[count - 1]);
        });
        assertEquals(new Traffic((size - 1) * segments, more * segments, more * lengthBytes), bcast);
        final Traffic reduce = traffic(segmented(size), hosts, Purpose.REDUCE, rank -> rank.world()
            .reduce(new int[count], 0, new int[count], 0, count, EngineRank.INT, SUM, root));
        assertEquals(new Traffic((size - 1) * segments, more * segments, more * lengthBytes), reduce);
        final Traffic allreduce = traffic(segmented(size), hosts, Purpose.ALLREDUCE, rank -> rank.world()
            .allreduce(new int[count], 0, new int[count], 0, count, EngineRank.INT, SUM));
        assertTrue(allreduce.crossingBytes() <= 2 * more * lengthBytes, "" + allreduce);
    }

    private static EngineJob segmented(final int size) {
        return new EngineJob(size, "loopback").set(Setting.COLL_TIERS_SEGMENT, 800);
    }

    /** If hosts are consecutive ranks; otherwise order matters more. */
    @Test
    void shouldCrossOnceForEachHostWhereOrderMatters() throws InterruptedException {
        final int[] block = new Placement(3, Placement.Way.BLOCK).hostIds(8);
        for (int r = 0; r < block.length; r++) {
            final int root = r;
            final Traffic traffic = traffic(block, Purpose.REDUCE, rank -> {
                final int[] result = new int[ITEMS];
                rank.world().reduce(mine(rank), 0, result, 0, ITEMS, EngineRank.INT, LEFT, root);
                assertEquals(0, result[0]);
            });
            assertEquals(2, traffic.crossing());
        }
        final int[] cyclic = new Placement(3, Placement.Way.CYCLIC).hostIds(8);
        final Traffic traffic = traffic(cyclic, Purpose.REDUCE, rank -> rank.world()
            .reduce(mine(rank), 0, new int[ITEMS], 0, ITEMS, EngineRank.INT, LEFT, 0));
        assertEquals(7, traffic.messages());
        assertTrue(traffic.crossing() > 2, "the order of the ranks cannot have been kept by leaders");
    }

    @Test
    void shouldExchangeLongBlocksBetweenAllRanks() throws InterruptedException {
        final int[] hosts = new Placement(2, Placement.Way.CYCLIC).hostIds(4);
        final Traffic traffic = traffic(new EngineJob(4, "loopback").set(Setting.COLL_TIERS_ALLTOALL_THRESHOLD,
            BLOCK - 1), hosts, Purpose.ALLTOALL, rank -> rank.world().run(call(Kind.ALLTOALL, rank, 0)));
        assertEquals(new Traffic(12, 8, 8 * BLOCK), traffic);
    }

    /** Of the binomial tree of 8 ranks on 4 hosts only the last round is between ranks of one host. */
    @Test
    void shouldUseAnAlgorithmOfAllRanksWhereToldTo() throws InterruptedException {
        final int[] hosts = new Placement(4, Placement.Way.CYCLIC).hostIds(8);
        final EngineJob forced = new EngineJob(8, "loopback").set(Setting.COLL_BCAST, "binomial");
        assertEquals(6, traffic(forced, hosts, Purpose.BCAST, rank -> rank.world().run(call(Kind.BCAST, rank, 0)))
            .crossing());
        final EngineJob off = new EngineJob(8, "loopback").set(Setting.COLL_TIERS, "off");
        assertEquals(6, traffic(off, hosts, Purpose.BCAST, rank -> rank.world().run(call(Kind.BCAST, rank, 0)))
            .crossing());
    }

    /** A communicator of some ranks, in another order, whose root is not the first of its host. */
    @Test
    void shouldCrossOnceForEachHostOfAPartOfTheRanks() throws InterruptedException {
        final int[] hosts = new Placement(3, Placement.Way.CYCLIC).hostIds(9);
        final Traffic traffic = traffic(hosts, Purpose.BCAST, rank -> {
            final int color = rank.number() == 4 ? 1 : 0;
            final var part = rank.world().split(color, -rank.number());
            if (color == 0) {
                final long before = rank.counters().crossHostMessages();
                final int[] values = {rank.number()};
                part.bcast(values, 0, 1, EngineRank.INT, 6);
                assertEquals(1, values[0]);
                assertEquals(rank.number() == 1 ? 2 : 0, rank.counters().crossHostMessages() - before);
            }
            part.free();
        });
        assertEquals(7, traffic.messages());
    }
}
