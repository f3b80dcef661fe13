package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each wrong argument of each operation: error class and text; nothing reaches the engine, no handler is asked.
 */
class ArgumentTest {
    private static final String P = " on COMM_WORLD, rank 2 of 4";
    private static final int[] FOUR = new int[4];
    private static final int[] COUNTS = {1, 1, 1, 1};
    private static final int[] DISPLS = {0, 1, 2, 3};

    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private static Intracomm w() {
        return MPI.COMM_WORLD;
    }

    private static Arguments fault(final int errorClass, final String text, final Executable call) {
        return Arguments.of(text, errorClass, call);
    }

    private static MemorySegment closedSegment() {
        try (Arena arena = Arena.ofConfined()) {
            return arena.allocate(16);
        }
    }

    static Stream<Arguments> sends() {
        return Stream.of(
            fault(MPI.ERR_RANK, "send" + P + ", to 4, tag 7: the destination is rank 4, it must be 0 to 3 or"
                + " MPI.PROC_NULL (MPI.ERR_RANK)", () -> w().send(FOUR, 4, MPI.INT, 4, 7)),
            fault(MPI.ERR_RANK, "ssend" + P + ", to -2, tag 7: the destination is rank -2, it must be 0 to 3 or"
                + " MPI.PROC_NULL (MPI.ERR_RANK)", () -> w().Ssend(FOUR, 0, 4, MPI.INT, MPI.ANY_SOURCE, 7)),
            fault(MPI.ERR_TAG, "rsend" + P + ", to 3, tag -1: the tag is -1, it must be 0 to 2147483647 (MPI.ERR_TAG)",
                () -> w().rSend(FOUR, 4, MPI.INT, 3, -1)),
            fault(MPI.ERR_COUNT, "isend" + P + ", to 3, tag 7: the count is -1, it must be 0 or more (MPI.ERR_COUNT)",
                () -> w().iSend(FOUR, -1, MPI.INT, 3, 7)),
            fault(MPI.ERR_TYPE, "issend" + P + ", to 3, tag 7: the datatype is null, pass one such as MPI.INT"
                + " (MPI.ERR_TYPE)", () -> w().isSend(FOUR, 4, null, 3, 7)),
            fault(MPI.ERR_TYPE, "irsend" + P + ", to 3, tag 7: the datatype is null, pass one such as MPI.INT"
                + " (MPI.ERR_TYPE)", () -> w().Irsend(FOUR, 0, 4, MPI.DATATYPE_NULL, 3, 7)),
            fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: the buffer is null but the count is 4 (MPI.ERR_BUFFER)",
                () -> w().send(null, 4, MPI.INT, 3, 7)),
            fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: java.lang.String is no buffer, pass an array, a"
                + " java.nio.Buffer or a MemorySegment (MPI.ERR_BUFFER)", () -> w().send("hello", 5, MPI.CHAR, 3, 7)),
            fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: 5 items of MPI.INT take bytes 0 to 19 of int[4], which"
                + " has 16 bytes (MPI.ERR_BUFFER)", () -> w().send(FOUR, 5, MPI.INT, 3, 7)),
            fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: 4 items of MPI.INT from offset 1 on take bytes 4 to 19"
                + " of int[4], which has 16 bytes (MPI.ERR_BUFFER)", () -> w().Send(FOUR, 1, 4, MPI.INT, 3, 7)),
            fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: 1 item of MPI.INT from offset -1 on take bytes -4 to -1"
                + " of int[4], which has 16 bytes (MPI.ERR_BUFFER)", () -> w().Send(FOUR, -1, 1, MPI.INT, 3, 7)),
            fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: 2147483647 items of MPI.DOUBLE take bytes 0 to"
                + " 17179869175 of int[4], which has 16 bytes (MPI.ERR_BUFFER)",
                () -> w().send(FOUR, Integer.MAX_VALUE, MPI.DOUBLE, 3, 7)),
            fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: 3 items of MPI.OBJECT take slots 0 to 2 of String[2],"
                + " which has 2 slots (MPI.ERR_BUFFER)", () -> w().send(new String[2], 3, MPI.OBJECT, 3, 7)),
            fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: 2 items of MPI.INT take bytes 0 to 7 of ByteBuffer of 7,"
                + " which has 7 bytes (MPI.ERR_BUFFER)", () -> w().send(ByteBuffer.allocate(7), 2, MPI.INT, 3, 7)),
            fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: 2 items of MPI.INT take bytes 0 to 7 of MemorySegment,"
                + " which has 7 bytes (MPI.ERR_BUFFER)",
                () -> w().send(Arena.ofAuto().allocate(7), 2, MPI.INT, 3, 7)),
            fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: the arena of the MemorySegment is closed"
                + " (MPI.ERR_BUFFER)", () -> w().send(closedSegment(), 4, MPI.INT, 3, 7)),
            fault(MPI.ERR_TYPE, "send" + P + ", to 3, tag 7: MPI.DOUBLE needs double[], the buffer is int[4]"
                + " (MPI.ERR_TYPE)", () -> w().Send(FOUR, 0, 1, MPI.DOUBLE, 3, 7)),
            fault(MPI.ERR_TYPE, "send" + P + ", to 3, tag 7: MPI.OBJECT needs an array of objects, the buffer is int[4]"
                + " (MPI.ERR_TYPE)", () -> w().send(FOUR, 1, MPI.OBJECT, 3, 7)),
            fault(MPI.ERR_TYPE, "send" + P + ", to 3, tag 7: MPI.INT needs int[], the buffer is Integer[2]"
                + " (MPI.ERR_TYPE)", () -> w().send(new Integer[2], 1, MPI.INT, 3, 7)));
    }

    static Stream<Arguments> buffered() {
        return Stream.of(
            fault(MPI.ERR_RANK, "bsend" + P + ", to 4, tag 7: the destination is rank 4, it must be 0 to 3 or"
                + " MPI.PROC_NULL (MPI.ERR_RANK)", () -> w().bSend(FOUR, 4, MPI.INT, 4, 7)),
            fault(MPI.ERR_TAG, "ibsend" + P + ", to 3, tag -1: the tag is -1, it must be 0 to 2147483647 (MPI.ERR_TAG)",
                () -> w().Ibsend(FOUR, 0, 4, MPI.INT, 3, -1)),
            fault(MPI.ERR_COUNT, "ibsend" + P + ", to 3, tag 7: the count is -1, it must be 0 or more (MPI.ERR_COUNT)",
                () -> w().ibSend(FOUR, -1, MPI.INT, 3, 7)),
            fault(MPI.ERR_TYPE, "bsend" + P + ", to 3, tag 7: MPI.DOUBLE needs double[], the buffer is int[4]"
                + " (MPI.ERR_TYPE)", () -> w().Bsend(FOUR, 0, 1, MPI.DOUBLE, 3, 7)),
            fault(MPI.ERR_BUFFER, "buffer_attach: the buffer is null (MPI.ERR_BUFFER)",
                () -> MPI.attachBuffer(null)),
            fault(MPI.ERR_BUFFER, "buffer_attach: the buffer is null (MPI.ERR_BUFFER)",
                () -> MPI.Buffer_attach((ByteBuffer) null)));
    }

    static Stream<Arguments> persistent() {
        return Stream.of(
            fault(MPI.ERR_RANK, "send_init" + P + ", to 4, tag 7: the destination is rank 4, it must be 0 to 3 or"
                + " MPI.PROC_NULL (MPI.ERR_RANK)", () -> w().sendInit(FOUR, 4, MPI.INT, 4, 7)),
            fault(MPI.ERR_TAG, "bsend_init" + P + ", to 3, tag -1: the tag is -1, it must be 0 to 2147483647"
                + " (MPI.ERR_TAG)", () -> w().Bsend_init(FOUR, 0, 4, MPI.INT, 3, -1)),
            fault(MPI.ERR_COUNT, "ssend_init" + P + ", to 3, tag 7: the count is -1, it must be 0 or more"
                + " (MPI.ERR_COUNT)", () -> w().Ssend_init(FOUR, 0, -1, MPI.INT, 3, 7)),
            fault(MPI.ERR_BUFFER, "rsend_init" + P + ", to 3, tag 7: the buffer is null but the count is 4"
                + " (MPI.ERR_BUFFER)", () -> w().rSendInit((Object) null, 4, MPI.INT, 3, 7)),
            fault(MPI.ERR_TYPE, "recv_init" + P + ", from 1, tag 7: the datatype is null, pass one such as MPI.INT"
                + " (MPI.ERR_TYPE)", () -> w().recvInit(FOUR, 4, null, 1, 7)),
            fault(MPI.ERR_BUFFER, "recv_init" + P + ", from 1, tag 7: the receive buffer is read-only (MPI.ERR_BUFFER)",
                () -> w().recvInit(IntBuffer.wrap(FOUR).asReadOnlyBuffer(), 4, MPI.INT, 1, 7)),
            fault(MPI.ERR_REQUEST, "startall: the array of requests is null (MPI.ERR_REQUEST)",
                () -> Prequest.startAll(null)),
            fault(MPI.ERR_REQUEST, "startall: the request is null, completed or freed (MPI.ERR_REQUEST)",
                () -> Prequest.Startall(new Prequest[1])));
    }

    static Stream<Arguments> matched() {
        return Stream.of(
            fault(MPI.ERR_COMM, "mprobe: the communicator is null (MPI.ERR_COMM)",
                () -> new Message().mProbe(0, 0, null)),
            fault(MPI.ERR_RANK, "improbe" + P + ", from 4, tag 0: the source is rank 4, it must be 0 to 3,"
                + " MPI.ANY_SOURCE or MPI.PROC_NULL (MPI.ERR_RANK)", () -> new Message().imProbe(4, 0, w())),
            fault(MPI.ERR_REQUEST, "mrecv: there is no message, or it was received (MPI.ERR_REQUEST)",
                () -> new Message().mRecv(FOUR, 4, MPI.INT)),
            fault(MPI.ERR_REQUEST, "imrecv: there is no message, or it was received (MPI.ERR_REQUEST)",
                () -> new Message().imRecv(FOUR, 4, MPI.INT)));
    }

    /** The product of count and extent must not overflow into something small. */
    static Stream<Arguments> longCounts() {
        return Stream.of(
            fault(MPI.ERR_COUNT, "send" + P + ", to 3, tag 7: the count is -1, it must be 0 or more (MPI.ERR_COUNT)",
                () -> w().send(FOUR, -1L, MPI.INT, 3, 7)),
            fault(MPI.ERR_BUFFER, "isend" + P + ", to 3, tag 7: 1152921504606846975 items of MPI.INT take bytes 0 to"
                + " 4611686018427387899 of int[4], which has 16 bytes (MPI.ERR_BUFFER)",
                () -> w().iSend(FOUR, 1L << 62, MPI.INT, 3, 7)),
            fault(MPI.ERR_BUFFER, "recv" + P + ", from 1, tag 7: 5 items of MPI.INT take bytes 0 to 19 of int[4], which"
                + " has 16 bytes (MPI.ERR_BUFFER)", () -> w().recv(FOUR, 5L, MPI.INT, 1, 7)));
    }

    static Stream<Arguments> receives() {
        return Stream.of(
            fault(MPI.ERR_RANK, "recv" + P + ", from 4, any tag: the source is rank 4, it must be 0 to 3,"
                + " MPI.ANY_SOURCE or MPI.PROC_NULL (MPI.ERR_RANK)",
                () -> w().recv(FOUR, 4, MPI.INT, 4, MPI.ANY_TAG)),
            fault(MPI.ERR_TAG, "irecv" + P + ", from any source, tag -1: the tag is -1, it must be 0 to 2147483647 or"
                + " MPI.ANY_TAG (MPI.ERR_TAG)", () -> w().Irecv(FOUR, 0, 4, MPI.INT, MPI.ANY_SOURCE, -1)),
            fault(MPI.ERR_TAG, "probe" + P + ", from MPI.PROC_NULL, tag -3: the tag is -3, it must be 0 to 2147483647"
                + " or MPI.ANY_TAG (MPI.ERR_TAG)", () -> w().probe(MPI.PROC_NULL, -3)),
            fault(MPI.ERR_RANK, "iprobe" + P + ", from -3, tag 0: the source is rank -3, it must be 0 to 3,"
                + " MPI.ANY_SOURCE or MPI.PROC_NULL (MPI.ERR_RANK)", () -> w().Iprobe(-3, 0)),
            fault(MPI.ERR_COUNT, "recv" + P + ", from 1, tag 7: the count is -4, it must be 0 or more (MPI.ERR_COUNT)",
                () -> w().Recv(FOUR, 0, -4, MPI.INT, 1, 7)),
            fault(MPI.ERR_BUFFER, "recv" + P + ", from 1, tag 7: the receive buffer is read-only (MPI.ERR_BUFFER)",
                () -> w().recv(IntBuffer.wrap(FOUR).asReadOnlyBuffer(), 4, MPI.INT, 1, 7)),
            fault(MPI.ERR_BUFFER, "irecv" + P + ", from 1, tag 7: the receive buffer is read-only (MPI.ERR_BUFFER)",
                () -> w().iRecv(MemorySegment.ofArray(FOUR).asReadOnly(), 4, MPI.INT, 1, 7)),
            fault(MPI.ERR_BUFFER, "irecv" + P + ", from 1, tag 7: the arena of the MemorySegment is closed"
                + " (MPI.ERR_BUFFER)", () -> w().iRecv(closedSegment(), 4, MPI.INT, 1, 7)),
            fault(MPI.ERR_RANK, "sendrecv" + P + ", to 9, tag 1: the destination is rank 9, it must be 0 to 3 or"
                + " MPI.PROC_NULL (MPI.ERR_RANK)",
                () -> w().sendRecv(FOUR, 4, MPI.INT, 9, 1, new int[4], 4, MPI.INT, 1, 2)),
            fault(MPI.ERR_BUFFER, "sendrecv" + P + ", from 1, tag 2: 5 items of MPI.INT take bytes 0 to 19 of int[4],"
                + " which has 16 bytes (MPI.ERR_BUFFER)",
                () -> w().Sendrecv(FOUR, 0, 4, MPI.INT, 3, 1, new int[4], 0, 5, MPI.INT, 1, 2)),
            fault(MPI.ERR_TYPE, "sendrecv_replace" + P + ", from 1, tag 2: MPI.LONG needs long[], the buffer is int[4]"
                + " (MPI.ERR_TYPE)", () -> w().Sendrecv_replace(FOUR, 0, 1, MPI.LONG, 3, 1, 1, 2)));
    }

    static Stream<Arguments> collectives() {
        return Stream.of(
            fault(MPI.ERR_ROOT, "bcast" + P + ": the root is rank 4, it must be 0 to 3 (MPI.ERR_ROOT)",
                () -> w().bcast(FOUR, 4, MPI.INT, 4)),
            fault(MPI.ERR_ROOT, "reduce" + P + ": the root is rank -1, it must be 0 to 3 (MPI.ERR_ROOT)",
                () -> w().Reduce(FOUR, 0, FOUR, 0, 4, MPI.INT, MPI.SUM, -1)),
            fault(MPI.ERR_COUNT, "bcast" + P + ": the count is -1, it must be 0 or more (MPI.ERR_COUNT)",
                () -> w().Bcast(FOUR, 0, -1, MPI.INT, 0)),
            fault(MPI.ERR_BUFFER, "gather" + P + ": 8 items of MPI.INT take bytes 0 to 31 of int[4], which has 16 bytes"
                + " (MPI.ERR_BUFFER)", () -> w().gather(FOUR, 2, MPI.INT, new int[4], 2, MPI.INT, 2)),
            fault(MPI.ERR_BUFFER, "allreduce" + P + ": the arena of the MemorySegment is closed (MPI.ERR_BUFFER)",
                () -> w().allReduce(closedSegment(), 4, MPI.INT, MPI.SUM)),
            fault(MPI.ERR_COUNT, "gather" + P + ": the count is -2, it must be 0 or more (MPI.ERR_COUNT)",
                () -> w().gather(FOUR, 2, MPI.INT, new int[4], -2, MPI.INT, 2)),
            fault(MPI.ERR_BUFFER, "gather" + P + ": the buffer is null but the count is 2 (MPI.ERR_BUFFER)",
                () -> w().gather(null, 2, MPI.INT, new int[4], 2, MPI.INT, 0)),
            fault(MPI.ERR_COUNT, "gatherv" + P + ": the counts are null (MPI.ERR_COUNT)",
                () -> w().gatherv(FOUR, 1, MPI.INT, new int[4], null, DISPLS, MPI.INT, 2)),
            fault(MPI.ERR_ARG, "allgatherv" + P + ": there are 3 displacements for 4 ranks (MPI.ERR_ARG)",
                () -> w().allGatherv(FOUR, 1, MPI.INT, new int[4], COUNTS, new int[3], MPI.INT)),
            fault(MPI.ERR_COUNT, "alltoallv" + P + ", block of rank 1: the count is -1, it must be 0 or more"
                + " (MPI.ERR_COUNT)",
                () -> w().Alltoallv(FOUR, 0, new int[] {1, -1, 1, 1}, DISPLS, MPI.INT, new int[4], 0, COUNTS, DISPLS,
                    MPI.INT)),
            fault(MPI.ERR_BUFFER, "scatterv" + P + ", block of rank 3: 1 item of MPI.INT from offset 4 on take bytes"
                + " 16 to 19 of int[4], which has 16 bytes (MPI.ERR_BUFFER)",
                () -> w().scatterv(FOUR, COUNTS, new int[] {0, 1, 2, 4}, MPI.INT, new int[1], 1, MPI.INT, 2)),
            fault(MPI.ERR_ROOT, "gatherv" + P + ", root 2: the root cannot give no counts and displacements"
                + " (MPI.ERR_ROOT)", () -> w().gatherv(FOUR, 1, MPI.INT, 2)),
            fault(MPI.ERR_ROOT, "scatterv" + P + ", root 0: only the root gives the blocks' counts and displacements"
                + " (MPI.ERR_ROOT)", () -> w().scatterv(FOUR, COUNTS, DISPLS, MPI.INT, 0)),
            fault(MPI.ERR_TYPE, "allgather" + P + ": MPI.DOUBLE needs double[], the buffer is int[4] (MPI.ERR_TYPE)",
                () -> w().Allgather(FOUR, 0, 1, MPI.INT, new int[4], 0, 1, MPI.DOUBLE)),
            fault(MPI.ERR_OP, "allreduce" + P + ": the reduction operation is null or was freed (MPI.ERR_OP)",
                () -> w().allReduce(FOUR, new int[4], 4, MPI.INT, null)),
            fault(MPI.ERR_OP, "allreduce" + P + ": MPI.SUM is not defined on MPI.OBJECT, use another one or an Op of"
                + " your own (MPI.ERR_OP)",
                () -> w().Allreduce(new Object[1], 0, new Object[1], 0, 1, MPI.OBJECT, MPI.SUM)),
            fault(MPI.ERR_OP, "reduce" + P + ": MPI.BAND is not defined on MPI.DOUBLE, use another one or an Op of your"
                + " own (MPI.ERR_OP)", () -> w().reduce(new double[1], new double[1], 1, MPI.DOUBLE, MPI.BAND, 0)),
            fault(MPI.ERR_OP, "reduce" + P + ": MPI.MAXLOC is not defined on MPI.INT, use another one or an Op of your"
                + " own (MPI.ERR_OP)", () -> w().reduce(FOUR, 1, MPI.INT, MPI.MAXLOC, 0)),
            fault(MPI.ERR_BUFFER, "allreduce" + P + ": the receive buffer is read-only (MPI.ERR_BUFFER)",
                () -> w().allReduce(FOUR, IntBuffer.allocate(4).asReadOnlyBuffer(), 4, MPI.INT, MPI.SUM)),
            fault(MPI.ERR_BUFFER, "allreduce" + P + ": the buffer is null but the count is 4 (MPI.ERR_BUFFER)",
                () -> w().Allreduce(null, 0, FOUR, 0, 4, MPI.INT, MPI.SUM)));
    }

    static Stream<Arguments> communicators() {
        return Stream.of(
            fault(MPI.ERR_COMM, "comm_free" + P + ": MPI.COMM_WORLD cannot be freed (MPI.ERR_COMM)", () -> w().free()),
            fault(MPI.ERR_COMM, "barrier on COMM_NULL: the communicator is MPI.COMM_NULL (MPI.ERR_COMM)",
                () -> MPI.COMM_NULL.barrier()),
            fault(MPI.ERR_COMM, "send on COMM_NULL: the communicator is MPI.COMM_NULL (MPI.ERR_COMM)",
                () -> MPI.COMM_NULL.Send(FOUR, 0, 4, MPI.INT, 0, 0)),
            fault(MPI.ERR_COMM, "comm_size on COMM_NULL: the communicator is MPI.COMM_NULL (MPI.ERR_COMM)",
                () -> MPI.COMM_NULL.Size()),
            fault(MPI.ERR_COMM, "comm_compare: a communicator is null (MPI.ERR_COMM)", () -> Comm.compare(w(), null)),
            fault(MPI.ERR_ARG, "comm_split" + P + ": the color is -2, it must be 0 or more, or MPI.UNDEFINED"
                + " (MPI.ERR_ARG)", () -> w().split(-2, 0)),
            fault(MPI.ERR_GROUP, "comm_create" + P + ": the group is null or was freed (MPI.ERR_GROUP)",
                () -> w().Create(MPI.GROUP_NULL)),
            fault(MPI.ERR_GROUP, "comm_create on COMM_SELF, rank 0 of 1: rank 0 of the group is not in the communicator"
                + " (MPI.ERR_GROUP)", () -> MPI.COMM_SELF.create(w().getGroup())),
            fault(MPI.ERR_ARG, "comm_set_errhandler" + P + ": the error handler is null (MPI.ERR_ARG)",
                () -> w().setErrhandler(null)),
            fault(MPI.ERR_ARG, "comm_set_name" + P + ": the name is null (MPI.ERR_ARG)", () -> w().setName(null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"sends", "receives", "collectives", "communicators", "buffered", "persistent", "matched",
        "longCounts"})
    void shouldThrowAtTheCallerFirst(final String text, final int errorClass, final Executable call) {
        Expect.fault(errorClass, text, call);
        assertTrue(mpi.world.calls.isEmpty());
        assertTrue(mpi.engine.aborts.isEmpty());
    }

    @Test
    void shouldAcceptWhatIsLegal() {
        w().send(null, 0, MPI.INT, 3, 0);
        w().Send(null, 0, 0, MPI.INT, MPI.PROC_NULL, 0);
        w().send(new int[0], 0, MPI.INT, 3, Integer.MAX_VALUE);
        w().send(ByteBuffer.allocateDirect(0), 0, MPI.INT, 3, 0);
        w().Send(FOUR, 4, 0, MPI.INT, 3, 0);
        w().send(FOUR, 16, MPI.BYTE, 3, 0);
        w().send(new boolean[3], 3, MPI.BYTE, 3, 0);
        w().Send(ByteBuffer.allocate(32), 1, 3, MPI.DOUBLE, 3, 0);
        assertEquals(8L, mpi.world.argument(2));
        w().Send(Arena.ofAuto().allocate(32), 1, 3, MPI.DOUBLE, 3, 0);
        assertEquals(8L, mpi.world.argument(2));
        w().Send(new String[3], 1, 2, MPI.OBJECT, 3, 0);
        assertEquals(1L, mpi.world.argument(2));
        w().Send(new boolean[3], 2, 1, MPI.BOOLEAN, 3, 0);
        assertEquals(2L, mpi.world.argument(2));
        w().Send(new int[6], 2, 2, MPI.INT2, 3, 0);
        assertEquals(8L, mpi.world.argument(2));
        w().send(ByteBuffer.allocate(4).asReadOnlyBuffer(), 1, MPI.INT, 3, 0);
        w().recv(null, 0, MPI.INT, MPI.PROC_NULL, MPI.ANY_TAG);
        w().reduce(FOUR, null, 4, MPI.INT, MPI.SUM, 0);
        w().gatherv(FOUR, 1, MPI.INT, 0);
        w().scatterv(FOUR, 1, MPI.INT, 0);
    }

    @Test
    void shouldRefuseASegmentConfinedToAnotherThread() throws InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment segment = arena.allocate(16);
            w().send(segment, 4, MPI.INT, 3, 7);
            final AtomicReference<Throwable> outcome = new AtomicReference<>();
            final Thread other = Thread.ofPlatform().start(() -> {
                try {
                    w().send(segment, 4, MPI.INT, 3, 7);
                } catch (final MPIException e) {
                    outcome.set(e);
                }
            });
            other.join();
            Expect.fault(MPI.ERR_BUFFER, "send" + P + ", to 3, tag 7: the MemorySegment is confined to another thread,"
                + " allocate it from Arena.ofShared() or Arena.ofAuto() (MPI.ERR_BUFFER)", () -> {
                    throw outcome.get();
                });
        }
    }
}
