package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.BitSet;
import java.util.Random;
import mpi.spi.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Blocks that meet in memory are refused where they are received (MPI 4.1, section 6.5), but may be sent. */
class BlockOverlapTest {
    private static final int[] TWOS = {2, 2, 2, 2};
    private static final int[] APART = {6, 4, 0, 2};
    /** Blocks 1 and 3 meet. */
    private static final int[] MEETING = {6, 3, 0, 2};
    private static final String WHERE = " on COMM_WORLD, rank 2 of 4: the blocks of ranks 1 and 3 overlap in memory,"
        + " which is not allowed where they are received; check counts and displacements (MPI.ERR_BUFFER)";

    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private final int[] ints = new int[64];
    private final int[] others = new int[64];
    private final Datatype[] types = {MPI.INT, MPI.INT, MPI.INT, MPI.INT};

    private static Intracomm w() {
        return MPI.COMM_WORLD;
    }

    private void assertRefused(final String operation, final Executable call) {
        Expect.fault(MPI.ERR_BUFFER, operation + WHERE, call);
        assertEquals(0, mpi.world.calls.size());
    }

    @Test
    void shouldBeRefusedWhereTheyAreReceived() {
        assertRefused("gatherv", () -> w().gatherv(ints, 2, MPI.INT, others, TWOS, MEETING, MPI.INT, 2));
        assertRefused("gatherv", () -> w().Gatherv(ints, 0, 2, MPI.INT, others, 4, TWOS, MEETING, MPI.INT, 2));
        assertRefused("igatherv", () -> w().iGatherv(others, TWOS, MEETING, MPI.INT, 2));
        assertRefused("allgatherv", () -> w().allGatherv(ints, 2, MPI.INT, others, TWOS, MEETING, MPI.INT));
        assertRefused("iallgatherv", () -> w().iAllGatherv(ints, 2, MPI.INT, others, TWOS, MEETING, MPI.INT));
        assertRefused("alltoallv",
            () -> w().allToAllv(ints, TWOS, APART, MPI.INT, others, TWOS, MEETING, MPI.INT));
        assertRefused("ialltoallv", () -> w().iAllToAllv(null, null, null, null, others, TWOS, MEETING, MPI.INT));
        final int[] bytes = {24, 12, 0, 8};
        assertRefused("alltoallw", () -> w().allToAllw(ints, TWOS, APART, types, others, TWOS, bytes, types));
        assertRefused("ialltoallw", () -> w().iAllToAllw(ints, TWOS, APART, types, others, TWOS, bytes, types));
        final Object[] objects = new Object[64];
        assertRefused("allgatherv", () -> w().allGatherv(objects, 2, MPI.OBJECT, objects, TWOS, MEETING, MPI.OBJECT));
    }

    @Test
    void shouldBeRefusedInNeighbourhoods() {
        mpi.world.child = new FakeComm("GRID", new int[] {0, 1, 2, 3}, 2);
        final CartComm grid = w().createCart(new int[] {2, 2}, new boolean[] {true, true}, false);
        final String where = WHERE.replace("COMM_WORLD", "GRID");
        Expect.fault(MPI.ERR_BUFFER, "neighbor_allgatherv" + where,
            () -> grid.neighborAllGatherv(ints, 2, MPI.INT, others, TWOS, MEETING, MPI.INT));
        Expect.fault(MPI.ERR_BUFFER, "neighbor_alltoallv" + where,
            () -> grid.neighborAllToAllv(ints, TWOS, APART, MPI.INT, others, TWOS, MEETING, MPI.INT));
        assertEquals(0, mpi.world.child.calls.size());
    }

    @Test
    void shouldPassWhereTheyAreApartEmptyOrOnlySent() {
        w().allGatherv(ints, 2, MPI.INT, others, TWOS, APART, MPI.INT);
        w().scatterv(ints, TWOS, MEETING, MPI.INT, others, 2, MPI.INT, 2);
        w().allToAllv(ints, TWOS, MEETING, MPI.INT, others, TWOS, APART, MPI.INT);
        w().allGatherv(ints, 2, MPI.INT, others, new int[] {2, 0, 2, 0}, MEETING, MPI.INT);
        w().gatherv(ints, 2, MPI.INT, others, TWOS, MEETING, MPI.INT, 0);
        assertEquals(5, mpi.world.calls.size());
    }

    @Test
    void shouldTakeColumnsOfAMatrix() {
        final Datatype column = Datatype.createResized(Datatype.createVector(8, 1, 8, MPI.INT), 0, 4);
        column.commit();
        w().allGatherv(ints, 16, MPI.INT, others, TWOS, APART, column);
        Expect.fault(MPI.ERR_BUFFER, "allgatherv" + WHERE,
            () -> w().allGatherv(ints, 16, MPI.INT, others, TWOS, MEETING, column));
    }

    @Test
    void shouldAgreeWithAnOracleOnAnyTypes() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            final int blocks = 2 + random.nextInt(3);
            final boolean same = random.nextBoolean();
            final Datatype[] chosen = new Datatype[blocks];
            final int[] counts = new int[blocks];
            final long[] starts = new long[blocks];
            for (int block = 0; block < blocks; block++) {
                chosen[block] = same && block > 0 ? chosen[0] : randomType(random);
                counts[block] = random.nextInt(3);
                starts[block] = 40 + random.nextInt(random.nextBoolean() ? 12 : 80);
            }
            final boolean overlaps = overlaps(chosen, counts, starts);
            final boolean isRefused = isRefused(new BlockOverlaps(starts, counts, chosen));
            assertEquals(overlaps, isRefused, "seed " + seed + ", round " + round);
            refused += overlaps ? 1 : 0;
        }
        assertFalse(refused == 0 || refused == 20_000);
    }

    /** One whose items do not overlap each other. */
    private static Datatype randomType(final Random random) {
        final Datatype type = switch (random.nextInt(5)) {
            case 0 -> MPI.BYTE.dup();
            case 1 -> Datatype.createContiguous(3, MPI.BYTE);
            case 2 -> Datatype.createResized(
                Datatype.createVector(3, 1 + random.nextInt(2), 4, MPI.BYTE), 0, random.nextBoolean() ? 2 : 12);
            case 3 -> Datatype.createHVector(2, 2, -5, MPI.BYTE);
            default -> Datatype.createIndexed(new int[] {1, 2, 1}, new int[] {4, 0, 7}, MPI.BYTE);
        };
        type.commit();
        return type;
    }

    private static boolean overlaps(final Datatype[] types, final int[] counts, final long[] starts) {
        final BitSet all = new BitSet();
        for (int block = 0; block < types.length; block++) {
            final Runs runs = types[block].map.runs();
            final BitSet own = new BitSet();
            for (int item = 0; item < counts[block]; item++) {
                for (int run = 0; run < runs.count(); run++) {
                    final int from = (int) (starts[block] + item * types[block].extentBytes + runs.offset(run));
                    own.set(from, from + (int) runs.length(run));
                }
            }
            if (all.intersects(own)) {
                return true;
            }
            all.or(own);
        }
        return false;
    }

    private static boolean isRefused(final BlockOverlaps blocks) {
        try {
            blocks.check("here");
            return false;
        } catch (final MPIException e) {
            return true;
        }
    }
}
