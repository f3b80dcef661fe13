package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.Buffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What reaches the engine of the operations that are handed over as one object, and what is refused before. This is
 * rank 2 of 4.
 */
class NonBlockingCollectiveTest {
    private static final String P = " on COMM_WORLD, rank 2 of 4";
    private static final int[] COUNTS = {1, 1, 2, 0};
    private static final int[] DISPLS = {3, 2, 0, 1};
    private static final int[] BYTES = {12, 8, 0, 99};
    private static final Datatype[] INTS = {MPI.INT, MPI.INT, MPI.INT, MPI.INT};
    private static final int[] LARGE = {0, 1, 2, 3};

    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private final int[] small = {7};
    private final int[] large = LARGE.clone();
    private final Buffer buffer = IntBuffer.wrap(large);

    private static Intracomm w() {
        return MPI.COMM_WORLD;
    }

    /** How the operation was handed over, and its blocks as {@code buffer@offset[count@displacement TYPE, ...]}. */
    private String last() {
        final Collective c = (Collective) mpi.world.argument(0);
        return mpi.world.last().name() + " " + c.kind() + " " + text(c.send()) + " " + text(c.recv())
            + (c.op() == null ? "" : " " + c.op().kind()) + (c.kind().isRooted() ? " root " + c.root() : "");
    }

    @Test
    void shouldTakeBlocksThatReachBelowTheirDisplacement() {
        final Datatype below = Datatype.Hindexed(new int[] {1}, new int[] {-2}, MPI.INT);
        final Datatype[] types = {below, below, below, below};
        final int[] one = {0, 0, 1, 0};
        w().allToAllw(null, null, null, null, large, one, new int[] {0, 0, 8, 0}, types);
        assertEquals("run", mpi.world.last().name());
        mpi.world.calls.clear();
        Expect.fault(MPI.ERR_BUFFER,
            () -> w().allToAllw(null, null, null, null, large, one, new int[] {0, 0, 7, 0}, types));
        Expect.fault(MPI.ERR_BUFFER,
            () -> w().allToAllw(null, null, null, null, large, one, new int[] {0, 0, 21, 0}, types));
        Expect.fault(MPI.ERR_COUNT, () -> w().allToAllw(null, null, null, null, large, new int[] {0, 0, -1, 0},
            new int[4], types));
        assertTrue(mpi.world.calls.isEmpty());
    }

    private String text(final BufferBlocks blocks) {
        if (blocks.isInPlace()) {
            return "IN_PLACE";
        }
        final StringBuilder text = new StringBuilder(blocks.buffer() == small ? "small"
            : blocks.buffer() == large ? "large"
                : blocks.buffer() == buffer ? "buffer"
                    : String.valueOf(blocks.buffer()));
        text.append('@').append(blocks.offset()).append('[');
        for (int i = 0; i < blocks.blocks(); i++) {
            text.append(i == 0 ? "" : ", ")
                .append(blocks.counts()[i])
                .append('@')
                .append(blocks.displacements()[i])
                .append(' ')
                .append(blocks.types()[i].basic());
        }
        return text.append(']').toString();
    }

    private void assertStarted(final String expected, final Request request) {
        assertEquals("start " + expected, last());
        assertFalse(request.isNull());
    }

    @Test
    void shouldStartRootedOperations() {
        assertStarted("BARRIER null@0[] null@0[]", w().iBarrier());
        assertStarted("BCAST null@0[] buffer@0[4@0 INT] root 0", w().iBcast(buffer, 4, MPI.INT, 0));
        assertStarted("BCAST large@0[4@0 INT] null@0[] root 2", w().iBcast(large, 4, MPI.INT, 2));
        assertStarted("GATHER small@0[1@0 INT] large@0[1@0 INT, 1@4 INT, 1@8 INT, 1@12 INT] root 2",
            w().iGather(small, 1, MPI.INT, large, 1, MPI.INT, 2));
        assertStarted("GATHER IN_PLACE large@0[1@0 INT, 1@4 INT, 1@8 INT, 1@12 INT] root 2",
            w().iGather(large, 1, MPI.INT, 2));
        assertStarted("GATHER small@0[1@0 INT] null@0[] root 1", w().iGather(small, 1, MPI.INT, 1));
        assertStarted("GATHERV small@0[1@0 INT] large@0[1@12 INT, 1@8 INT, 2@0 INT, 0@4 INT] root 2",
            w().iGatherv(small, 1, MPI.INT, large, COUNTS, DISPLS, MPI.INT, 2));
        assertStarted("GATHERV small@0[1@0 INT] null@0[] root 0", w().iGatherv(small, 1, MPI.INT, 0));
        assertStarted("SCATTER large@0[1@0 INT, 1@4 INT, 1@8 INT, 1@12 INT] IN_PLACE root 2",
            w().iScatter(large, 1, MPI.INT, 2));
        assertStarted("SCATTER null@0[] small@0[1@0 INT] root 1",
            w().iScatter(null, 0, null, small, 1, MPI.INT, 1));
        assertStarted("SCATTERV large@0[1@12 INT, 1@8 INT, 2@0 INT, 0@4 INT] IN_PLACE root 2",
            w().iScatterv(large, COUNTS, DISPLS, MPI.INT, 2));
        assertStarted("SCATTERV null@0[] small@0[1@0 INT] root 3", w().iScatterv(small, 1, MPI.INT, 3));
        assertStarted("REDUCE large@0[4@0 INT] null@0[] SUM root 0",
            w().iReduce(large, 4, MPI.INT, MPI.SUM, 0));
        assertStarted("REDUCE IN_PLACE large@0[4@0 INT] SUM root 2", w().iReduce(large, 4, MPI.INT, MPI.SUM, 2));
    }

    @Test
    void shouldStartOperationsOfAllRanks() {
        assertStarted("ALLGATHER small@0[1@0 INT] buffer@0[1@0 INT, 1@4 INT, 1@8 INT, 1@12 INT]",
            w().iAllGather((Object) small, 1, MPI.INT, buffer, 1, MPI.INT));
        assertStarted("ALLGATHER IN_PLACE buffer@0[1@0 INT, 1@4 INT, 1@8 INT, 1@12 INT]",
            w().iAllGather(buffer, 1, MPI.INT));
        assertStarted("ALLGATHERV IN_PLACE large@0[1@12 INT, 1@8 INT, 2@0 INT, 0@4 INT]",
            w().iAllGatherv(large, COUNTS, DISPLS, MPI.INT));
        assertStarted("ALLTOALL IN_PLACE large@0[1@0 INT, 1@4 INT, 1@8 INT, 1@12 INT]",
            w().iAllToAll((Object) null, 0, null, large, 1, MPI.INT));
        assertStarted("ALLTOALLV IN_PLACE large@0[1@12 INT, 1@8 INT, 2@0 INT, 0@4 INT]",
            w().iAllToAllv((Object) null, null, null, null, large, COUNTS, DISPLS, MPI.INT));
        assertStarted("ALLTOALLW buffer@0[1@12 INT, 1@8 INT, 2@0 INT, 0@99 INT]"
            + " large@0[1@12 INT, 1@8 INT, 2@0 INT, 0@99 INT]",
            w().iAllToAllw((Object) buffer, COUNTS, BYTES, INTS, large, COUNTS, BYTES, INTS));
        assertStarted("ALLREDUCE IN_PLACE large@0[4@0 INT] MAX", w().iAllReduce(large, 4, MPI.INT, MPI.MAX));
        assertStarted("SCAN small@0[1@0 INT] large@0[1@0 INT] SUM",
            w().iScan(small, large, 1, MPI.INT, MPI.SUM));
        assertStarted("EXSCAN IN_PLACE large@0[4@0 INT] SUM", w().iExScan(large, 4, MPI.INT, MPI.SUM));
        assertStarted("REDUCE_SCATTER IN_PLACE large@0[1@0 INT, 1@4 INT, 2@8 INT, 0@16 INT] SUM",
            w().iReduceScatter(large, COUNTS, MPI.INT, MPI.SUM));
        assertStarted("REDUCE_SCATTER_BLOCK large@0[1@0 INT, 1@4 INT, 1@8 INT, 1@12 INT] small@0[1@0 INT] SUM",
            w().iReduceScatterBlock(large, small, 1, MPI.INT, MPI.SUM));
    }

    @Test
    void shouldRunWhatHasNoWayOfItsOwn() {
        w().allToAllw(null, null, null, null, large, COUNTS, BYTES, INTS);
        assertEquals("run ALLTOALLW IN_PLACE large@0[1@12 INT, 1@8 INT, 2@0 INT, 0@99 INT]", last());
        w().Reduce_scatter(large, 1, large, 0, new int[] {1, 1, 1, 0}, MPI.INT, MPI.SUM);
        assertEquals("run REDUCE_SCATTER large@4[1@0 INT, 1@4 INT, 1@8 INT, 0@12 INT] large@0[1@0 INT] SUM", last());
        w().reduceScatterBlock(large, 1, MPI.INT, MPI.SUM);
        assertEquals("run REDUCE_SCATTER_BLOCK IN_PLACE large@0[1@0 INT, 1@4 INT, 1@8 INT, 1@12 INT] SUM", last());
        w().Scan(large, 1, large, 2, 2, MPI.INT, MPI.PROD);
        assertEquals("run SCAN large@4[2@0 INT] large@8[2@0 INT] PROD", last());
        w().exScan(small, large, 1, MPI.INT, MPI.SUM);
        assertEquals("run EXSCAN small@0[1@0 INT] large@0[1@0 INT] SUM", last());
    }

    @Test
    void shouldNotLookAtArgumentsThatDoNotMatter() {
        assertStarted("GATHER small@0[1@0 INT] null@0[] root 0",
            w().iGather(small, 1, MPI.INT, null, -1, null, 0));
        assertStarted("REDUCE small@0[1@0 INT] null@0[] SUM root 0",
            w().iReduce(small, LARGE, 1, MPI.INT, MPI.SUM, 0));
    }

    private static Arguments fault(final int errorClass, final String text, final Executable call) {
        return Arguments.of(text, errorClass, call);
    }

    static Stream<Arguments> faults() {
        final String root = ": the root is rank 4, it must be 0 to 3 (MPI.ERR_ROOT)";
        final String count = ": the count is -1, it must be 0 or more (MPI.ERR_COUNT)";
        final String type = ": the datatype is null, pass one such as MPI.INT (MPI.ERR_TYPE)";
        final String op = ": the reduction operation is null or was freed (MPI.ERR_OP)";
        final String undefined = ": MPI.MAXLOC is not defined on MPI.INT, use another one or an Op of your own"
            + " (MPI.ERR_OP)";
        final String outside = ": 5 items of MPI.INT take bytes 0 to 19 of int[4], which has 16 bytes"
            + " (MPI.ERR_BUFFER)";
        final String topology = ": the communicator has no topology (MPI.ERR_TOPOLOGY)";
        return Stream.of(
            fault(MPI.ERR_ROOT, "ibcast" + P + root, () -> w().iBcast(LARGE, 1, MPI.INT, 4)),
            fault(MPI.ERR_ROOT, "igather" + P + ": the root is rank -4, it must be 0 to 3 (MPI.ERR_ROOT)",
                () -> w().iGather(LARGE, 1, MPI.INT, MPI.ROOT)),
            fault(MPI.ERR_ROOT, "iscatterv" + P + ", root 1: only the root gives the blocks' counts and displacements"
                + " (MPI.ERR_ROOT)", () -> w().iScatterv(LARGE, COUNTS, DISPLS, MPI.INT, 1)),
            fault(MPI.ERR_ROOT, "igatherv" + P + ", root 2: the root cannot give no counts and displacements"
                + " (MPI.ERR_ROOT)", () -> w().iGatherv(LARGE, 1, MPI.INT, 2)),
            fault(MPI.ERR_ROOT, "ireduce" + P + root, () -> w().iReduce(LARGE, 1, MPI.INT, MPI.SUM, 4)),
            fault(MPI.ERR_COUNT, "ibcast" + P + count, () -> w().iBcast(LARGE, -1, MPI.INT, 0)),
            fault(MPI.ERR_COUNT, "iallgather" + P + count, () -> w().iAllGather(LARGE, -1, MPI.INT)),
            fault(MPI.ERR_COUNT, "scan" + P + count, () -> w().scan(LARGE, -1, MPI.INT, MPI.SUM)),
            fault(MPI.ERR_COUNT, "reduce_scatter_block" + P + count,
                () -> w().reduceScatterBlock(LARGE, -1, MPI.INT, MPI.SUM)),
            fault(MPI.ERR_COUNT, "reduce_scatter" + P + count,
                () -> w().Reduce_scatter(LARGE, 0, LARGE, 0, new int[] {1, 1, 1, -1}, MPI.INT, MPI.SUM)),
            fault(MPI.ERR_COUNT, "reduce_scatter" + P + ": there are 3 counts for 4 ranks (MPI.ERR_COUNT)",
                () -> w().reduceScatter(LARGE, new int[3], MPI.INT, MPI.SUM)),
            fault(MPI.ERR_COUNT, "ireduce_scatter" + P + ": the counts are null (MPI.ERR_COUNT)",
                () -> w().iReduceScatter(LARGE, null, MPI.INT, MPI.SUM)),
            fault(MPI.ERR_COUNT, "ialltoallv" + P + ": the counts are null (MPI.ERR_COUNT)",
                () -> w().iAllToAllv(LARGE, null, DISPLS, MPI.INT, LARGE.clone(), COUNTS, DISPLS, MPI.INT)),
            fault(MPI.ERR_ARG, "iallgatherv" + P + ": there are 1 displacements for 4 ranks (MPI.ERR_ARG)",
                () -> w().iAllGatherv(LARGE, COUNTS, new int[1], MPI.INT)),
            fault(MPI.ERR_TYPE, "iallreduce" + P + type, () -> w().iAllReduce(LARGE, 1, null, MPI.SUM)),
            fault(MPI.ERR_TYPE, "exscan" + P + type, () -> w().exScan(LARGE, 1, MPI.DATATYPE_NULL, MPI.SUM)),
            fault(MPI.ERR_TYPE, "alltoallw" + P + ": the datatypes are null (MPI.ERR_TYPE)",
                () -> w().allToAllw(LARGE, COUNTS, BYTES, null, LARGE.clone(), COUNTS, BYTES, INTS)),
            fault(MPI.ERR_TYPE, "ialltoallw" + P + ", block of rank 3" + type, () -> w().iAllToAllw((Object) LARGE,
                COUNTS, BYTES, new Datatype[] {MPI.INT, MPI.INT, MPI.INT, null}, LARGE, COUNTS, BYTES, INTS)),
            fault(MPI.ERR_TYPE, "scan" + P + ": MPI.DOUBLE needs double[], the buffer is int[4]"
                + " (MPI.ERR_TYPE)", () -> w().Scan(LARGE, 0, LARGE, 0, 1, MPI.DOUBLE, MPI.SUM)),
            fault(MPI.ERR_BUFFER, "alltoallw" + P + ", block of rank 1: 1 items of MPI.INT take bytes 13 to 16 of"
                + " int[4], which has 16 bytes (MPI.ERR_BUFFER)",
                () -> w().allToAllw(null, null, null, null, LARGE,
                    new int[] {1, 1, 1, 1}, new int[] {0, 13, 4, 8}, INTS)),
            fault(MPI.ERR_BUFFER, "iexscan" + P + outside,
                () -> w().iExScan(LARGE, new int[5], 5, MPI.INT, MPI.SUM)),
            fault(MPI.ERR_BUFFER, "iscan" + P + outside, () -> w().iScan(new int[5], LARGE, 5, MPI.INT, MPI.SUM)),
            fault(MPI.ERR_BUFFER, "ireduce_scatter" + P + ": 6 items of MPI.INT take bytes 0 to 23 of int[4], which"
                + " has 16 bytes (MPI.ERR_BUFFER)",
                () -> w().iReduceScatter(LARGE, new int[] {1, 2, 3, 0}, MPI.INT, MPI.SUM)),
            fault(MPI.ERR_BUFFER, "reduce_scatter_block" + P + ": the buffer is null but the count is 2"
                + " (MPI.ERR_BUFFER)", () -> w().reduceScatterBlock(new int[8], null, 2, MPI.INT, MPI.SUM)),
            fault(MPI.ERR_BUFFER, "iallgather" + P + ": the receive buffer is read-only (MPI.ERR_BUFFER)",
                () -> w().iAllGather(IntBuffer.allocate(4).asReadOnlyBuffer(), 1, MPI.INT)),
            fault(MPI.ERR_OP, "iscan" + P + op, () -> w().iScan(LARGE, 1, MPI.INT, null)),
            fault(MPI.ERR_OP, "ireduce" + P + op, () -> w().iReduce(LARGE, 1, MPI.INT, freed(), 0)),
            fault(MPI.ERR_OP, "reduce_scatter" + P + undefined,
                () -> w().reduceScatter(LARGE, COUNTS, MPI.INT, MPI.MAXLOC)),
            fault(MPI.ERR_OP, "iallreduce" + P + undefined, () -> w().iAllReduce(LARGE, 1, MPI.INT, MPI.MAXLOC)),
            fault(MPI.ERR_OP, "reduce_local on COMM_SELF, rank 0 of 1" + undefined,
                () -> Comm.reduceLocal(LARGE, new int[4], 1, MPI.INT, MPI.MAXLOC)),
            fault(MPI.ERR_TOPOLOGY, "neighbor_allgather" + P + topology,
                () -> w().neighborAllGather(LARGE, 1, MPI.INT, LARGE, 1, MPI.INT)),
            fault(MPI.ERR_TOPOLOGY, "neighbor_allgatherv" + P + topology,
                () -> w().neighborAllGatherv(LARGE, 1, MPI.INT, LARGE, COUNTS, DISPLS, MPI.INT)),
            fault(MPI.ERR_TOPOLOGY, "ineighbor_alltoall" + P + topology,
                () -> w().iNeighborAllToAll(LARGE, 1, MPI.INT, LARGE, 1, MPI.INT)),
            fault(MPI.ERR_TOPOLOGY, "ineighbor_alltoallv" + P + topology,
                () -> w().iNeighborAllToAllv(LARGE, COUNTS, DISPLS, MPI.INT, LARGE, COUNTS, DISPLS, MPI.INT)));
    }

    private static Op freed() {
        final Op op = new Op((Op.Function) (_, _, _, _) -> {}, true);
        op.free();
        return op;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void shouldRefuse(final String text, final int errorClass, final Executable call) {
        final int before = mpi.world.calls.size();
        Expect.fault(errorClass, text, call);
        assertEquals(before, mpi.world.calls.size(), "nothing reaches the engine: " + calls());
    }

    private String calls() {
        return mpi.world.calls.stream()
            .map(call -> call.name() + Arrays.toString(call.arguments()))
            .collect(Collectors.joining());
    }

    @Test
    void shouldFollowTheErrorHandler() {
        mpi.world.fault = new MPIException(MPI.ERR_PROC_FAILED, MPI.ERR_PROC_FAILED, "rank 1 has died");
        w().setErrhandler(MPI.ERRORS_RETURN);
        Expect.fault(MPI.ERR_PROC_FAILED, "rank 1 has died", () -> w().iBarrier());
        Expect.fault(MPI.ERR_PROC_FAILED, "rank 1 has died", () -> w().Scan(small, 0, small, 0, 1, MPI.INT, MPI.SUM));
        assertEquals(0, mpi.engine.aborts.size());
    }
}
