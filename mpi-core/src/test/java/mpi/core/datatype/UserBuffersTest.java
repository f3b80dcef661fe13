package mpi.core.datatype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.List;
import mpi.core.transport.Allocation;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import org.junit.jupiter.api.Test;

class UserBuffersTest {
    private static final Layout BYTE = new Layout(BasicType.BYTE, 1, 1, null);
    private static final Layout OBJECT = new Layout(BasicType.OBJECT, 0, 1, null);

    /** Reads one byte of engine memory. */
    private static byte byteAt(final Object buffer, final long offset) {
        final byte[] target = new byte[1];
        Memory.copy(UserBuffers.base(buffer), UserBuffers.offset(buffer, offset), target, 0, 1);
        return target[0];
    }

    @Test
    void shouldFindEachDirectBufferFromItsElementZero() {
        final ByteBuffer whole = ByteBuffer.allocateDirect(64).order(ByteOrder.nativeOrder());
        for (int i = 0; i < 64; i++) {
            whole.put(i, (byte) i);
        }
        final ByteBuffer slice = whole.slice(16, 48).order(ByteOrder.nativeOrder());
        slice.position(5).limit(9);
        assertEquals(18, byteAt(slice, 2), "position and limit are not honoured");
        slice.clear();
        for (final Buffer buffer : List.of(slice.asIntBuffer(), slice.asCharBuffer(), slice.asShortBuffer(),
            slice.asLongBuffer(), slice.asFloatBuffer(), slice.asDoubleBuffer(), slice.asReadOnlyBuffer())) {
            buffer.position(1);
            assertTrue(UserBuffers.isRaw(buffer, BYTE));
            assertNull(UserBuffers.base(buffer));
            assertEquals(19, byteAt(buffer, 3), buffer.getClass().getName());
        }
    }

    @Test
    void shouldFindHeapBuffersThroughTheirArrayOffset() {
        final double[] doubles = new double[8];
        final DoubleBuffer slice = DoubleBuffer.wrap(doubles).slice(3, 4);
        assertTrue(UserBuffers.isRaw(slice, BYTE));
        assertSame(doubles, UserBuffers.base(slice));
        assertEquals(24 + 8, UserBuffers.offset(slice, 8));
        assertEquals(2 * 2, UserBuffers.offset(CharBuffer.wrap(new char[9]).slice(2, 3), 0));
        assertEquals(2 * 4, UserBuffers.offset(IntBuffer.wrap(new int[9]).slice(2, 3), 0));
    }

    @Test
    void shouldFindSegmentsOfBothKinds() {
        final int[] ints = {0, 0, 0x01010101 * 5};
        final MemorySegment heap = MemorySegment.ofArray(ints).asSlice(4);
        assertSame(ints, UserBuffers.base(heap));
        assertEquals(5, byteAt(heap, 4));
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment segment = arena.allocate(32).asSlice(8);
            segment.set(ValueLayout.JAVA_BYTE, 3, (byte) 9);
            assertEquals(9, byteAt(segment, 3));
            assertEquals(9, byteAt(segment.asReadOnly(), 3));
        }
    }

    @Test
    void shouldAskToPackWhatIsNotOneRunOfBytes() {
        assertFalse(UserBuffers.isRaw(new boolean[1], BYTE));
        assertFalse(UserBuffers.isRaw(new int[1][1], BYTE));
        assertFalse(UserBuffers.isRaw(new Object[1], OBJECT));
        assertFalse(UserBuffers.isRaw(null, OBJECT));
        assertFalse(UserBuffers.isRaw(ByteBuffer.allocate(8).asReadOnlyBuffer(), BYTE));
        assertFalse(UserBuffers.isRaw(ByteBuffer.allocate(8).asIntBuffer(), BYTE));
        assertFalse(UserBuffers.isRaw(MemorySegment.ofArray(new int[1]).asReadOnly(), BYTE));
        assertTrue(UserBuffers.isRaw(null, BYTE));
        assertTrue(UserBuffers.isRaw(new char[1], BYTE));
    }

    @Test
    void shouldKnowReadOnlyMemory() {
        assertFalse(UserBuffers.isWritable(ByteBuffer.allocateDirect(1).asReadOnlyBuffer()));
        assertFalse(UserBuffers.isWritable(MemorySegment.ofArray(new int[1]).asReadOnly()));
        assertTrue(UserBuffers.isWritable(ByteBuffer.allocateDirect(1)));
        assertTrue(UserBuffers.isWritable(new Object[1]));
        assertTrue(UserBuffers.isWritable(null));
    }

    @Test
    void invariant10ShouldNotAllocate() {
        final ByteBuffer direct = ByteBuffer.allocateDirect(64);
        final Object[] buffers = {new byte[8], new double[8], direct, direct.asIntBuffer(), direct.asDoubleBuffer(),
            ByteBuffer.allocate(8), IntBuffer.allocate(8), MemorySegment.ofBuffer(direct)};
        final long[] sum = new long[1];
        Allocation.assertSettlesAtNone(() -> {
            for (int i = 0; i < 8_000; i++) {
                final Object buffer = buffers[i % buffers.length];
                sum[0] += UserBuffers.isRaw(buffer, BYTE) ? UserBuffers.offset(buffer, 8) : 0;
                sum[0] += UserBuffers.base(buffer) == buffer ? 1 : 0;
            }
        });
        assertTrue(sum[0] != 0);
    }
}
