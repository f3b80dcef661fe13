package mpi.spi;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * How much memory a user's buffer has, whatever its position and limit. The chains of {@code instanceof} are on the way
 * of every message: they cost a compare each, need no bootstrap at start-up, and put the common classes first.
 */
public final class Capacity {
    private static final long NONE = -1;

    private Capacity() {}

    /**
     * The length of a buffer's memory.
     *
     * @param buffer the user's buffer, may be {@code null}
     * @return length in bytes; negative for what is not memory, {@code Object[]} among it
     */
    public static long bytes(final Object buffer) {
        if (buffer instanceof double[] array) {
            return (long) array.length << 3;
        }
        if (buffer instanceof byte[] array) {
            return array.length;
        }
        if (buffer instanceof int[] array) {
            return (long) array.length << 2;
        }
        if (buffer instanceof Buffer nio) {
            return (long) nio.capacity() << elementShift(nio);
        }
        if (buffer instanceof long[] array) {
            return (long) array.length << 3;
        }
        if (buffer instanceof float[] array) {
            return (long) array.length << 2;
        }
        if (buffer instanceof char[] array) {
            return (long) array.length << 1;
        }
        if (buffer instanceof short[] array) {
            return (long) array.length << 1;
        }
        if (buffer instanceof boolean[] array) {
            return array.length;
        }
        return buffer instanceof MemorySegment segment ? segment.byteSize() : NONE;
    }

    /**
     * The length of one element of a buffer.
     *
     * @param buffer the buffer
     * @return binary logarithm of its bytes
     */
    public static int elementShift(final Buffer buffer) {
        if (buffer instanceof ByteBuffer) {
            return 0;
        }
        if (buffer instanceof DoubleBuffer || buffer instanceof LongBuffer) {
            return 3;
        }
        return buffer instanceof IntBuffer || buffer instanceof FloatBuffer ? 2 : 1;
    }
}
