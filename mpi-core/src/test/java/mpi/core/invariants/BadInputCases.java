package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import mpi.Comm;
import mpi.Datatype;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;

/**
 * What a user does wrong in a running job: the one who did it is told, nobody else is harmed, the next message is fine.
 * Runs in each rank of an {@code MpiTest}; two ranks.
 */
public final class BadInputCases {
    private static final int TAG = 9;
    private static final int NEXT_TAG = 10;
    /** Sent whole; sent after asking, and copied by a blocking send; waits for its receiver. */
    private static final int[] LENGTHS = {2, 60_000, 300_000};

    private final Comm comm;
    private final int me;

    private BadInputCases(final Comm comm) {
        this.comm = comm;
        this.me = comm.getRank();
    }

    /** Runs all cases. */
    public static void run() {
        MPI.COMM_WORLD.setErrhandler(MPI.ERRORS_RETURN);
        final BadInputCases cases = new BadInputCases(MPI.COMM_WORLD);
        for (final int length : LENGTHS) {
            for (final boolean posted : new boolean[] {false, true}) {
                cases.shouldTruncateBytes(length, posted);
                cases.shouldTruncateBooleans(length, posted);
                cases.shouldTruncateObjects(length, posted);
                cases.shouldTruncateIntoAndFromDirectMemory(length, posted);
            }
            cases.shouldTruncateWhatIsSentToItself(length);
        }
        cases.shouldRefuseClassesThatTheFilterRejects();
        cases.shouldRefuseNonsenseAtOnce();
    }

    private void shouldTruncateBytes(final int length, final boolean posted) {
        final byte[] data = new byte[length];
        Arrays.fill(data, (byte) 5);
        final byte[] room = new byte[length];
        truncate(data, length, MPI.BYTE, room, length - 1, posted,
            "message of " + length + " bytes is longer than the buffer of " + (length - 1) + " bytes");
        if (me == 1) {
            assertEquals(5, room[length - 2]);
            assertEquals(0, room[length - 1]);
        }
        truncate(data, length, MPI.BYTE, room, 0, posted,
            "message of " + length + " bytes is longer than the buffer of 0 bytes");
    }

    private void shouldTruncateBooleans(final int length, final boolean posted) {
        final boolean[] data = new boolean[length];
        Arrays.fill(data, true);
        final boolean[] room = new boolean[length];
        truncate(data, length, MPI.BOOLEAN, room, 1, posted,
            "message of " + length + " bytes is longer than the buffer of 1 bytes");
        if (me == 1) {
            assertEquals(true, room[0]);
            assertEquals(false, room[1]);
        }
    }

    private void shouldTruncateObjects(final int length, final boolean posted) {
        final Object[] data = {"x".repeat(length), "second"};
        final Object[] room = new Object[2];
        truncate(data, 2, MPI.OBJECT, room, 1, posted, "message of 2 objects is longer than the buffer of 1 objects");
        if (me == 1) {
            assertArrayEquals(new Object[] {data[0], null}, room);
        }
    }

    private void shouldTruncateIntoAndFromDirectMemory(final int length, final boolean posted) {
        final ByteBuffer data = MPI.newByteBuffer(length);
        data.put(0, (byte) 5);
        final ByteBuffer room = MPI.newByteBuffer(2);
        truncate(data, length, MPI.BYTE, room, 1, posted,
            "message of " + length + " bytes is longer than the buffer of 1 bytes");
        if (me == 1) {
            assertEquals(5, room.get(0));
            assertEquals(0, room.get(1));
        }
    }

    private void shouldTruncateWhatIsSentToItself(final int length) {
        final Request send = comm.iSend(new byte[length], length, MPI.BYTE, me, TAG);
        final MPIException error = assertThrows(MPIException.class,
            () -> comm.recv(new byte[1], 1, MPI.BYTE, me, TAG));
        assertEquals("recv on COMM_WORLD, rank " + me + " of 2, from " + me + ", tag 9: message of " + length
            + " bytes is longer than the buffer of 1 bytes (MPI.ERR_TRUNCATE)", error.getMessage());
        send.waitFor();
    }

    /** Rank 0 sends, rank 1 has too little room, in each dialect, blocking and not. */
    private void truncate(final Object data, final int count, final Datatype type, final Object room,
        final int roomCount, final boolean posted, final String text) {
        if (me == 0) {
            if (posted) {
                comm.recv(new byte[0], 0, MPI.BYTE, 1, NEXT_TAG);
            }
            comm.iSend(data, count, type, 1, TAG).waitFor();
            comm.send(data, count, type, 1, TAG);
            comm.Send(data, 0, count, type, 1, TAG);
            comm.send(new int[] {42}, 1, MPI.INT, 1, NEXT_TAG);
            return;
        }
        final Request first = posted ? comm.iRecv(room, roomCount, type, 0, TAG) : null;
        if (posted) {
            comm.send(new byte[0], 0, MPI.BYTE, 0, NEXT_TAG);
            assertTruncated("irecv", text, first::waitFor);
        } else {
            comm.probe(0, TAG);
            assertTruncated("recv", text, () -> comm.recv(room, roomCount, type, 0, TAG));
        }
        assertTruncated("recv", text, () -> comm.Recv(room, 0, roomCount, type, MPI.ANY_SOURCE, TAG));
        final Request last = comm.Irecv(room, 0, roomCount, type, 0, MPI.ANY_TAG);
        assertTruncated("irecv", text, last::Wait);
        final int[] next = new int[1];
        comm.recv(next, 1, MPI.INT, 0, NEXT_TAG);
        assertEquals(42, next[0]);
    }

    private static void assertTruncated(final String operation, final String text, final Runnable receive) {
        final MPIException error = assertThrows(MPIException.class, receive::run);
        assertEquals(operation + " on COMM_WORLD, rank 1 of 2, from 0, tag 9: " + text + " (MPI.ERR_TRUNCATE)",
            error.getMessage());
        assertEquals(MPI.ERR_TRUNCATE, error.getErrorClass());
    }

    /** The job runs with the filter {@code !java.util.ArrayList}. */
    private void shouldRefuseClassesThatTheFilterRejects() {
        if (me == 0) {
            comm.send(new Object[] {new java.util.ArrayList<>(List.of(1))}, 1, MPI.OBJECT, 1, TAG);
            comm.send(new Object[] {"fine"}, 1, MPI.OBJECT, 1, TAG);
        } else {
            final Object[] room = {"untouched"};
            final MPIException error = assertThrows(MPIException.class,
                () -> comm.recv(room, 1, MPI.OBJECT, 0, TAG));
            assertEquals(MPI.ERR_TYPE, error.getErrorClass());
            assertEquals("recv on COMM_WORLD, rank 1 of 2, from 0, tag 9: a received object is refused: the filter"
                + " rejects java.util.ArrayList; to receive it, change the setting mpj.object.filter (or"
                + " MPJ_OBJECT_FILTER, or the JVM's jdk.serialFilter) of this rank (MPI.ERR_TYPE)",
                error.getMessage());
            assertEquals("untouched", room[0]);
            comm.recv(room, 1, MPI.OBJECT, 0, TAG);
            assertEquals("fine", room[0]);
        }
        final Object[] told = {me == 0 ? new java.util.ArrayList<>(List.of(1)) : "untouched"};
        if (me == 0) {
            comm.bcast(told, 1, MPI.OBJECT, 0);
            comm.iBcast(told, 1, MPI.OBJECT, 0).waitFor();
        } else {
            fails(MPI.ERR_TYPE, () -> comm.bcast(told, 1, MPI.OBJECT, 0));
            fails(MPI.ERR_TYPE, () -> comm.iBcast(told, 1, MPI.OBJECT, 0).waitFor());
            assertEquals("untouched", told[0]);
        }
        comm.barrier();
    }

    private void shouldRefuseNonsenseAtOnce() {
        final byte[] one = new byte[1];
        fails(MPI.ERR_RANK, () -> comm.send(one, 1, MPI.BYTE, 2, TAG));
        fails(MPI.ERR_RANK, () -> comm.Send(one, 0, 1, MPI.BYTE, -5, TAG));
        fails(MPI.ERR_TAG, () -> comm.iSend(one, 1, MPI.BYTE, 0, -1));
        fails(MPI.ERR_COUNT, () -> comm.recv(one, -1, MPI.BYTE, 0, TAG));
        fails(MPI.ERR_BUFFER, () -> comm.recv(one, 2, MPI.BYTE, 0, TAG));
        fails(MPI.ERR_BUFFER, () -> comm.Recv(one, 1, 1, MPI.BYTE, 0, TAG));
        fails(MPI.ERR_BUFFER, () -> comm.send(null, 1, MPI.BYTE, 0, TAG));
        comm.barrier();
    }

    private static void fails(final int errorClass, final Runnable call) {
        assertEquals(errorClass, assertThrows(MPIException.class, call::run).getErrorClass());
    }
}
