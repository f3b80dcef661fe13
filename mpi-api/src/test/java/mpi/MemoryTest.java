package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Buffers that MPI makes, and parts of buffers.
 */
class MemoryTest {
    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    @Test
    void shouldMakeDirectBuffersOfTheEnginesMemory() {
        assertTrue(MPI.newByteBuffer(3).isDirect());
        assertEquals(3, mpi.engine.allocated);
        assertSame(ByteOrder.nativeOrder(), MPI.newByteBuffer(0).order());
        assertEquals(5, MPI.newCharBuffer(5).capacity());
        assertEquals(5, MPI.newShortBuffer(5).capacity());
        assertEquals(5, MPI.newIntBuffer(5).capacity());
        assertEquals(5, MPI.newLongBuffer(5).capacity());
        assertEquals(5, MPI.newFloatBuffer(5).capacity());
        assertEquals(5, MPI.newDoubleBuffer(5).capacity());
        assertEquals(3 + 5 * (2 + 2 + 4 + 8 + 4 + 8), mpi.engine.allocated);
        assertSame(ByteOrder.nativeOrder(), MPI.newDoubleBuffer(1).order());
        Expect.fault(MPI.ERR_ARG,
            "newIntBuffer: the capacity is -1, it must be 0 to 536870911 (MPI.ERR_ARG)", () -> MPI.newIntBuffer(-1));
        Expect.fault(MPI.ERR_ARG, "newDoubleBuffer: the capacity is 268435456, it must be 0 to 268435455 (MPI.ERR_ARG)",
            () -> MPI.newDoubleBuffer(1 << 28));
    }

    @Test
    void shouldSayThatTheEngineHasNoMemoryLeft() {
        mpi.engine.outOfMemory = true;
        Expect.fault(MPI.ERR_NO_MEM, "newLongBuffer: no direct memory left for 40 bytes, raise -XX:MaxDirectMemorySize"
            + " (MPI.ERR_NO_MEM)", () -> MPI.newLongBuffer(5));
    }

    @Test
    void shouldSliceBuffersAndLeaveThePositionAtTheOffset() {
        final IntBuffer ints = IntBuffer.wrap(new int[] {0, 1, 2, 3, 4}).position(2).limit(3);
        final IntBuffer part = MPI.slice(ints, 3);
        assertEquals(3, ints.position());
        assertEquals(5, ints.limit());
        assertEquals(2, part.capacity());
        assertEquals(3, part.get(0));
        final ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.BIG_ENDIAN);
        assertSame(ByteOrder.nativeOrder(), MPI.slice(bytes, 1).order());
        assertSame(ByteOrder.nativeOrder(), MPI.slice(new byte[4], 1).order());
        bytes.clear();
        assertEquals(1, MPI.slice(bytes.asCharBuffer(), 3).capacity());
        assertEquals(1, MPI.slice(bytes.asShortBuffer(), 3).capacity());
        assertEquals(0, MPI.slice(bytes.asLongBuffer(), 1).capacity());
        assertEquals(1, MPI.slice(bytes.asFloatBuffer(), 1).capacity());
        assertEquals(1, MPI.slice(bytes.asDoubleBuffer(), 0).capacity());
    }

    @Test
    void shouldSliceArrays() {
        final double[] doubles = {0, 1, 2, 3};
        MPI.slice(doubles, 3).put(0, 9);
        assertEquals(9, doubles[3]);
        assertEquals(2, MPI.slice(new char[3], 1).capacity());
        assertEquals(2, MPI.slice(new short[3], 1).capacity());
        assertEquals(2, MPI.slice(new int[3], 1).capacity());
        assertEquals(2, MPI.slice(new long[3], 1).capacity());
        assertEquals(0, MPI.slice(new float[3], 3).capacity());
    }

    @Test
    void shouldCopyAPartOfABufferWhateverItsPosition() {
        final IntBuffer ints = MPI.newIntBuffer(4).put(0, 5).put(1, 6).put(2, 7).position(3).limit(3);
        final byte[] copy = (byte[]) Buffers.copyOf(ints, 4, 12);
        final IntBuffer view = ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder()).asIntBuffer();
        assertEquals(6, view.get(0));
        assertEquals(7, view.get(1));
        assertEquals(3, ints.position());
    }
}
