package mpi;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Hands the operands of a reduction to a user's function in the form it wants: whole arrays, or direct buffers.
 */
final class Operands {
    private Operands() {}

    static Object newArray(final Datatype type, final int count) {
        return Array.newInstance(type.arrayClass.componentType(), count * elementsOf(type));
    }

    /** Copies {@code count} items from the start of a buffer into an array. */
    static void read(
        final ByteBuffer from, final Object to, final int toOffset, final int count, final Datatype type) {
        final long bytes = (long) count * type.extentBytes;
        MemorySegment.copy(
            Buffers.segmentOf(from), 0, Buffers.segmentOf(to), (long) toOffset * type.elementBytes, bytes);
    }

    /** Copies {@code count} items of an array to the start of a buffer. */
    static void write(
        final Object from, final int fromOffset, final ByteBuffer to, final int count, final Datatype type) {
        final long bytes = (long) count * type.extentBytes;
        MemorySegment.copy(
            Buffers.segmentOf(from), (long) fromOffset * type.elementBytes, Buffers.segmentOf(to), 0, bytes);
    }

    /** Calls a function that wants arrays which hold the operands and nothing else. */
    static void callWithArrays(
        final Op.Function function,
        final Object in,
        final int inOffset,
        final Object inout,
        final int inoutOffset,
        final int count,
        final Datatype type) {
        final int length = count * elementsOf(type);
        final Object left = exactly(in, inOffset, length);
        final Object right = exactly(inout, inoutOffset, length);
        function.call(left, right, count, type);
        if (right != inout) {
            System.arraycopy(right, 0, inout, inoutOffset, length);
        }
    }

    /** Calls a function that wants direct buffers in native byte order. */
    static void callWithBuffers(
        final UserFunction function,
        final Object in,
        final int inOffset,
        final Object inout,
        final int inoutOffset,
        final int count,
        final Datatype type) {
        final ByteBuffer left = newBuffer(type, count);
        final ByteBuffer right = newBuffer(type, count);
        write(in, inOffset, left, count, type);
        write(inout, inoutOffset, right, count, type);
        function.call(left, right, count, type);
        read(right, inout, inoutOffset, count, type);
    }

    private static ByteBuffer newBuffer(final Datatype type, final int count) {
        return ByteBuffer.allocateDirect(Math.toIntExact(count * type.extentBytes)).order(ByteOrder.nativeOrder());
    }

    private static Object exactly(final Object array, final int offset, final int length) {
        if (offset == 0 && Array.getLength(array) == length) {
            return array;
        }
        final Object copy = Array.newInstance(array.getClass().componentType(), length);
        System.arraycopy(array, offset, copy, 0, length);
        return copy;
    }

    private static int elementsOf(final Datatype type) {
        return (int) (type.extentBytes / type.elementBytes);
    }
}
