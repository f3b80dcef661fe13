package mpi.core.kit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;

/**
 * Kinds of memory other than arrays, each sent to and received in each other.
 */
final class BufferCases {
    private static final int TAG = 23;
    private static final int[] LENGTHS_BYTES = {0, 1, 7, 8 * 1024 + 1, 128 * 1024 + 1, 1024 * 1024};

    private final Intracomm comm;
    private final int right;
    private final int left;
    private final Sample sample;

    BufferCases(final Intracomm comm, final Sample sample) {
        final int size = comm.getSize();
        this.comm = comm;
        this.sample = sample;
        this.right = (comm.getRank() + 1) % size;
        this.left = (comm.getRank() + size - 1) % size;
    }

    void shouldMoveBytesBetweenAllKindsOfMemory() {
        for (final Kind from : Kind.values()) {
            for (final Kind to : Kind.values()) {
                for (final int length : LENGTHS_BYTES) {
                    if (sample.takesNext()) {
                        exchange(from, to, length);
                    }
                }
            }
        }
    }

    /** Neither position nor limit nor byte order of a buffer is looked at. */
    void shouldIgnorePositionAndLimit() {
        final ByteBuffer sent = ByteBuffer.allocateDirect(8).put(0, (byte) 1).put(7, (byte) 8).position(3).limit(4);
        final ByteBuffer received = ByteBuffer.allocate(8).position(5);
        comm.sendRecv(sent, 8, MPI.BYTE, right, TAG, received, 8, MPI.BYTE, left, TAG);
        Expect.equal("position", 3, sent.position());
        Expect.equal("limit", 4, sent.limit());
        Expect.equal("position of the received", 5, received.position());
        Expect.equal("first byte", (byte) 1, received.get(0));
        Expect.equal("last byte", (byte) 8, received.get(7));
    }

    void shouldStartWhereASliceStarts() {
        final double[] sent = {1, 2, 3, 4};
        final var received = MPI.newDoubleBuffer(4);
        comm.sendRecv(MPI.slice(sent, 2), 2, MPI.DOUBLE, right, TAG, MPI.slice(received, 1), 2, MPI.DOUBLE, left, TAG);
        Expect.equal("items", "0.0 3.0 4.0 0.0",
            received.get(0) + " " + received.get(1) + " " + received.get(2) + " " + received.get(3));
    }

    /** Memory is raw: the class of a buffer need not be that of the items. */
    void shouldMoveItemsAsBytes() {
        final int[] sent = {0x01020304, -1};
        final byte[] received = new byte[8];
        comm.sendRecv(sent, 2, MPI.INT, right, TAG, received, 8, MPI.BYTE, left, TAG);
        final MemorySegment bytes = MemorySegment.ofArray(received);
        Expect.equal("first item", 0x01020304, bytes.get(ValueLayout.JAVA_INT_UNALIGNED, 0));
        Expect.equal("second item", -1, bytes.get(ValueLayout.JAVA_INT_UNALIGNED, 4));
    }

    private void exchange(final Kind from, final Kind to, final int length) {
        final String what = length + " bytes from " + from + " to " + to;
        final Memory sent = from.allocate(length + 1);
        final Memory received = to.allocate(length + 1);
        sent.bytes().copyFrom(pattern(length, comm.getRank()));
        received.bytes().set(ValueLayout.JAVA_BYTE, length, (byte) Item.GUARD);
        final Request receive = comm.iRecv(received.buffer(), length, MPI.BYTE, left, TAG);
        comm.send(sent.buffer(), length, MPI.BYTE, right, TAG);
        receive.waitFor();
        Expect.equal(what + ", first wrong byte", -1L,
            received.bytes().asSlice(0, length).mismatch(pattern(length, left)));
        Expect.equal(what + ", byte behind", (byte) Item.GUARD, received.bytes().get(ValueLayout.JAVA_BYTE, length));
    }

    private static MemorySegment pattern(final int length, final int seed) {
        final byte[] bytes = new byte[length];
        Item.BYTE.fill(bytes, 0, length, seed);
        return MemorySegment.ofArray(bytes);
    }

    /** What calls take, and a view of it. */
    private record Memory(Object buffer, MemorySegment bytes) {
        static Memory of(final ByteBuffer buffer) {
            return new Memory(buffer, MemorySegment.ofBuffer(buffer));
        }

        static Memory of(final MemorySegment segment) {
            return new Memory(segment, segment);
        }
    }

    /** Kinds of memory. */
    private enum Kind {
        ARRAY(length -> {
            final byte[] array = new byte[length];
            return new Memory(array, MemorySegment.ofArray(array));
        }),
        HEAP_BUFFER(length -> Memory.of(ByteBuffer.allocate(length))),
        DIRECT_BUFFER(length -> Memory.of(ByteBuffer.allocateDirect(length))),
        MPI_BUFFER(length -> Memory.of(MPI.newByteBuffer(length))),
        HEAP_SEGMENT(length -> Memory.of(MemorySegment.ofArray(new byte[length]))),
        NATIVE_SEGMENT(length -> Memory.of(Arena.ofAuto().allocate(length)));

        private final IntFunction<Memory> maker;

        Kind(final IntFunction<Memory> maker) {
            this.maker = maker;
        }

        Memory allocate(final int length) {
            return maker.apply(length);
        }
    }
}
